import { Newest } from "../../model/newest.ts";
import type { Source } from "../../model/reader.ts";
import { parse } from "./parse.ts";
import type { Syntax } from "./syntax.ts";

/** Enough for what is edited and what it calls. A tree takes about twenty times its text. */
const kept = new Newest<Syntax>(200_000);

/** Characters of the largest text that is read. Azure takes templates of 4 MB. */
export const largest = 8_000_000;

const tooLarge: Syntax = {
  statements: [],
  faults: [
    { start: 0, end: 0, message: "This file is larger than any template that Azure takes, so it is not read. Split it into modules." },
  ],
};

const noText: Syntax = {
  statements: [],
  faults: [{ start: 0, end: 0, message: "This file is not text, so it is not read. Remove it, or give it the ending of what it holds." }],
};

/** The tree of a file, parsed once as long as its text stays the same and it is among those used last. */
export function syntaxOf({ uri, text }: Source): Syntax {
  if (text.length > largest) return tooLarge;
  return text.includes("\0") ? noText : kept.of(uri, text, () => parse(text));
}
