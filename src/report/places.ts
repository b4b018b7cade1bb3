// Offsets and URIs turned into what people and machines read: relative paths, lines and characters.
import type { Origin, Span } from "../model/origin.ts";

/** Counted from 0; characters are UTF-16 code units. */
interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Place {
  /** Relative to the root, with `/`; a whole path when it lies outside. */
  readonly file: string;
  readonly range: Range;
}

export interface Places {
  /** Undefined for what is in no file: a row of Azure, a default of a provider. */
  of(origin: Origin): Place | undefined;
  span(span: Span): Place;
  file(uri: string): string;
}

/** Line starts are found once for each file. `shown`: what paths are to look like. */
export function createPlaces(root: string, text: (uri: string) => string | undefined, shown = (path: string) => path): Places {
  const starts = new Map<string, readonly number[]>();
  const startsOf = (uri: string): readonly number[] => {
    const known = starts.get(uri);
    if (known) return known;
    const found = lineStarts(text(uri) ?? "");
    starts.set(uri, found);
    return found;
  };
  const file = (uri: string) => shown(relative(root, uri));
  const span = ({ uri, start, end }: Span): Place => {
    const lines = startsOf(uri);
    return { file: file(uri), range: { start: position(lines, start), end: position(lines, end) } };
  };
  return { file, span, of: (origin) => (origin.from === "file" ? span(origin) : undefined) };
}

/** Offsets at which lines begin; `\r\n`, `\n` and `\r` end a line. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}

function position(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - (starts[low] ?? 0) };
}

function relative(root: string, uri: string): string {
  if (uri.startsWith(root)) return decode(uri.slice(root.length));
  return decode(uri.replace(/^file:\/\/(?=\/)/, ""));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign: shown as it is
  }
}
