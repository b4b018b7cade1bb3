import type { TreeCursor } from "web-tree-sitter";

/** A walk over tree-sitter's tree: every step is a call into wasm, so what the text itself tells is read from the text. */
export interface Walk {
  readonly cursor: TreeCursor;
  readonly names: readonly string[];
  /** The text that the tree was parsed from. */
  readonly text: string;
  /** What is added to the tree's offsets to get the file's. */
  readonly shift: number;
  /** No place lies behind it: text that was added to be able to read the rest is nowhere in the file. */
  readonly limit?: number;
  depth: number;
}

export const deepest = 400;

export function typeHere(walk: Walk): string {
  return walk.names[walk.cursor.nodeTypeId] ?? "ERROR";
}

export function textHere(walk: Walk): string {
  return walk.text.slice(walk.cursor.startIndex, walk.cursor.endIndex);
}

export function spanHere(walk: Walk): { readonly start: number; readonly end: number } {
  const { limit = Number.POSITIVE_INFINITY } = walk;
  return { start: Math.min(limit, walk.cursor.startIndex + walk.shift), end: Math.min(limit, walk.cursor.endIndex + walk.shift) };
}

/** Runs with the cursor on each child in turn, comments left out, and comes back to where it was. */
export function eachChild(walk: Walk, visit: (type: string) => void): void {
  if (!walk.cursor.gotoFirstChild()) return;
  do {
    const type = typeHere(walk);
    if (type !== "comment") visit(type);
  } while (walk.cursor.gotoNextSibling());
  walk.cursor.gotoParent();
}
