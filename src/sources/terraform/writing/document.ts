// A file that is edited step by step; offsets of its first text can be found again.
import type { TextEdit } from "../../../model/repair.ts";

/** Kept text by its offsets in the first one, or new text. */
type Piece = { readonly from: number; readonly to: number } | { readonly fresh: string };

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where stretches of a file are in a text that stands for it, by where they start there. */
export type Places = ReadonlyMap<number, { readonly there: Stretch; readonly here: Stretch }>;

export class Document {
  readonly uri: string;
  readonly first: string;
  text: string;
  private readonly eol: "\n" | "\r\n";
  private readonly places: Places | undefined;
  private pieces: Piece[];

  /** `places`: set where the first text is not the file's own. */
  constructor(uri: string, first: string, places?: Places) {
    this.uri = uri;
    this.first = first;
    this.places = places;
    this.text = first;
    this.eol = first.includes("\r\n") ? "\r\n" : "\n";
    this.pieces = [{ from: 0, to: first.length }];
  }

  /** Replaces a stretch of the text as it is now; lines end as they do in the file. */
  replace(start: number, end: number, written: string): void {
    const text = this.eol === "\n" ? written : written.replace(/\r?\n/g, this.eol);
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    const out: Piece[] = [];
    let at = 0;
    let placed = false;
    for (const piece of this.pieces) {
      const length = "fresh" in piece ? piece.fresh.length : piece.to - piece.from;
      if (at < start) out.push(part(piece, 0, Math.min(length, start - at)));
      if (!placed && at + length >= start) {
        out.push({ fresh: text });
        placed = true;
      }
      if (at + length > end) out.push(part(piece, Math.max(0, end - at), length));
      at += length;
    }
    this.pieces = out.filter((piece) => ("fresh" in piece ? piece.fresh !== "" : piece.to > piece.from));
  }

  /** A stretch of the file as it is now; undefined when any of it was written anew. */
  stretch(of: Stretch): Stretch | undefined {
    const first = this.places ? stretchIn(this.places, of) : of;
    const start = first && this.nowOf(first.start);
    if (!first || start === undefined) return undefined;
    const end = start + first.end - first.start;
    return this.text.slice(start, end) === this.first.slice(first.start, first.end) ? { start, end } : undefined;
  }

  /** Where an offset of the file is now; undefined when it is gone. */
  now(offset: number): number | undefined {
    const first = this.places ? stretchIn(this.places, { start: offset, end: offset })?.start : offset;
    return first === undefined ? undefined : this.nowOf(first);
  }

  private nowOf(offset: number): number | undefined {
    let at = 0;
    for (const piece of this.pieces) {
      if ("fresh" in piece) at += piece.fresh.length;
      else {
        if (offset >= piece.from && offset < piece.to) return at + offset - piece.from;
        at += piece.to - piece.from;
      }
    }
    return undefined;
  }

  /** Whether anything was written, or taken out, between two offsets of the text as it is now. */
  isChanged(from: number, to: number): boolean {
    let at = 0;
    for (const piece of this.pieces) {
      const end = at + ("fresh" in piece ? piece.fresh.length : piece.to - piece.from);
      if ("fresh" in piece ? at <= to && from <= end : at > from && at <= to) return true;
      at = end;
    }
    return false;
  }

  /** Everything that changed, in offsets of the first text. */
  edits(): TextEdit[] {
    const out: TextEdit[] = [];
    let at = 0;
    let fresh = "";
    const flush = (to: number): void => {
      if (fresh !== this.first.slice(at, to)) out.push({ uri: this.uri, start: at, end: to, newText: fresh });
      fresh = "";
    };
    for (const piece of this.pieces) {
      if ("fresh" in piece) fresh += piece.fresh;
      else {
        flush(piece.from);
        at = piece.to;
      }
    }
    flush(this.first.length);
    return out;
  }
}

function stretchIn(places: Places, { start, end }: Stretch): Stretch | undefined {
  const known = places.get(start);
  if (known && (end === start || end === known.there.end)) return known.here;
  for (const { there, here } of places.values()) {
    const isVerbatim = there.end - there.start === here.end - here.start;
    if (isVerbatim && there.start <= start && end <= there.end)
      return { start: here.start + start - there.start, end: here.start + end - there.start };
  }
  return undefined;
}

function part(piece: Piece, from: number, to: number): Piece {
  return "fresh" in piece ? { fresh: piece.fresh.slice(from, to) } : { from: piece.from + from, to: piece.from + to };
}
