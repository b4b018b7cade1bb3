// How deep evaluation stands in itself, over files and spellings, so that no text can exhaust the stack.

const deepest = 400;
let depth = 0;

/** False when it is too deep already; else `leave` has to follow. */
export function enter(): boolean {
  if (depth >= deepest) return false;
  depth++;
  return true;
}

export function leave(): void {
  depth--;
}
