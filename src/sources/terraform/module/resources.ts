// `resource` and `data` blocks: what they are as values, and the declarations they make.

import type { Declaration } from "../../../model/declaration.ts";
import { both } from "../../../model/look.ts";
import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import { constant, object, type Reason, reference, type Value } from "../../../model/value.ts";
import { azurerm } from "../azurerm/index.ts";
import type { ResourceMap } from "../azurerm/table.ts";
import { failure, isNull, type WholeValue } from "../evaluate/values.ts";
import { attributeOf } from "../syntax/tree.ts";
import { azapiDeclarations, azapiNames, azapiTypeOf } from "./azapi.ts";
import { argumentOf, type BodyReader, bodyValue } from "./body.ts";
import { dataAttribute } from "./data.ts";
import { type Common, declare, namesFrom } from "./declare.ts";
import type { Instance } from "./expansion.ts";
import type { Declared } from "./files.ts";
import { type Module, originOf, spanOf } from "./module.ts";

/** What stands behind `type.name`: one resource, or a list or map of them. */
export function resourceValue(module: Module, declared: Declared, at: Origin): Value {
  const expansion = module.expansionOf(declared, labelOf(declared));
  return expansion.value((instance) => wholeOf(module, declared, instance), at);
}

function labelOf(declared: Declared): string {
  return `${declared.type}.${declared.name}`;
}

function keyOf(module: Module, declared: Declared, instance: Instance): string {
  return `${module.given.prefix}${labelOf(declared)}${instance.suffix}`;
}

/** One instance as a value that still knows its arguments. */
function wholeOf(module: Module, declared: Declared, instance: Instance): WholeValue {
  const key = keyOf(module, declared, instance);
  const known = module.memo.get(`whole ${key}`) as WholeValue | undefined;
  if (known) return known;
  const reader = readerOf(module, declared, instance);
  const whole: WholeValue = {
    ...reference({ by: "key", key }, [], originOf(declared)),
    attribute: (name) => attribute(module, declared, key, reader, whole, name),
    names: () => namesOnce(module, declared, key, reader),
  };
  module.memo.set(`whole ${key}`, whole);
  return whole;
}

function mapOf(declared: Declared): ResourceMap | undefined {
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
  const arm = own(map.computed, spelt);
  const way = arm ? arm.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step)) : path;
  return reference({ by: "key", key }, way, at);
}

function onlyAzure(name: string): Reason {
  return { kind: "azure", text: `'${name}' is known when it is deployed.` };
}

/** None while they are being worked out: then the resource is named by its own id. */
function namesOnce(module: Module, declared: Declared, key: string, reader: BodyReader): readonly Value[] {
  const memo = `names ${key}`;
  const known = module.memo.get(memo) as readonly Value[] | undefined;
  if (known) return known;
  module.memo.set(memo, []);
  const names = namesOf(module, declared, reader);
  module.memo.set(memo, names);
  return names;
}

/** One value for each segment of the ARM type after the provider. */
function namesOf(module: Module, declared: Declared, reader: BodyReader): readonly Value[] {
  const map = mapOf(declared);
  if (!map) return azapiTypeOf(declared, reader) ? azapiNames(declared, reader) : [];
  const given = (name: string): Value | undefined => argumentOf(declared.block, name, reader);
  return namesFrom(map, given, generated(module, declared), originOf(declared));
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
    if (declared.type.startsWith("data.")) return [existing(map, common)];
    return declare(map, declared.type, bodyValue(declared.block, common.span, reader), common, module.given.context.version.major);
  });
}

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
    ...(instance.over ? { over: instance.over } : {}),
  };
}

function existing(map: ResourceMap, common: Common): Declaration {
  const because: Reason = { kind: "elsewhere", text: `'${common.symbol ?? map.arm}' is declared in another deployment.`, at: common.at };
  return { ...common, type: map.arm, apiVersion: map.apiVersion, existing: true, body: object([], common.at, because) };
}
