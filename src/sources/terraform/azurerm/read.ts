// The table read from azurerm to ARM: a resource's arguments to a body.
import { merge } from "../../../model/merge.ts";
import type { Origin } from "../../../model/origin.ts";
import { list, type Property, type Reason, type Scalar, scalar, unknown, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { isNull, propertyOf, record } from "../evaluate/values.ts";
import { toArm } from "./codecs.ts";
import { type BlockField, type Field, knownTo, type Major, type ResourceMap, type ValueField } from "./table.ts";

type ObjectOf = Value & { kind: "object" };

/** The body in ARM's shape. `open` where arguments were given that the table does not know. */
export function bodyOf(map: ResourceMap, source: ObjectOf, major: Major): ObjectOf {
  const draft = new Draft(source.at);
  for (const [path, constant] of Object.entries(map.constants ?? {})) draft.put(path.split("."), source.at, byProvider(constant, major));
  putFields(draft, map.fields, source, major);
  const open = source.open ?? unmapped(map, source);
  const body = draft.finish();
  return open ? opened(body, open) : body;
}

/** Fields of a child that azurerm writes as a block. */
export function fieldsOf(fields: readonly Field[], source: ObjectOf, major: Major): ObjectOf {
  const draft = new Draft(source.at);
  putFields(draft, fields, source, major);
  const body = draft.finish();
  return source.open ? opened(body, source.open) : body;
}

/** A tree under construction: objects by name, joined where several arguments go to one place. */
class Draft {
  private readonly at: Origin;
  /** By name in lower case. */
  private readonly children = new Map<string, { name: string; readonly at: Origin; readonly value: Value | Draft }>();

  constructor(at: Origin) {
    this.at = at;
  }

  /** `step`: how far along its path it is. */
  put(path: readonly string[], at: Origin, value: Value, step = 0): void {
    const name = path[step] ?? "";
    const key = name.toLowerCase();
    const there = this.children.get(key);
    if (step + 1 >= path.length) {
      const before = there?.value instanceof Draft ? there.value.finish() : there?.value;
      this.children.set(key, { name, at, value: before ? joined(before, value) : value });
    } else if (there?.value instanceof Draft) {
      there.name = name;
      there.value.put(path, at, value, step + 1);
    } else {
      const inner = new Draft(this.at);
      inner.put(path, at, value, step + 1);
      this.children.set(key, there ? { name, at: there.at, value: joined(there.value, inner.finish()) } : { name, at, value: inner });
    }
  }

  has(path: readonly string[], step = 0): boolean {
    const there = this.children.get((path[step] ?? "").toLowerCase());
    return there?.value instanceof Draft && step + 1 < path.length ? there.value.has(path, step + 1) : there !== undefined;
  }

  /** Everything of an object at this place. */
  spread(value: ObjectOf): void {
    for (const property of value.props.values()) this.put([property.name], property.at, property.value);
  }

  finish(): ObjectOf {
    const props = new Map<string, Property>();
    for (const [key, { name, at, value }] of this.children)
      props.set(key, { name, at, value: value instanceof Draft ? value.finish() : value });
    return { kind: "object", props, at: this.at };
  }
}

function joined(before: Value, value: Value): Value {
  return onEachSide([before, value], value.at, ([a = before, b = value]) => (isNull(b) ? a : merge(a, b)));
}

function putFields(draft: Draft, fields: readonly Field[], source: ObjectOf, major: Major): void {
  for (const field of fields) {
    if (field.kind === "value") putValue(draft, field, source, major);
    else if (field.argument === "") draft.put(field.path, source.at, list([fieldsOf(field.fields, source, major)], source.at));
    else putBlock(draft, field, source, major);
  }
}

function putValue(draft: Draft, field: ValueField, source: ObjectOf, major: Major): void {
  const given = propertyOf(source, field.argument);
  const fallback = defaultOf(field, major);
  if (!given) {
    if (fallback !== undefined && knownTo(field, major) && !source.open && !draft.has(field.path))
      draft.put(field.path, source.at, toArm(field.codec, byProvider(fallback, major)));
    else if (field.changed?.includes(major) && !source.open && !draft.has(field.path))
      draft.put(field.path, source.at, byMinor(field, major));
    return;
  }
  const value =
    fallback === undefined
      ? given.value
      : onEachSide([given.value], given.value.at, ([side = given.value]) => (isNull(side) ? byProvider(fallback, major) : side));
  if (!isNull(value)) draft.put(field.path, given.at, toArm(field.codec, value));
}

function defaultOf(field: ValueField, major: Major): Scalar | undefined {
  const fallback = field.default;
  if (fallback === undefined || fallback === null || typeof fallback !== "object") return fallback;
  return fallback[major];
}

function byMinor({ argument }: ValueField, major: Major): Value {
  const text = `Versions of azurerm ${major} differ in what they send where '${argument}' is not written.`;
  return unknown({ kind: "azure", text, settle: `write '${argument}'` }, { from: "default", of: `azurerm ${major}` });
}

function byProvider(value: Scalar, major: Major): Value {
  return scalar(value, { from: "default", of: `azurerm ${major}` });
}

function putBlock(draft: Draft, field: BlockField, source: ObjectOf, major: Major): void {
  const given = propertyOf(source, field.argument);
  if (!given) return;
  const made = onEachSide([given.value], given.value.at, ([side = given.value]) =>
    field.many ? itemsOf(field, side, major) : oneOf(field, side, major),
  );
  if (isNull(made)) return;
  if (field.path.length > 0) draft.put(field.path, given.at, made);
  else if (made.kind === "object") draft.spread(made);
}

function itemsOf(field: BlockField, value: Value, major: Major): Value {
  if (value.kind === "object") return list([itemOf(field, value, major)], value.at);
  if (value.kind !== "list") return value;
  return list(
    value.items.map((item) => onEachSide([item], item.at, ([side = item]) => (side.kind === "object" ? itemOf(field, side, major) : side))),
    value.at,
    value.open,
  );
}

function oneOf(field: BlockField, value: Value, major: Major): Value {
  if (value.kind === "object") return itemOf(field, value, major);
  if (value.kind !== "list") return value;
  const [item] = value.items;
  if (item?.kind === "object") return itemOf(field, item, major);
  if (item) return item;
  return value.open ? { kind: "unknown", because: value.open, at: value.at } : scalar(null, value.at);
}

function itemOf(field: BlockField, source: ObjectOf, major: Major): Value {
  const draft = new Draft(source.at);
  for (const [path, constant] of Object.entries(field.constants ?? {})) draft.put(path.split("."), source.at, scalar(constant, source.at));
  putFields(draft, field.fields, source, major);
  const body = draft.finish();
  return source.open ? opened(body, source.open) : body;
}

const always = new Set(["name", "resource_group_name", "location", "tags", "timeouts"]);

/** Why more may be set than is seen: an argument that the table does not know. */
function unmapped(map: ResourceMap, source: ObjectOf): Reason | undefined {
  if (map.open) return { kind: "unsupported", text: "Not every argument of this resource is understood." };
  for (const property of source.props.values()) {
    const name = property.name;
    if (always.has(name) || map.ignored?.includes(name) || map.amends === name || map.scope === name) continue;
    if (
      map.fields.some(
        (field) =>
          field.argument === name ||
          (field.kind === "block" && field.argument === "" && field.fields.some((inner) => inner.argument === name)),
      )
    )
      continue;
    if (map.parent?.some((parent) => parent.argument === name) || map.children?.some((child) => child.argument === name)) continue;
    return { kind: "unsupported", text: `The argument '${name}' is not understood.`, at: property.at };
  }
  return undefined;
}

function opened(body: ObjectOf, open: Reason): ObjectOf {
  const properties = body.props.get("properties");
  if (properties?.value.kind !== "object") return record([...body.props.values()], body.at, open);
  const inner = { ...properties, value: { ...properties.value, open } };
  return { ...body, open, props: new Map([...body.props, ["properties", inner]]) };
}
