// Changing one property, item or literal where a person would.
import type { Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import { narrow } from "../../model/narrow.ts";
import type { Span } from "../../model/origin.ts";
import type { Path, Value } from "../../model/value.ts";
import { addItem, addMember, type Data, replaceNode, takeOut } from "./edit-json.ts";
import { isExpression } from "./expression.ts";
import { type Json, memberOf } from "./json.ts";
import { givenMembers } from "./parameters.ts";
import { edit, now } from "./sheet.ts";
import { type Desk, escaped, literal, type Place, placeAt, type Refusal } from "./write-desk.ts";

import { merged } from "./write-merge.ts";
import { holdsExpression, originFor } from "./write-place.ts";

const notHere = "This is not written out in a way that can be changed here.";

/** Sets a property where its value is written; what lacks on the way is written in the nearest object that is there. */
export function setValue(desk: Desk, resource: Resource, path: Path, data: Data): Refusal {
  if (resource.existing) return `'${resource.symbol ?? resource.type}' is declared elsewhere, so it is changed there.`;
  const seen = look(resource.body, path, resource.condition);
  const value =
    seen.is === "value" || (seen.is === "absent" && isNull(seen.near, resource.body))
      ? seen.is === "value"
        ? seen.value
        : seen.near
      : undefined;
  const refusal = value ? replaceValue(desk, resource, value, data) : notHere;
  return refusal === undefined ? undefined : setBelow(desk, resource, path, data);
}

function isNull(near: Value, body: Value): boolean {
  return near !== body && near.kind === "scalar" && near.value === null;
}

/** A value that a parameter without one gives is written where the parameter is used. */
function replaceValue(desk: Desk, resource: Resource, value: Value, wanted: Data): Refusal {
  const { at, data } = originFor(desk, resource, value, wanted);
  const written = placeAt(desk, at);
  const isDeclaration = written?.node.kind === "object" && value.kind !== "object";
  const origin = isDeclaration || !written ? value.via?.[0] : at;
  const place = isDeclaration ? placeAt(desk, origin) : written;
  return place && origin?.from === "file" ? replaceAt(place, origin, data) : notHere;
}

function replaceAt(place: Place, span: Span, data: Data): Refusal {
  const { sheet, start, node } = place;
  if (
    holdsExpression(data) &&
    givenMembers(sheet.root).some((member) => memberOf(member.value, "value") && member.start <= start && start < member.end)
  )
    return "The value is given in a parameters file, which takes no expressions; change it there.";
  const length = span.end - span.start;
  if (node.start === start && node.end - node.start === length) {
    replaceNode(sheet, node, data);
    return undefined;
  }
  if (node.kind !== "string" || start < node.start || start + length > node.end) return notHere;
  const whole = start === node.start + 2 && start + length === node.end - 2;
  if (whole) replaceNode(sheet, node, data);
  else if (typeof data === "string" && !data.startsWith("["))
    edit(sheet, start, start + length, JSON.stringify(literal(data)).slice(1, -1));
  else if (typeof data === "boolean") edit(sheet, start, start + length, `${data}()`);
  else if (typeof data === "number") edit(sheet, start, start + length, `${data}`);
  else return notHere;
  return undefined;
}

/** Writes into the deepest object on the way that is written out in a file. */
function setBelow(desk: Desk, resource: Resource, path: Path, data: Data): Refusal {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const seen = look(resource.body, path.slice(0, depth), resource.condition);
    const place = seen.is === "value" ? placeAt(desk, seen.value.at) : undefined;
    const [step, ...deeper] = path.slice(depth);
    if (!place || seen.is !== "value" || typeof step !== "string" || deeper.some((one) => typeof one !== "string")) continue;
    if (place.node.start !== place.start || place.node.kind !== "object") continue;
    const nested = deeper.reduceRight<Data>((inner, name) => ({ [String(name)]: inner }), data);
    const written = memberOf(place.node, step);
    const made = written?.value.kind === "string" && isExpression(written.value.value) ? written.value.value : undefined;
    if (written && made !== undefined && deeper.length > 0) replaceNode(place.sheet, written.value, merged(made, nested));
    else if (written) replaceNode(place.sheet, written.value, nested);
    else addMember(place.sheet, place.node, step, nested);
    return undefined;
  }
  return notHere;
}

/** Takes a property or an item out. */
export function removeValue(desk: Desk, resource: Resource, path: Path): Refusal {
  const seen = look(resource.body, path.slice(0, -1), resource.condition);
  const place = seen.is === "value" ? placeAt(desk, seen.value.at) : undefined;
  const step = path.at(-1);
  if (!place || seen.is !== "value" || step === undefined || place.node.start !== place.start) return notHere;
  const { sheet, node } = place;
  if (node.kind === "object") {
    const member = memberOf(node, String(step));
    if (!member) return notHere;
    takeOut(sheet, node.members, node.members.indexOf(member));
    return undefined;
  }
  const item = seen.value.kind === "list" && typeof step === "number" ? seen.value.items[step] : undefined;
  const index = node.kind === "array" && item ? indexOf(desk, node, item) : -1;
  if (node.kind !== "array" || index < 0) return notHere;
  takeOut(sheet, node.items, index);
  return undefined;
}

/** Writes another member in the place of one. */
export function exchangeValue(desk: Desk, resource: Resource, path: Path, name: string, data: Data): Refusal {
  const seen = look(resource.body, path.slice(0, -1), resource.condition);
  const place = seen.is === "value" ? placeAt(desk, seen.value.at) : undefined;
  const member = place?.node.start === place?.start ? memberOf(place?.node, String(path.at(-1))) : undefined;
  if (!place || !member) return removeValue(desk, resource, path) ?? setValue(desk, resource, [...path.slice(0, -1), name], data);
  replaceNode(place.sheet, member.value, data);
  edit(place.sheet, member.start, member.value.start, `${JSON.stringify(name)}: `);
  return undefined;
}

/** The item that a value stands for, found by where it is written: an earlier change may have moved it. */
function indexOf(desk: Desk, array: Json & { kind: "array" }, item: Value): number {
  const place = placeAt(desk, item.at);
  return place ? array.items.indexOf(place.node) : -1;
}

/** Adds an item at the end of a list; writes the list when there is none. */
export function appendValue(desk: Desk, resource: Resource, path: Path, data: Data): Refusal {
  const seen = look(resource.body, path, resource.condition);
  const place = seen.is === "value" ? placeAt(desk, seen.value.at) : undefined;
  if (seen.is !== "value" || !place) return setValue(desk, resource, path, [data]);
  const { sheet, node, start } = place;
  if (node.kind === "array" && node.start === start) {
    addItem(sheet, node, data);
    return undefined;
  }
  return notHere;
}

/** Writes another literal in place of one. */
export function replaceLiteral(desk: Desk, at: Span, value: string, was?: string): Refusal {
  const place = placeAt(desk, { from: "file", ...at });
  if (!place) return "The text to replace is not there any more.";
  const from = now(place.sheet, at.start);
  const part =
    was === undefined || from === undefined ? undefined : narrow(place.sheet.text.slice(from, from + at.end - at.start), "'", was, value);
  if (part && from !== undefined) {
    edit(place.sheet, from + part.start, from + part.end, part.text);
    return undefined;
  }
  if (replaceAt(place, at, escaped(value)) === undefined) return undefined;
  const start = now(place.sheet, at.start);
  // A property's name is no node of its own.
  if (start === undefined || place.sheet.text.charAt(start) !== '"') return notHere;
  edit(place.sheet, start, start + at.end - at.start, JSON.stringify(value));
  return undefined;
}
