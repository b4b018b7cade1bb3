// JSON files that Bicep reads, as values that know where in the file they stand.
import { createScanner, type Node, type ParseError, parseTree } from "jsonc-parser";
import { fileOrigin } from "../../model/origin.ts";
import type { Source } from "../../model/reader.ts";
import { list, object, type Property, scalar, type Value } from "../../model/value.ts";

/** Kinds of tokens of `jsonc-parser`, which only names them in a const enum. */
const tokens = { brace: 1, closeBrace: 2, bracket: 3, closeBracket: 4, end: 17 } as const;

/** The parser underneath is recursive. */
const deepest = 400;

/** The value of a JSON text with comments and trailing commas allowed; undefined when it cannot be read. */
export function jsonValue(source: Source): Value | undefined {
  const text = source.text.charCodeAt(0) === 0xfeff ? ` ${source.text.slice(1)}` : source.text;
  if (depthOf(text) > deepest) return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  return tree && errors.length === 0 ? placed(tree, source.uri) : undefined;
}

function depthOf(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  let most = 0;
  for (let token: number = scanner.scan(); token !== tokens.end; token = scanner.scan()) {
    if (token === tokens.brace || token === tokens.bracket) most = Math.max(most, ++depth);
    else if (token === tokens.closeBrace || token === tokens.closeBracket) depth--;
  }
  return most;
}

function placed(node: Node, uri: string): Value {
  const at = fileOrigin(uri, node.offset, node.offset + node.length);
  const children = node.children ?? [];
  if (node.type === "array") {
    return list(
      children.map((child) => placed(child, uri)),
      at,
    );
  }
  if (node.type === "object")
    return object(
      children.flatMap((child) => propertyOf(child, uri)),
      at,
    );
  const { value }: { value?: unknown } = node;
  return scalar(typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null, at);
}

function propertyOf(node: Node, uri: string): readonly Property[] {
  const [key, value] = node.children ?? [];
  if (!key || !value) return [];
  const at = fileOrigin(uri, key.offset, key.offset + key.length);
  return [{ name: String(key.value), at, value: placed(value, uri) }];
}
