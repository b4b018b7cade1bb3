// A JSON text that is changed step by step, while places of the first text stay known.
import type { TextEdit } from "../../model/repair.ts";
import { type Json, parseJson } from "./json.ts";

type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

export interface Sheet {
  readonly uri: string;
  readonly first: string;
  text: string;
  /** The tree of the text as it is now. */
  root: Json | undefined;
  flaws: number;
  pieces: readonly Piece[];
}

export function sheetOf(uri: string, text: string): Sheet {
  const { root, flaws } = parseJson(text);
  return { uri, first: text, text, root, flaws: flaws.length, pieces: [{ from: 0, to: text.length }] };
}

/** Replaces what now stands between two offsets. */
export function edit(sheet: Sheet, start: number, end: number, text: string): void {
  const before = slice(sheet.pieces, 0, start);
  const after = slice(sheet.pieces, end, sheet.text.length);
  sheet.pieces = text === "" ? [...before, ...after] : [...before, { text }, ...after];
  sheet.text = sheet.text.slice(0, start) + text + sheet.text.slice(end);
  sheet.root = parseJson(sheet.text).root;
}

/** Where a character of the first text stands now; undefined when it was taken out. */
export function now(sheet: Sheet, offset: number): number | undefined {
  let at = 0;
  for (const piece of sheet.pieces) {
    if ("from" in piece && piece.from <= offset && offset < piece.to) return at + offset - piece.from;
    at += lengthOf(piece);
  }
  return undefined;
}

/** All that was changed, in offsets of the first text, in order and apart from each other. */
export function editsOf(sheet: Sheet): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let reached = 0;
  let written = "";
  for (const piece of [...sheet.pieces, { from: sheet.first.length, to: sheet.first.length }]) {
    if ("text" in piece) {
      written += piece.text;
      continue;
    }
    if (written !== "" || piece.from > reached) edits.push({ uri: sheet.uri, start: reached, end: piece.from, newText: written });
    written = "";
    reached = piece.to;
  }
  return edits;
}

function slice(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const [from, to] = [Math.max(start - at, 0), Math.min(end - at, lengthOf(piece))];
    if (from < to) out.push("text" in piece ? { text: piece.text.slice(from, to) } : { from: piece.from + from, to: piece.from + to });
    at += lengthOf(piece);
  }
  return out;
}

function lengthOf(piece: Piece): number {
  return "text" in piece ? piece.text.length : piece.to - piece.from;
}
