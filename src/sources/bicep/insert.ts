// Putting members and items into objects and lists as the file writes them, and taking them out.
import type { Expr, Member, Spread } from "../../expression/tree.ts";
import { print, printKey, type Ready } from "./print.ts";
import { edit, type Sheet } from "./sheet.ts";
import { indentAt, type Style } from "./style.ts";

type Holder = Expr & ({ readonly kind: "object" } | { readonly kind: "array" });

/** Adds a property at the end of an object. */
export function insertMember(sheet: Sheet, object: Expr & { kind: "object" }, name: string, value: Ready, style: Style): void {
  insert(sheet, object, object.members, (indent) => `${printKey(name)}: ${print(value, indent, style)}`, style);
}

/** Adds an item at the end of a list. */
export function insertItem(sheet: Sheet, array: Expr & { kind: "array" }, value: Ready, style: Style): void {
  insert(sheet, array, array.items, (indent) => print(value, indent, style), style);
}

function insert(
  sheet: Sheet,
  holder: Holder,
  elements: readonly (Member | Expr | Spread)[],
  spell: (indent: string) => string,
  style: Style,
): void {
  const { text } = sheet;
  const last = elements.at(-1);
  const outer = indentAt(text, holder.start);
  if (!last) {
    const inner = outer + style.unit;
    const body = text.slice(holder.start + 1, holder.end - 1);
    if (body.trim() === "") {
      edit(sheet, holder.start + 1, holder.end - 1, `${style.eol}${inner}${spell(inner)}${style.eol}${outer}`);
      return;
    }
    edit(sheet, holder.start + 1, holder.start + 1, `${style.eol}${inner}${spell(inner)}`);
    return;
  }
  const spread = /[\r\n]/.test(text.slice(holder.start, elements[0]?.start ?? holder.start));
  if (!spread) {
    edit(sheet, last.end, last.end, `, ${spell(outer)}`);
    return;
  }
  const indent = indentAt(text, last.start);
  const at = endOfLine(text, last.end, holder.end - 1);
  edit(sheet, at, at, `${style.eol}${indent}${spell(indent)}`);
}

/** After the comment that follows on the same line, if the line ends within the holder. */
function endOfLine(text: string, from: number, limit: number): number {
  const newline = text.slice(from, limit).search(/[\r\n]/);
  return newline < 0 ? from : from + newline;
}

/** Takes an element out, with its line when it stands alone on it. */
export function takeOut(sheet: Sheet, holder: Holder, element: Member | Expr | Spread): void {
  const { text } = sheet;
  const elements: readonly (Member | Expr | Spread)[] = holder.kind === "object" ? holder.members : holder.items;
  const index = elements.indexOf(element);
  const line = text.lastIndexOf("\n", element.start - 1) + 1;
  const alone = text.slice(line, element.start).trim() === "" && line > holder.start;
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?:\r?\n)/.exec(text.slice(element.end))?.[0];
  if (alone && rest !== undefined) {
    edit(sheet, line, element.end + rest.length, "");
    return;
  }
  const next = elements[index + 1];
  const before = elements[index - 1];
  if (next) edit(sheet, element.start, next.start, "");
  else edit(sheet, before ? before.end : element.start, element.end, "");
}
