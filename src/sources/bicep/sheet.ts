// A text that is edited step by step while places in it stay known by where they were at first.
import type { TextEdit } from "../../model/repair.ts";

/** A stretch of the first text, or what was written anew. */
type Piece = { readonly start: number; readonly end: number; readonly text?: undefined } | { readonly text: string };

export interface Sheet {
  readonly uri: string;
  readonly first: string;
  pieces: readonly Piece[];
  /** As it stands now. */
  text: string;
}

export function sheetOf(uri: string, text: string): Sheet {
  return { uri, first: text, pieces: [{ start: 0, end: text.length }], text };
}

/** Replaces what now lies between two offsets. */
export function edit(sheet: Sheet, start: number, end: number, newText: string): void {
  const before: Piece[] = [];
  const after: Piece[] = [];
  let at = 0;
  for (const piece of sheet.pieces) {
    const length = lengthOf(piece);
    const left = cut(piece, 0, start - at);
    const right = cut(piece, end - at, length);
    if (left) before.push(left);
    if (right) after.push(right);
    at += length;
  }
  sheet.pieces = newText === "" ? [...before, ...after] : [...before, { text: newText }, ...after];
  sheet.text = sheet.text.slice(0, start) + newText + sheet.text.slice(end);
}

/** Where an offset of the first text is now; undefined when it was taken out. */
export function now(sheet: Sheet, offset: number, side: "start" | "end"): number | undefined {
  let at = 0;
  for (const piece of sheet.pieces) {
    if (piece.text === undefined) {
      if (side === "start" ? piece.start <= offset && offset < piece.end : piece.start < offset && offset <= piece.end)
        return at + offset - piece.start;
      if (piece.start === piece.end && piece.start === offset) return at;
    }
    at += lengthOf(piece);
  }
  return offset === sheet.first.length ? sheet.text.length : undefined;
}

/** What was changed, as edits of the first text. */
export function edits(sheet: Sheet): readonly TextEdit[] {
  const out: TextEdit[] = [];
  let from = 0;
  let written = "";
  const close = (end: number) => {
    const have = sheet.first.slice(from, end);
    if (have !== written) out.push({ uri: sheet.uri, start: from, end, newText: written });
    written = "";
  };
  for (const piece of sheet.pieces) {
    if (piece.text !== undefined) {
      written += piece.text;
      continue;
    }
    close(piece.start);
    from = piece.end;
  }
  close(sheet.first.length);
  return out;
}

function lengthOf(piece: Piece): number {
  return piece.text === undefined ? piece.end - piece.start : piece.text.length;
}

/** The part of a piece between two offsets within it. */
function cut(piece: Piece, from: number, to: number): Piece | undefined {
  const length = lengthOf(piece);
  const start = Math.max(0, from);
  const end = Math.min(length, to);
  if (start >= end) return undefined;
  return piece.text === undefined ? { start: piece.start + start, end: piece.start + end } : { text: piece.text.slice(start, end) };
}
