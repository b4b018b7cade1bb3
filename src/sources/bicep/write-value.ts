// Changing one property, item or literal where a person would.
import type { Expr } from "../../expression/tree.ts";
import type { Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import { narrow } from "../../model/narrow.ts";
import type { Span } from "../../model/origin.ts";
import type { Path, Value } from "../../model/value.ts";
import { type Desk, isBicep, type Place, placeOf, syntaxNow } from "./desk.ts";
import { expressionAt } from "./find.ts";
import { insertItem, insertMember, takeOut } from "./insert.ts";
import { print, type Ready } from "./print.ts";
import { quote } from "./scan-string.ts";
import { edit } from "./sheet.ts";
import { indentAt, styleOf } from "./style.ts";
import { placeFor } from "./write-place.ts";
import { switchOn } from "./write-switch.ts";

/** Why a change cannot be made; undefined when it was. */
export type Refusal = string | undefined;

const inJson = "The value is written in a JSON file, which takes no expressions; change it there.";

/** Sets a property where its value is written; what lacks on the way is written in the nearest object that is there. */
export function setValue(desk: Desk, resource: Resource, path: Path, value: Ready): Refusal {
  if (resource.existing) return `'${resource.symbol ?? resource.type}' is declared elsewhere, so it is changed there.`;
  const seen = look(resource.body, path, resource.condition);
  const old = seen.is === "value" ? seen.value : seen.is === "absent" && isNull(seen.near, resource.body) ? seen.near : undefined;
  const found = old && placeFor(desk, resource, old, value);
  if (found && seen.is === "absent" && value === true && switchOn(desk, resource, found.place)) return undefined;
  if (found) return replaceAt(found.place, found.value);
  return setBelow(desk, resource, path, value);
}

function isNull(near: Value, body: Value): boolean {
  return near !== body && near.kind === "scalar" && near.value === null;
}

function replaceAt(place: Place, value: Ready): Refusal {
  const { sheet, start, end } = place;
  if (!isBicep(sheet.uri)) return inJson;
  edit(sheet, start, end, print(value, indentAt(sheet.text, start), styleOf(sheet.text)));
  return undefined;
}

/** Writes into the deepest object on the way that is written out in a file. */
function setBelow(desk: Desk, resource: Resource, path: Path, value: Ready): Refusal {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const seen = look(resource.body, path.slice(0, depth), resource.condition);
    if (seen.is !== "value") continue;
    const written = placeOf(desk, seen.value.at);
    // What a JSON file holds is added to where it is used.
    const place = written && !isBicep(written.sheet.uri) ? usedAt(desk, seen.value) : written;
    if (written && !place) return inJson;
    const expr = place && expressionAt(syntaxNow(place.sheet), place.start, place.end);
    if (!place || !expr) continue;
    const rest = path.slice(depth);
    const [step, ...deeper] = rest;
    if (typeof step !== "string" || deeper.some((one) => typeof one !== "string")) break;
    const nested = deeper.reduceRight<Ready>((inner, name) => ({ members: [[String(name), inner]] }), value);
    return putMember(place, expr, step, nested);
  }
  return "This property is not written out in a way that can be changed here.";
}

function usedAt(desk: Desk, value: Value): Place | undefined {
  const places = (value.via ?? []).flatMap((at) => placeOf(desk, at) ?? []);
  return places.find(({ sheet }) => isBicep(sheet.uri));
}

function putMember(place: Place, expr: Expr, name: string, value: Ready): Refusal {
  const { sheet } = place;
  const style = styleOf(sheet.text);
  if (expr.kind !== "object") {
    const addition = print({ members: [[name, value]] }, indentAt(sheet.text, expr.start), style);
    edit(sheet, expr.start, expr.end, `union(${sheet.text.slice(expr.start, expr.end)}, ${addition})`);
    return undefined;
  }
  const written = memberNamed(expr, name);
  if (written) return replaceAt({ sheet, start: written.value.start, end: written.value.end }, value);
  insertMember(sheet, expr, name, value, style);
  return undefined;
}

function memberNamed(expr: Expr & { kind: "object" }, name: string) {
  for (const member of expr.members)
    if (member.kind === "property" && member.name.kind === "literal" && String(member.name.value).toLowerCase() === name.toLowerCase())
      return member;
  return undefined;
}

/** Takes a property or an item out. */
export function removeValue(desk: Desk, resource: Resource, path: Path): Refusal {
  const seen = look(resource.body, path.slice(0, -1), resource.condition);
  const place = seen.is === "value" ? placeOf(desk, seen.value.at) : undefined;
  const expr = place && isBicep(place.sheet.uri) ? expressionAt(syntaxNow(place.sheet), place.start, place.end) : undefined;
  const step = path.at(-1);
  if (place && expr?.kind === "object" && step !== undefined) {
    const member = memberNamed(expr, String(step));
    if (member) takeOut(place.sheet, expr, member);
    return member ? undefined : "This property is not written where it could be taken out.";
  }
  const item = place && expr?.kind === "array" ? itemAt(desk, expr, seen.is === "value" ? seen.value : undefined, step) : undefined;
  if (!place || expr?.kind !== "array" || !item) return "This is not written where it could be taken out.";
  takeOut(place.sheet, expr, item);
  return undefined;
}

/** Writes another member in the place of one. */
export function exchangeValue(desk: Desk, resource: Resource, path: Path, name: string, value: Ready): Refusal {
  const seen = look(resource.body, path.slice(0, -1), resource.condition);
  const place = seen.is === "value" ? placeOf(desk, seen.value.at) : undefined;
  const expr = place && isBicep(place.sheet.uri) ? expressionAt(syntaxNow(place.sheet), place.start, place.end) : undefined;
  const member = expr?.kind === "object" ? memberNamed(expr, String(path.at(-1))) : undefined;
  if (!place || !member) return removeValue(desk, resource, path) ?? setValue(desk, resource, [...path.slice(0, -1), name], value);
  const { text } = place.sheet;
  edit(place.sheet, member.start, member.end, `${name}: ${print(value, indentAt(text, member.start), styleOf(text))}`);
  return undefined;
}

/** The item that a value stands for, found by where it is written: an earlier change may have moved it. */
function itemAt(desk: Desk, expr: Expr & { kind: "array" }, value: Value | undefined, step: string | number | undefined) {
  const item = value?.kind === "list" && typeof step === "number" ? value.items[step] : undefined;
  const place = item && placeOf(desk, item.at);
  return place && expr.items.find((one) => one.start === place.start && one.end === place.end);
}

/** Adds an item at the end of a list; writes the list when there is none. */
export function appendValue(desk: Desk, resource: Resource, path: Path, value: Ready): Refusal {
  const seen = look(resource.body, path, resource.condition);
  const place = seen.is === "value" ? placeOf(desk, seen.value.at) : undefined;
  if (!place) return setValue(desk, resource, path, [value]);
  if (!isBicep(place.sheet.uri)) return inJson;
  const { sheet } = place;
  const expr = expressionAt(syntaxNow(sheet), place.start, place.end);
  const style = styleOf(sheet.text);
  if (expr?.kind === "array") insertItem(sheet, expr, value, style);
  else if (expr) {
    const addition = print([value], indentAt(sheet.text, expr.start), style);
    edit(sheet, expr.start, expr.end, `concat(${sheet.text.slice(expr.start, expr.end)}, ${addition})`);
  } else return "The list is not written out in a way that can be added to.";
  return undefined;
}

/** Writes another literal in place of one. */
export function replaceLiteral(desk: Desk, at: Span, value: string, was?: string): Refusal {
  const place = placeOf(desk, { from: "file", ...at });
  if (!place) return "The text to replace is not there any more.";
  const { sheet, start, end } = place;
  const old = sheet.text.slice(start, end);
  const part = was === undefined ? undefined : narrow(old, "'", was, value);
  if (part) {
    edit(sheet, start + part.start, start + part.end, part.text);
    return undefined;
  }
  const isBare = /^\w+$/.test(old) && /^[A-Za-z_]\w*$/.test(value) && isKey(sheet.text, end);
  edit(sheet, start, end, isBare ? value : quote(value));
  return undefined;
}

function isKey(text: string, end: number): boolean {
  return /^[ \t]*:/.test(text.slice(end, end + 40));
}
