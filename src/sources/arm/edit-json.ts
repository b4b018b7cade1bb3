// Changes of a JSON text that keep its comments, its indentation and what else stands in it.
import { createScanner } from "jsonc-parser";
import type { Json, Member } from "./json.ts";
import { edit, type Sheet } from "./sheet.ts";

/** What is written: JSON data, expressions spelt as strings already. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [name: string]: Data };

export function replaceNode(sheet: Sheet, node: Json, data: Data): void {
  edit(sheet, node.start, node.end, printed(sheet, data, indentAt(sheet.text, node.start)));
}

/** Adds a member after the last one. */
export function addMember(sheet: Sheet, object: Json & { kind: "object" }, name: string, data: Data): void {
  addAfter(sheet, object, object.members.at(-1), (indent) => `${JSON.stringify(name)}: ${printed(sheet, data, indent)}`);
}

/** Adds an item after the last one. */
export function addItem(sheet: Sheet, array: Json & { kind: "array" }, data: Data): void {
  addAfter(sheet, array, array.items.at(-1), (indent) => printed(sheet, data, indent));
}

/** Takes out one of the members or items, with its comma and the line that it leaves empty. */
export function takeOut(sheet: Sheet, parts: readonly { readonly start: number; readonly end: number }[], index: number): void {
  const part = parts[index];
  if (!part) return;
  const { text } = sheet;
  const [before, after] = [parts[index - 1], parts[index + 1]];
  if (after) edit(sheet, part.start, after.start, "");
  else if (before) edit(sheet, before.end, afterComma(text, part.end).end, "");
  else {
    const { end } = afterComma(text, part.end);
    const blanks = text.length - end - text.slice(end).trimStart().length;
    edit(sheet, text.slice(0, part.start).trimEnd().length, end + blanks, "");
  }
}

type Part = { readonly start: number; readonly end: number };

function addAfter(sheet: Sheet, whole: Json, last: Part | Member | undefined, spell: (indent: string) => string): void {
  const { text } = sheet;
  const eol = eolOf(text);
  if (!last) {
    const outer = indentAt(text, whole.start);
    const indent = outer + unitOf(text);
    const inside = text.slice(whole.start + 1, whole.end - 1).trimEnd();
    edit(sheet, whole.start + 1, whole.end - 1, `${inside}${eol}${indent}${spell(indent)}${eol}${outer}`);
    return;
  }
  const comma = afterComma(text, last.end);
  const oneLine = !text.slice(whole.start, last.start).includes("\n");
  const indent = oneLine ? indentAt(text, whole.start) : indentAt(text, last.start);
  const gap = oneLine ? " " : `${eol}${indent}`;
  const written = `${gap}${spell(indent)}`;
  edit(sheet, comma.behind, comma.behind, `${comma.found || comma.behind > last.end ? written : `,${written}`}${comma.found ? "," : ""}`);
  if (!comma.found && comma.behind > last.end) edit(sheet, last.end, last.end, ",");
}

/** The comma after a place, over comments; `behind`: after it and the comment on its line. */
function afterComma(text: string, from: number): { readonly found: boolean; readonly end: number; readonly behind: number } {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let found = false;
  let end = from;
  let behind = from;
  for (;;) {
    const token = scanner.scan();
    const stop = scanner.getTokenOffset() + scanner.getTokenLength();
    // 5: a comma; 12 and 13: comments; 15: blanks.
    if (token === 5 && !found) {
      found = true;
      end = stop;
      behind = stop;
    } else if (token === 12 || token === 13) behind = stop;
    else if (token !== 15) return { found, end, behind };
  }
}

function printed(sheet: Sheet, data: Data, indent: string): string {
  const lines = JSON.stringify(data, undefined, unitOf(sheet.text)).split("\n");
  return lines.join(eolOf(sheet.text) + indent);
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** One step of indentation as the file has it. */
function unitOf(text: string): string {
  const indent = /^\s*\{[^\n]*\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return indent.startsWith("\t") ? "\t" : indent.length > 8 ? "  " : indent;
}

function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}
