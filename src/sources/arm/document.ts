import type { Expr } from "../../expression/tree.ts";
import { Newest } from "../../model/newest.ts";
import type { Source } from "../../model/reader.ts";
import { isExpression, parseExpression } from "./expression.ts";
import { type Json, type Parsed, parseJson } from "./json.ts";

/** A text with its tree, and the expressions in it as far as somebody asked for them. */
export interface Document extends Parsed {
  readonly text: string;
  readonly expressions: Map<Json, Expr>;
  /** A template that is a variable's value: its expressions have one bracket more, so as not to be evaluated with the variable. */
  readonly escaped?: boolean;
}

/** Azure takes templates of 4 MB. */
const longest = 16_000_000;
const tooLong: Parsed = {
  root: undefined,
  flaws: [{ start: 0, end: 1, message: "The file is larger than 16 MB, four times what Azure takes, so it is not read." }],
};

/** Enough for what is edited and what it links. A tree takes about thirty times its text. */
const kept = new Newest<Document>(200_000);

/** The tree of a file, parsed once as long as its text stays the same and it is among those used last. */
export function documentOf({ uri, text }: Source): Document {
  return kept.of(uri, text, () => ({ ...(text.length > longest ? tooLong : parseJson(text)), text, expressions: new Map() }));
}

/** The tree of a string that is an expression; undefined for any other value. */
export function expressionOf(document: Document, node: Json): Expr | undefined {
  if (node.kind !== "string") return undefined;
  const more = document.escaped && node.value.startsWith("[[") ? 1 : 0;
  const value = node.value.slice(more);
  if (!isExpression(value)) return undefined;
  const known = document.expressions.get(node);
  if (known) return known;
  const start = node.start + 1 + more;
  const expr = parseExpression(value, document.text.slice(start, node.end - 1), start);
  document.expressions.set(node, expr);
  return expr;
}
