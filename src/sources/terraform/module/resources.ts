// `resource` and `data` blocks: what they are as values, and the declarations they make.
import type { Declaration } from "../../../model/declaration.ts";
import { both } from "../../../model/look.ts";
import type { Origin } from "../../../model/origin.ts";
import { constant, object, type Reason, reference, scalar, text, type Value } from "../../../model/value.ts";
import { azurerm } from "../azurerm/index.ts";
import { bodyOf, fieldsOf } from "../azurerm/read.ts";
import type { ChildBlock, ResourceMap } from "../azurerm/table.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { failure, isNull, propertyOf, type WholeValue } from "../evaluate/values.ts";
import { attributeOf } from "../syntax/tree.ts";
import { azapiDeclarations, azapiNames, azapiTypeOf } from "./azapi.ts";
import { argumentOf, type BodyReader, bodyValue } from "./body.ts";
import { dataAttribute } from "./data.ts";
import type { Instance } from "./expansion.ts";
import type { Placed } from "./files.ts";
import { namesOfId } from "./ids.ts";
import { type Module, originOf, spanOf } from "./module.ts";

export type Declared = Placed & { readonly type: string; readonly name: string };

/** What stands behind `type.name`: one resource, or a list or map of them. */
export function resourceValue(module: Module, declared: Declared, at: Origin): Value {
  const expansion = module.expansionOf(declared, labelOf(declared));
  return expansion.value((instance) => wholeOf(module, declared, instance), at);
}

export function labelOf(declared: Declared): string {
  return `${declared.type}.${declared.name}`;
}

export function keyOf(module: Module, declared: Declared, instance: Instance): string {
  return `${module.given.prefix}${labelOf(declared)}${instance.suffix}`;
}

/** One instance as a value that still knows its arguments. */
export function wholeOf(module: Module, declared: Declared, instance: Instance): WholeValue {
  const key = keyOf(module, declared, instance);
  const known = module.memo.get(`whole ${key}`) as WholeValue | undefined;
  if (known) return known;
  const reader = readerOf(module, declared, instance);
  const whole: WholeValue = {
    ...reference({ by: "key", key }, [], originOf(declared)),
    attribute: (name) => attribute(module, declared, key, reader, whole, name),
    names: () => namesOf(module, declared, reader),
  };
  module.memo.set(`whole ${key}`, whole);
  return whole;
}

export function mapOf(declared: Declared): ResourceMap | undefined {
  return azurerm.get(declared.type.replace(/^data\./, ""));
}

function readerOf(module: Module, declared: Declared, instance: Instance): BodyReader {
  const scope = module.scopeOf(declared.uri, instance);
  const key = keyOf(module, declared, instance);
  return { scope, elsewhere: declared.elsewhere, computed: (path, at) => computedValue(declared, key, path, at) };
}

function attribute(module: Module, declared: Declared, key: string, reader: BodyReader, whole: WholeValue, name: string): Value {
  const memo = `attribute ${key}.${name}`;
  const known = module.memo.get(memo) as Value | undefined;
  if (known) return known;
  if (module.memo.has(memo)) return failure(`'${labelOf(declared)}.${name}' refers to itself.`, whole.at);
  module.memo.set(memo, undefined);
  const value = attributeNow(declared, key, reader, whole, name);
  module.memo.set(memo, value);
  return value;
}

function attributeNow(declared: Declared, key: string, reader: BodyReader, whole: WholeValue, name: string): Value {
  const isAzure = mapOf(declared) !== undefined || azapiTypeOf(declared, reader) !== undefined;
  if (name === "id" && isAzure) return { ...reference(whole.to, [], whole.at), of: whole } as Value;
  const data = declared.type.startsWith("data.") ? dataAttribute(declared, name, whole.at) : undefined;
  if (data) return data;
  const given = argumentOf(declared.block, name, reader);
  if (given && !isNull(given)) return given;
  if (name === "name" && azapiTypeOf(declared, reader))
    return azapiNames(declared, reader).at(-1) ?? computedValue(declared, key, [name], whole.at);
  if (given) return given;
  return isAzure
    ? computedValue(declared, key, [name], whole.at)
    : constant(`${key}.${name}`, onlyAzure(`${labelOf(declared)}.${name}`), whole.at);
}

/** What only Azure gives: a reference to where ARM has it. */
function computedValue(declared: Declared, key: string, path: readonly (string | number)[], at: Origin): Value {
  const spelt = path.join(".");
  const map = mapOf(declared);
  if (!map) return constant(`${key}.${spelt}`, onlyAzure(`${labelOf(declared)}.${spelt}`), at);
  const arm = map.computed?.[spelt];
  const way = arm ? arm.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step)) : path;
  return reference({ by: "key", key }, way, at);
}

function onlyAzure(name: string): Reason {
  return { kind: "azure", text: `'${name}' is known when it is deployed.` };
}

/** One value for each segment of the ARM type after the provider. */
export function namesOf(module: Module, declared: Declared, reader: BodyReader): readonly Value[] {
  const map = mapOf(declared);
  if (!map) return azapiTypeOf(declared, reader) ? azapiNames(declared, reader) : [];
  const amended = map.amends ? argumentOf(declared.block, map.amends, reader) : undefined;
  if (amended) return namesOfId(amended, map.arm);
  const own =
    typeof map.name === "string"
      ? (argumentOf(declared.block, map.name, reader) ?? generated(module, declared))
      : scalar(map.name.is, originOf(declared));
  const segments = map.arm.split("/").length - 1;
  for (const parent of map.parent ?? []) {
    const value = attributeOf(declared.block, parent.argument) ? argumentOf(declared.block, parent.argument, reader) : undefined;
    if (!value) continue;
    if (parent.by === "id") return [...namesOfId(value, map.arm.split("/").slice(0, -1).join("/")), own];
    return [...Array.from({ length: segments - 1 }, () => value), own];
  }
  return segments === 1 ? [own] : [...Array.from({ length: segments - 1 }, () => generated(module, declared)), own];
}

function generated(module: Module, declared: Declared): Value {
  return constant(`${module.given.prefix}${labelOf(declared)}.name`, onlyAzure(`${labelOf(declared)}.name`), originOf(declared));
}

/** Everything that one block declares. */
export function declarationsOf(module: Module, declared: Declared): readonly Declaration[] {
  const expansion = module.expansionOf(declared, labelOf(declared));
  return expansion.instances.flatMap((instance) => {
    const reader = readerOf(module, declared, instance);
    const common = commonOf(module, declared, instance, reader);
    const map = mapOf(declared);
    if (!map) return azapiDeclarations(declared, reader, common);
    return declared.type.startsWith("data.") ? [existing(map, common)] : mapped(module, map, declared, reader, common);
  });
}

export type Common = Omit<Declaration, "type" | "apiVersion" | "body" | "existing">;

function commonOf(module: Module, declared: Declared, instance: Instance, reader: BodyReader): Common {
  const group = attributeOf(declared.block, "resource_group_name");
  const home = group ? argumentOf(declared.block, "resource_group_name", reader) : undefined;
  return {
    key: keyOf(module, declared, instance),
    names: namesOf(module, declared, reader),
    condition: both(module.given.condition, instance.condition),
    at: originOf(declared),
    span: spanOf(declared),
    symbol: labelOf(declared),
    calls: module.given.calls,
    language: "terraform",
    ...(home && !isNull(home) ? { home: { resourceGroup: home } } : {}),
    ...(instance.repeated ? { repeated: instance.repeated } : {}),
  };
}

function existing(map: ResourceMap, common: Common): Declaration {
  const because: Reason = { kind: "elsewhere", text: `'${common.symbol ?? map.arm}' is declared in another deployment.`, at: common.at };
  return { ...common, type: map.arm, apiVersion: map.apiVersion, existing: true, body: object([], common.at, because) };
}

function mapped(module: Module, map: ResourceMap, declared: Declared, reader: BodyReader, common: Common): readonly Declaration[] {
  const { major } = module.given.context.version;
  const source = bodyValue(declared.block, common.span, reader);
  const amends = map.amends ? propertyOf(source, map.amends)?.value : undefined;
  const scope = map.scope ? propertyOf(source, map.scope)?.value : undefined;
  const own: Declaration = {
    ...common,
    type: map.arm,
    apiVersion: map.apiVersion,
    existing: false,
    body: finished(declared, bodyOf(map, source, major)),
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
  major: 3 | 4 | 5,
): readonly Declaration[] {
  const given = propertyOf(source, child.argument)?.value;
  const sides = given ? onEachSide([given], given.at, ([side = given]) => side) : undefined;
  return sidesOf(sides).flatMap(({ value, condition }) =>
    itemsOf(value).map((item, index): Declaration => {
      const { amends: _, scope: __, ...rest } = parent;
      const name =
        typeof child.name === "string"
          ? item.kind === "object"
            ? propertyOf(item, child.name)?.value
            : undefined
          : scalar(child.name.is, item.at);
      return {
        ...rest,
        key: `${parent.key}.${child.argument}[${index}]`,
        type: child.arm,
        apiVersion: map.apiVersion,
        names: [...parent.names, name ?? scalar("default", item.at)],
        condition: both(parent.condition, condition),
        body: item.kind === "object" ? fieldsOf(child.fields, item, major) : item,
        at: item.at,
        span: item.at,
      };
    }),
  );
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === "list" ? value.items : value.kind === "object" ? [value] : [];
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
function finished(declared: Declared, body: Value & { kind: "object" }): Value {
  if (declared.type === "azurerm_private_endpoint") return connected(body);
  return declared.type === "azurerm_storage_account" ? withSku(body) : body;
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
