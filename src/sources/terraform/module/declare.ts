// A resource's arguments as declarations in ARM's shape, wherever the arguments come from: configuration or a plan.
import type { Declaration } from "../../../model/declaration.ts";
import { both } from "../../../model/look.ts";
import type { Origin } from "../../../model/origin.ts";
import { scalar, text, unknown, type Value } from "../../../model/value.ts";
import { bodyOf, fieldsOf } from "../azurerm/read.ts";
import type { ChildBlock, Major, ResourceMap } from "../azurerm/table.ts";
import { argumentFor } from "../azurerm/words.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { isNull, propertyOf, reasonIn } from "../evaluate/values.ts";
import { namesOfId } from "./ids.ts";

/** What a declaration has besides its type and body. */
export type Common = Omit<Declaration, "type" | "apiVersion" | "body" | "existing">;

/** The names of the ARM id, out of the arguments. `generated` stands for a name that is not given. */
export function namesFrom(map: ResourceMap, argument: (name: string) => Value | undefined, generated: Value, at: Origin): readonly Value[] {
  const given = (name: string): Value | undefined => {
    const value = argument(name);
    return value && isNull(value) ? undefined : value;
  };
  const amended = map.amends ? given(map.amends) : undefined;
  if (amended) return namesOfId(amended, map.arm);
  const own = typeof map.name === "string" ? (given(map.name) ?? generated) : scalar(map.name.is, at);
  const segments = map.arm.split("/").length - 1;
  for (const parent of map.parent ?? []) {
    const value = given(parent.argument);
    if (!value) continue;
    if (parent.by === "id") return [...namesOfId(value, map.arm.split("/").slice(0, -1).join("/")), own];
    return [...Array.from({ length: segments - 1 }, () => value), own];
  }
  return [...Array.from({ length: segments - 1 }, () => generated), own];
}

/** Everything that the arguments of one resource declare. `source` is in azurerm's shape. */
export function declare(
  map: ResourceMap,
  type: string,
  source: Value & { kind: "object" },
  common: Common,
  major: Major,
): readonly Declaration[] {
  const amends = map.amends ? propertyOf(source, map.amends)?.value : undefined;
  const scope = map.scope ? propertyOf(source, map.scope)?.value : undefined;
  const own: Declaration = {
    ...common,
    type: map.arm,
    apiVersion: map.apiVersion,
    existing: false,
    body: finished(type, bodyOf(map, source, major)),
    argument: (property, value) => argumentFor(map, major, property, value),
    ...(amends ? { amends } : {}),
    ...(scope ? { scope } : {}),
  };
  return [own, ...(map.children ?? []).flatMap((child) => childrenOf(child, map, source, own, major))];
}

/** Blocks that are resources of their own in ARM. */
function childrenOf(
  child: ChildBlock,
  map: ResourceMap,
  source: Value & { kind: "object" },
  parent: Declaration,
  major: Major,
): readonly Declaration[] {
  const given = propertyOf(source, child.argument)?.value;
  const sides = given ? onEachSide([given], given.at, ([side = given]) => side) : undefined;
  const { amends: _, scope: __, argument: ___, ...rest } = parent;
  return sidesOf(sides).flatMap(({ value, condition }) => {
    const made = (item: Value, index: number | "*"): Declaration => ({
      ...rest,
      key: `${parent.key}.${child.argument}[${index}]`,
      type: child.arm,
      apiVersion: map.apiVersion,
      names: [...parent.names, nameOf(child, item)],
      condition: both(parent.condition, condition),
      body: item.kind === "object" ? fieldsOf(child.fields, item, major) : item,
      at: item.at,
      span: item.at,
    });
    const items = value.kind === "list" ? value.items : value.kind === "object" ? [value] : [];
    const open = value.kind === "list" ? value.open : value.kind === "object" || isNull(value) ? undefined : reasonIn(value);
    const more = open ? [{ ...made(unknown(open, value.at), "*"), repeated: open }] : [];
    return [...items.map(made), ...more];
  });
}

function nameOf({ name }: ChildBlock, item: Value): Value {
  if (typeof name !== "string") return scalar(name.is, item.at);
  return (item.kind === "object" ? propertyOf(item, name)?.value : undefined) ?? scalar("default", item.at);
}

function sidesOf(
  value: Value | undefined,
  condition: Declaration["condition"] = [],
): readonly { readonly value: Value; readonly condition: Declaration["condition"] }[] {
  if (!value) return [];
  if (value.kind !== "choice") return [{ value, condition }];
  return [
    ...sidesOf(value.then, both(condition, [value.when])),
    ...sidesOf(value.else, both(condition, [{ ...value.when, is: !value.when.is }])),
  ];
}

/** What takes more than one argument to say. */
function finished(type: string, body: Value & { kind: "object" }): Value {
  if (type === "azurerm_private_endpoint") return connected(body);
  return type === "azurerm_storage_account" ? withSku(body) : body;
}

/** `Standard` and `LRS` are `Standard_LRS`. */
function withSku(body: Value & { kind: "object" }): Value {
  const sku = body.props.get("sku");
  const [name, tier] = sku?.value.kind === "object" ? [sku.value.props.get("name"), sku.value.props.get("tier")] : [];
  if (sku?.value.kind !== "object" || !name || !tier) return body;
  const joined = onEachSide([tier.value, name.value], name.value.at, ([a = tier.value, b = name.value]) =>
    text([a, scalar("_", b.at), b], b.at),
  );
  const props = new Map([...sku.value.props, ["name", { ...name, value: joined }] as const]);
  return { ...body, props: new Map([...body.props, ["sku", { ...sku, value: { ...sku.value, props } }] as const]) };
}

/** A connection that is asked for by hand stands in another list of ARM's. */
function connected(body: Value & { kind: "object" }): Value {
  const properties = body.props.get("properties");
  const inner = properties?.value.kind === "object" ? properties.value : undefined;
  const connections = inner?.props.get("privatelinkserviceconnections");
  if (!properties || !inner || connections?.value.kind !== "list") return body;
  const manual = connections.value.items.some((item) => item.kind === "object" && isTrue(item.props.get("manual")?.value));
  const items = connections.value.items.map((item) => (item.kind === "object" ? withoutManual(item) : item));
  const name = manual ? "manualPrivateLinkServiceConnections" : connections.name;
  const props = new Map(inner.props);
  props.delete("privatelinkserviceconnections");
  props.set(name.toLowerCase(), { ...connections, name, value: { ...connections.value, items } });
  return { ...body, props: new Map([...body.props, ["properties", { ...properties, value: { ...inner, props } }]]) };
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === "scalar" && value.value === true;
}

function withoutManual(item: Value & { kind: "object" }): Value {
  const props = new Map(item.props);
  props.delete("manual");
  return { ...item, props };
}
