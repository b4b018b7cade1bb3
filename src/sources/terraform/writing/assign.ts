// Changes of a declared azurerm resource: an ARM path to the argument or block that spells it.
import type { Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Draft } from "../../../model/repair.ts";
import type { Path, Value } from "../../../model/value.ts";
import { fromArm, isRecord } from "../azurerm/codecs.ts";
import { azurerm } from "../azurerm/index.ts";
import { type BlockField, type Field, knownTo, type Major, type ResourceMap, type ValueField } from "../azurerm/table.ts";
import { attributeOf } from "../syntax/tree.ts";
import { blockIn, indentOf, insertBlock, removeArgument, removeBlock, setArgument, type Way } from "./blocks.ts";
import { documentOf, isRestored, type Place, type Refusal } from "./desk.ts";
import { isShared, isWrittenForOthers, originWay, sharedDynamic, wayOfItem } from "./dynamic.ts";
import { type Here, isCannot } from "./here.ts";
import { appendTo, literalAt, removeFrom } from "./literals.ts";
import { giveArgument, giveInstead } from "./owned.ts";
import { fits, keyId, renderBlock } from "./render.ts";
import { spell } from "./spell.ts";

/** A declared resource, the block that is written in, and what the table says of it. */
export interface Target {
  readonly here: Here;
  readonly resource: Resource;
  readonly map: ResourceMap;
  readonly major: Major;
}

/** What the table says of a block; of a child that is a block of it, that block's arguments. */
export function mapOfPlace(place: Place, arm: string): ResourceMap | undefined {
  const map = azurerm.get(place.header.split(" ")[1] ?? "");
  const child = map?.children?.find((one) => one.arm.toLowerCase() === arm.toLowerCase());
  return map && child
    ? { ...map, arm: child.arm, fields: [{ kind: "block", argument: child.argument, path: [], many: false, fields: child.fields }] }
    : map;
}

export function setValue(target: Target, path: Path, draft: Draft): Refusal {
  return setLiteral(target, path, draft) ? undefined : assign(target, target.map.fields, path, draft, [], []);
}

/** Sets a value that is written as a literal, where it is written. False, and nothing done, when there is none. */
function setLiteral(target: Target, path: Path, draft: Draft): boolean {
  const before = look(target.resource.body, path, target.resource.condition);
  const field = fieldAt(target.map.fields, path, target.major);
  if (before.is !== "value" || !field || isRecord(draft) || isWrittenForOthers(target.resource, path, before.value)) return false;
  const spelt = fromArm(field.codec, draft);
  return spelt !== undefined && replaceLiteral(target, before.value, spelt);
}

export function appendValue(target: Target, path: Path, draft: Draft): Refusal {
  const field = fieldAt(target.map.fields, path, target.major);
  if (!field) return assign(target, target.map.fields, path, [draft], [], []);
  const [item] = ((): readonly Draft[] => {
    const spelt = fromArm(field.codec, [draft]);
    return Array.isArray(spelt) ? (spelt as readonly Draft[]) : [];
  })();
  if (item === undefined) return "This list is not written as a list in Terraform.";
  const before = look(target.resource.body, path, target.resource.condition);
  const text = spell(item, target.here, "    ");
  if (isCannot(text)) return text.cannot;
  if (before.is === "value" && before.value.kind === "list" && appendTo(target.here.desk, before.value, text)) return undefined;
  const way = wayOf(target, target.map.fields, path);
  if (!way) return "The list that this fix adds to could not be found.";
  const block = blockIn(target.here.desk, target.here.place, way);
  const there = block && attributeOf(block, field.argument);
  const document = documentOf(target.here.desk, target.here.place.uri);
  const wrapped = there && document ? `concat(${document.text.slice(there.value.start, there.value.end)}, [${text}])` : `[${text}]`;
  return setArgument(target.here.desk, target.here.place, way, field.argument, wrapped);
}

export function removeValue(target: Target, path: Path): Refusal {
  const { desk, place } = target.here;
  const last = path.at(-1);
  const field = fieldAt(target.map.fields, path, target.major);
  const seen = look(target.resource.body, path, target.resource.condition);
  if (typeof last === "number" && !field) {
    const item = seen.is === "value" ? seen.value : seen.near;
    const way = originWay(desk, place, item);
    const list = fieldAt(target.map.fields, path.slice(0, -1), target.major);
    if (list) return removeFrom(desk, item) ? undefined : "This item is not written as a literal.";
    if (way?.at(-1)?.name === "dynamic" && isShared(target.resource, path)) return sharedDynamic;
    return way ? removeBlock(desk, place, way) : "This item is not written as a block of its own.";
  }
  const block = field ? undefined : target.map.fields.find((one): one is BlockField => one.kind === "block" && samePath(one.path, path));
  if (block) return removeBlock(desk, place, [{ name: block.argument, index: 0 }]);
  const way = wayOf(target, target.map.fields, path);
  const longer = field ? undefined : completed(target.map.fields, path);
  if (longer) return removeValue(target, longer);
  const written = field && way ? presentArgument(target, way, target.map.fields, path) : undefined;
  return written && way ? removeArgument(desk, place, way, written) : "What this fix removes is not written here.";
}

/** The path of the first argument below a path. */
function completed(fields: readonly Field[], path: Path): Path | undefined {
  for (const field of fields) {
    if (field.kind === "value") {
      const below =
        path.length < field.path.length && path.every((step, index) => String(step).toLowerCase() === field.path[index]?.toLowerCase());
      if (below && path.length > 0) return [...path, ...field.path.slice(path.length)];
    } else if (startsWith(path, field.path)) {
      const depth = field.path.length + (field.many ? 1 : 0);
      const inner = completed(field.fields, path.slice(depth));
      if (inner) return [...path.slice(0, depth), ...inner];
    }
  }
  return undefined;
}

/** Replaces the literal that a value comes from, wherever it is written. */
function replaceLiteral(target: Target, value: Value, draft: Draft): boolean {
  const { desk } = target.here;
  const at = value.at.from === "file" ? literalAt(desk, value.at) : undefined;
  const text = at ? spell(draft, target.here, "") : undefined;
  if (!at || typeof text !== "string" || text.includes("\n")) return false;
  if (isRestored(at.document.uri)) return giveInstead(desk, target.resource, at.document.uri, at.start, text) === undefined;
  at.document.replace(at.start, at.end, text);
  return true;
}

function samePath(a: readonly string[], b: Path): boolean {
  return a.length === b.length && a.every((step, index) => step.toLowerCase() === String(b[index]).toLowerCase());
}

function startsWith(path: Path, prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step.toLowerCase() === String(path[index]).toLowerCase());
}

/** The argument that spells exactly this path, through blocks. */
function fieldAt(fields: readonly Field[], path: Path, major: Major): ValueField | undefined {
  for (const field of fields) {
    if (field.kind === "value") {
      if (samePath(field.path, path) && knownTo(field, major)) return field;
    } else if (startsWith(path, field.path)) {
      const found = fieldAt(field.fields, path.slice(field.path.length + (field.many ? 1 : 0)), major);
      if (found) return found;
    }
  }
  return undefined;
}

/** The nested block that holds the argument for a path, where it is written. */
function wayOf(target: Target, fields: readonly Field[], path: Path, way: Way = [], done: Path = []): Way | undefined {
  for (const field of fields) {
    if (field.kind === "value") {
      if (samePath(field.path, path) && knownTo(field, target.major)) return way;
      continue;
    }
    if (!startsWith(path, field.path)) continue;
    const rest = path.slice(field.path.length);
    if (!field.many) {
      const found = wayOf(target, field.fields, rest, [...way, { name: field.argument, index: 0 }], [...done, ...field.path]);
      if (found) return found;
      continue;
    }
    const whole: Path = [...done, ...field.path, ...rest.slice(0, 1)];
    const inner = wayOfItem(target.here.desk, target.here.place, target.resource, whole, field.argument);
    const found = Array.isArray(inner) ? wayOf(target, field.fields, rest.slice(1), inner, whole) : undefined;
    if (found) return found;
  }
  return undefined;
}

function presentArgument(target: Target, way: Way, fields: readonly Field[], path: Path): string | undefined {
  const block = blockIn(target.here.desk, target.here.place, way);
  return candidates(fields, path).find((name) => block && attributeOf(block, name));
}

function candidates(fields: readonly Field[], path: Path): readonly string[] {
  return fields.flatMap((field) => {
    if (field.kind === "value") return samePath(field.path, path) ? [field.argument] : [];
    return startsWith(path, field.path) ? candidates(field.fields, path.slice(field.path.length + (field.many ? 1 : 0))) : [];
  });
}

/** Writes a value at a path below a block: as an argument, as a block, or part by part. `done` is the ARM path of the block. */
function assign(target: Target, fields: readonly Field[], path: Path, draft: Draft, way: Way, done: Path): Refusal {
  const block = blockIn(target.here.desk, target.here.place, way);
  const exact = fields.filter((field): field is ValueField => field.kind === "value" && samePath(field.path, path));
  const chosen =
    exact.find((field) => block && attributeOf(block, field.argument)) ??
    exact.find((field) => knownTo(field, target.major) && !field.isRead);
  if (chosen) return assignArgument(target, chosen, draft, way);
  for (const field of fields) {
    if (field.kind !== "block" || !startsWith(path, field.path) || !knownTo(field, target.major)) continue;
    const refusal = assignBlock(target, field, path.slice(field.path.length), draft, way, [...done, ...field.path]);
    if (refusal !== notHere) return refusal;
  }
  if (!isRecord(draft)) return holdsAlready(target, fields, path, draft) ? undefined : notSpelt(path);
  const keys = keyId(draft, target.here);
  if (isCannot(keys)) return keys.cannot;
  for (const [name, value] of Object.entries(draft)) {
    const refusal = assign(target, fields, [...path, name], value, way, done);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const notHere = "not here";

function notSpelt(path: Path): string {
  return `azurerm has no argument for '${path.join(".")}' here.`;
}

/** Whether a refusal is that the block has no such argument, so that another resource may have it. */
export function isNotSpelt(refusal: Refusal): boolean {
  return refusal !== undefined && (refusal === notHere || refusal.startsWith("azurerm has no argument for "));
}

function holdsAlready(target: Target, fields: readonly Field[], path: Path, draft: Draft): boolean {
  const spelt = path.join(".").toLowerCase();
  if (Object.entries(target.map.constants ?? {}).some(([constant, value]) => constant.toLowerCase() === spelt && value === draft))
    return true;
  return fields.some(
    (field) =>
      field.kind === "block" &&
      startsWith(path, field.path) &&
      Object.entries(field.constants ?? {}).some(
        ([constant, value]) =>
          samePath([...field.path, ...constant.split(".")], path) && String(value).toLowerCase() === String(draft).toLowerCase(),
      ),
  );
}

function assignArgument(target: Target, field: ValueField, draft: Draft, way: Way): Refusal {
  const value = fromArm(field.codec, draft);
  if (value === undefined) return `'${field.argument}' cannot say this.`;
  const text = spell(value, target.here, "    ".slice(0, 2 + 2 * way.length));
  const { desk, place } = target.here;
  if (isCannot(text)) return text.cannot;
  if (isRestored(place.uri)) return giveArgument(desk, target.resource, place, field.argument, text);
  return setArgument(desk, place, way, field.argument, text);
}

function assignBlock(target: Target, field: BlockField, rest: Path, draft: Draft, way: Way, done: Path): Refusal {
  const [index, ...deeper] = rest;
  if (field.many && typeof index === "number") {
    const inner = wayOfItem(target.here.desk, target.here.place, target.resource, [...done, index], field.argument);
    if (inner === "shared") return sharedDynamic;
    if (!inner) return notHere;
    return assign(target, field.fields, deeper, draft, inner, [...done, index]);
  }
  if (field.many) {
    if (!Array.isArray(draft) || rest.length > 0) return notHere;
    const items = draft as readonly Draft[];
    if (!items.every((item) => fits(field, item))) return notHere;
    for (const item of items) {
      const refusal = newBlock(target, field, item, way);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }
  const inner: Way = [...way, { name: field.argument, index: 0 }];
  if (blockIn(target.here.desk, target.here.place, inner)) {
    const refusal = assign(target, field.fields, rest, rest.length === 0 ? withoutConstants(field, draft) : draft, inner, done);
    return refusal !== undefined && rest.length > 0 && constantHolds(field, rest, draft) ? undefined : refusal;
  }
  const wrapped = rest.reduceRight<Draft>((value, step) => ({ [String(step)]: value }), draft);
  const refusal = newBlock(target, field, wrapped, way);
  return refusal === nothingToWrite ? (constantHolds(field, rest, draft) ? undefined : notHere) : refusal;
}

/** What a block says by being there is not written into it. */
function withoutConstants(field: BlockField, draft: Draft): Draft {
  if (!isRecord(draft)) return draft;
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => !constantHolds(field, [name], value)));
}

function constantHolds(field: BlockField, rest: Path, draft: Draft): boolean {
  return Object.entries(field.constants ?? {}).some(
    ([path, value]) => samePath(path.split("."), rest) && String(value).toLowerCase() === String(draft).toLowerCase(),
  );
}

const nothingToWrite = "There is nothing to write.";

function newBlock(target: Target, field: BlockField, draft: Draft, way: Way): Refusal {
  const { desk, place } = target.here;
  const parent = blockIn(desk, place, way);
  const document = documentOf(desk, place.uri);
  if (!parent || !document) return "The block that this fix writes into could not be found.";
  const text = renderBlock(field, draft, target.major, target.here, `${indentOf(document.text, parent)}  `);
  if (isCannot(text)) return text.cannot;
  return text === "" ? nothingToWrite : insertBlock(desk, place, way, text);
}
