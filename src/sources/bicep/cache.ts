import { parse } from "./parse.ts";
import type { Syntax } from "./syntax.ts";

/** Characters of text whose trees are kept: enough for what is edited, what it calls, and some of its versions. A tree takes about twenty times its text. */
const most = 2_000_000;

const kept = new Map<string, Syntax>();
let total = 0;

/** Characters of the largest text that is read. Azure takes templates of 4 MB. */
export const largest = 8_000_000;

const tooLarge: Syntax = {
  statements: [],
  faults: [
    { start: 0, end: 0, message: "This file is larger than any template that Azure takes, so it is not read. Split it into modules." },
  ],
};

/** The tree of a text, parsed once as long as it is among those used last. */
export function syntaxOf(text: string): Syntax {
  if (text.length > largest) return tooLarge;
  const known = kept.get(text);
  if (known) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const syntax = parse(text);
  kept.set(text, syntax);
  total += text.length;
  for (const oldest of kept.keys()) {
    if (total <= most || oldest === text) break;
    kept.delete(oldest);
    total -= oldest.length;
  }
  return syntax;
}
