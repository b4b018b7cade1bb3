// Findings drawn in the file they are about: `//       ^^^^ unmet rule-id` under the text that they are drawn on.
// At the start of a line the comment's own characters stand for carets: `#^^^^^ unmet rule-id`.

export interface Mark {
  /** Line counted from 0, of the text that is marked. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** `unmet rule-id`. */
  readonly says: string;
}

/** The marks in a text, in order. Marks in a row are all about the last line that is none. */
export function marksIn(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let marked = -1;
  for (const [line, content] of text.split("\n").entries()) {
    const found = /^(\/\/|#)( *)\^+(?= (unmet|unclear) ([a-z0-9-]+)$)/.exec(content.trimEnd());
    if (!found) {
      marked = line;
      continue;
    }
    const column = found[2] === "" ? 0 : content.indexOf("^");
    marks.push({ line: marked, column, length: found[0].length - column, says: `${found[3]} ${found[4]}` });
  }
  return marks;
}

/** Where a finding would be marked: only the part of it that stands on its first line. */
export function markOf(text: string, start: number, end: number, says: string): Mark {
  const before = text.slice(0, start);
  const line = before.split("\n").length - 1;
  const column = start - (before.lastIndexOf("\n") + 1);
  const lineEnd = text.indexOf("\n", start);
  return { line, column, length: Math.min(end, lineEnd < 0 ? text.length : lineEnd) - start, says };
}
