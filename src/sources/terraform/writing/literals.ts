// Literals where they are written: in a block, a local, a variable's default, a file of variables.
import type { Span } from "../../../model/origin.ts";
import type { Value } from "../../../model/value.ts";
import type { Body, Expression } from "../syntax/tree.ts";
import { type Desk, documentOf, fileNow } from "./desk.ts";
import type { Document } from "./document.ts";

interface Found {
  readonly document: Document;
  readonly start: number;
  readonly end: number;
}

/** The literal at a place of a file; undefined when what stands there is none. */
export function literalAt(desk: Desk, at: Span): Found | undefined {
  const document = documentOf(desk, at.uri);
  const stretch = document?.stretch(at);
  if (!document || !stretch) return undefined;
  const text = document.text.slice(stretch.start, stretch.end);
  return /^(?:"(?:[^"\\$%]|\\.)*"|true|false|-?\d+(?:\.\d+)?|null)$/.test(text) ? { document, ...stretch } : undefined;
}

/** Adds an item at the end of a list that is written as a literal. */
export function appendTo(desk: Desk, value: Value, text: string): boolean {
  const list = value.at.from === "file" ? listAt(desk, value.at) : undefined;
  if (!list) return false;
  const { document, expression } = list;
  const last = expression.items.at(-1);
  if (!last) {
    document.replace(expression.start, expression.end, `[${text}]`);
    return true;
  }
  const tail = document.text.slice(last.end, expression.end - 1);
  if (tail.includes("\n") || document.text.slice(expression.start, last.start).includes("\n")) {
    const line = document.text.lastIndexOf("\n", last.start) + 1;
    const indent = /^[ \t]*/.exec(document.text.slice(line))?.[0] ?? "";
    const comma = /^\s*,/.test(tail);
    const end = comma ? last.end + tail.indexOf(",") + 1 : last.end;
    document.replace(last.end, end, `,\n${indent}${text}${comma ? "," : ""}`);
  } else document.replace(last.end, last.end, `, ${text}`);
  return true;
}

/** Takes an item out of the list literal that it stands in. */
export function removeFrom(desk: Desk, item: Value): boolean {
  if (item.at.from !== "file") return false;
  const document = documentOf(desk, item.at.uri);
  const start = document?.now(item.at.start);
  const file = fileNow(desk, item.at.uri);
  if (!document || start === undefined || !file) return false;
  const list = find(file, (one) => one.kind === "list" && one.items.some((inner) => inner.start === start));
  if (list?.kind !== "list") return false;
  const index = list.items.findIndex((inner) => inner.start === start);
  const [before, own, after] = [list.items[index - 1], list.items[index], list.items[index + 1]];
  if (!own) return false;
  if (after) document.replace(own.start, after.start, "");
  else if (before) document.replace(before.end, own.end, "");
  else document.replace(list.start, list.end, "[]");
  return true;
}

function listAt(
  desk: Desk,
  at: Span,
): { readonly document: Document; readonly expression: Extract<Expression, { kind: "list" }> } | undefined {
  const document = documentOf(desk, at.uri);
  const start = document?.now(at.start);
  const file = fileNow(desk, at.uri);
  if (!document || start === undefined || !file) return undefined;
  const expression = find(file, (one) => one.kind === "list" && one.start === start);
  return expression?.kind === "list" ? { document, expression } : undefined;
}

function find(body: Body, wanted: (expression: Expression) => boolean): Expression | undefined {
  for (const attribute of body.attributes) {
    const found = within(attribute.value, wanted);
    if (found) return found;
  }
  for (const block of body.blocks) {
    const found = find(block, wanted);
    if (found) return found;
  }
  return undefined;
}

function within(expression: Expression, wanted: (expression: Expression) => boolean): Expression | undefined {
  if (wanted(expression)) return expression;
  for (const inner of partsOf(expression)) {
    const found = within(inner, wanted);
    if (found) return found;
  }
  return undefined;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
      return expression.items;
    case "object":
      return expression.members.flatMap((member) => [member.key, member.value]);
    case "call":
      return expression.arguments;
    case "parens":
      return [expression.inner];
    case "conditional":
      return [expression.test, expression.yes, expression.no];
    case "for":
      return [
        expression.over,
        ...(expression.keyBody ? [expression.keyBody] : []),
        expression.body,
        ...(expression.when ? [expression.when] : []),
      ];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    case "index":
      return [expression.base, expression.index];
    case "attribute":
    case "splat":
      return [expression.base];
    case "template":
      return expression.parts.flatMap((part) => (part.kind === "value" ? [part.value] : []));
    default:
      return [];
  }
}
