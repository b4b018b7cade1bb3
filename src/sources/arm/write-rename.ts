// A resource under another name: what spells its id follows, for JSON has no symbols.
import { followersOf } from "../../model/followers.ts";
import type { Change } from "../../model/repair.ts";
import { isExpression } from "./expression.ts";
import { edit } from "./sheet.ts";
import { codeOf, type Desk, placeAt, type Refusal, templateAround } from "./write-desk.ts";
import { replaceLiteral } from "./write-value.ts";

/** Replaces the name where it is written, then the ids of the resource and the names of its children in the same template. */
export function rename(desk: Desk, change: Extract<Change, { do: "replace" }>): Refusal {
  const { at, value, was, names: type } = change;
  const place = placeAt(desk, { from: "file", ...at });
  if (place?.node.kind !== "string" || type === undefined) return replaceLiteral(desk, at, value, was);
  const { sheet, node } = place;
  const template = templateAround(place);
  const length = sheet.text.length;
  // The name of a child is written behind those of its parents.
  const above = was !== undefined && node.value.endsWith(`/${was}`) ? node.value.slice(0, -was.length) : "";
  const refusal = above === "" ? replaceLiteral(desk, at, value, was) : replaceLiteral(desk, at, above + value);
  if (refusal !== undefined) return refusal;
  const grown = sheet.text.length - length;
  const after = textOf(sheet.text.slice(node.start, node.end + grown));
  const [from, to] = [template?.start ?? 0, (template?.end ?? length) + grown];
  const inside = sheet.text.slice(from, to);
  const isCode = isExpression(node.value) && after !== undefined && isExpression(after);
  const whole = isCode ? spelt(inside, codeOf(node.value), codeOf(after)) : [];
  const others = whole.length > 0 || was === undefined ? whole : followersOf(inside, { type, was, value });
  for (const { start, end, text } of others) edit(sheet, from + start, from + end, text);
  return undefined;
}

function textOf(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined; // a string over several lines, which ARM takes and JSON does not
  }
}

/** Everywhere else that an expression stands, from the last to the first. */
function spelt(text: string, was: string, value: string) {
  const [old, wanted] = [JSON.stringify(was).slice(1, -1), JSON.stringify(value).slice(1, -1)];
  const found = [];
  for (let start = text.lastIndexOf(old); start >= 0; start = start === 0 ? -1 : text.lastIndexOf(old, start - 1))
    found.push({ start, end: start + old.length, text: wanted });
  return found;
}
