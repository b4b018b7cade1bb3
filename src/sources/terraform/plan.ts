// A plan (`terraform show -json`) as one more spelling: values as Terraform worked them out, pointing at the source where it lies beside.

import type { Cloud, Declaration, Fragment } from "../../model/declaration.ts";
import type { Origin } from "../../model/origin.ts";
import { own } from "../../model/own.ts";
import type { Entry, Host, Reader, Source } from "../../model/reader.ts";
import { constant, object, type Property, type Reason, reference, scalar, type Value } from "../../model/value.ts";
import { azurerm } from "./azurerm/index.ts";
import { fromJson, type Json, record, type WholeValue } from "./evaluate/values.ts";
import { readFileLoaded } from "./loaded.ts";
import { type Common, declare, namesFrom } from "./module/declare.ts";
import { namesOfId } from "./module/ids.ts";
import { majorOf, usualVersion } from "./module/version.ts";
import { referred } from "./plan/references.ts";
import { type JsonObject, listOf, objectOf, type Plan, type PlannedResource, planIn } from "./plan/shape.ts";
import { type Sources, sourcesOf } from "./plan/sources.ts";
import type { ReadFile } from "./syntax/file.ts";

/** Reads plans, and with the grammar that was loaded the configuration beside them, to point at it. */
export const planReader: Reader = createPlanReader((source) => readFileLoaded()?.(source) ?? { attributes: [], blocks: [], problems: [] });

function createPlanReader(readFile: ReadFile): Reader {
  return {
    language: "terraform",
    claims: (uri) => uri.endsWith(".json") && !/\.(tf|tofu|tfvars)\.json$/.test(uri),
    outline: (source) => ({ role: planIn(source.text) ? "template" : "none", uses: [], parameters: [], alone: true }),
    problems: () => [],
    evaluate: (entry, host) => evaluatePlan(entry, host, readFile),
    call: (call, host) => evaluatePlan({ uri: call.uri, parameters: [], prefix: call.prefix }, host, readFile),
  };
}

function evaluatePlan(entry: Entry, host: Host, readFile: ReadFile): Fragment {
  const source = host.read(entry.uri);
  const plan = typeof source === "string" ? undefined : planIn(source.text);
  const at: Origin = { from: "file", uri: entry.uri, start: 0, end: 0 };
  if (typeof source === "string" || !plan) {
    return {
      declarations: [],
      outputs: new Map(),
      unseen: [{ because: { kind: "unread", text: "This plan could not be read." }, at }],
      problems: [],
    };
  }
  const reading: Reading = { plan, source, prefix: entry.prefix, sources: sourcesOf(entry.uri, plan, host, readFile), wholes: new Map() };
  const cloud = cloudOf(plan);
  return {
    declarations: plan.resources.flatMap((resource) => declarationsOf(resource, reading)),
    outputs: new Map(),
    unseen: [],
    problems: [],
    ...(cloud ? { cloud: { is: cloud, at } } : {}),
  };
}

interface Reading {
  readonly plan: Plan;
  readonly source: Source;
  readonly prefix: string;
  readonly sources: Sources;
  readonly wholes: Map<string, WholeValue>;
}

function declarationsOf(resource: PlannedResource, reading: Reading): readonly Declaration[] {
  const span = spanOf(resource, reading);
  const common: Common = {
    key: reading.prefix + resource.address,
    names: namesOf(resource, reading),
    condition: [],
    at: reading.sources.header(resource) ?? span,
    span,
    symbol: `${resource.type}.${resource.name}`,
    calls: [],
    language: "terraform",
  };
  const map = azurerm.get(resource.type);
  if (map) return declare(map, resource.type, argumentsOf(resource, reading), common, versionOf(reading.plan));
  return /^azapi_(update_)?resource$/.test(resource.type) ? azapi(resource, reading, common) : [];
}

/** The block in the configuration, else the address in the plan. */
function spanOf(resource: PlannedResource, reading: Reading): Origin {
  const start = Math.max(0, reading.source.text.indexOf(JSON.stringify(resource.address)));
  return (
    reading.sources.block(resource) ?? {
      from: "file",
      uri: reading.source.uri,
      start,
      end: start + JSON.stringify(resource.address).length,
    }
  );
}

function argumentsOf(resource: PlannedResource, reading: Reading): Value & { kind: "object" } {
  return merged(resource.values, resource.unknown, [], resource, reading);
}

/** Known values, and for the rest what the configuration says they refer to. Null is not given. */
function merged(
  values: JsonObject,
  unknown: JsonObject,
  path: readonly (string | number)[],
  resource: PlannedResource,
  reading: Reading,
): Value & { kind: "object" } {
  const properties: Property[] = [];
  for (const name of new Set([...Object.keys(values), ...Object.keys(unknown)])) {
    if (path.length === 0 && name === "id") continue;
    const way = [...path, name];
    const at = reading.sources.attribute(resource, way) ?? spanOf(resource, reading);
    const value = plannedValue(own(values, name), own(unknown, name), way, at, resource, reading);
    if (value) properties.push({ name, at, value });
  }
  return record(properties, spanOf(resource, reading));
}

function plannedValue(
  json: Json | undefined,
  unknown: Json | undefined,
  path: readonly (string | number)[],
  at: Origin,
  resource: PlannedResource,
  reading: Reading,
): Value | undefined {
  if (unknown === true) return unknownAt(resource, path, at, reading);
  if (Array.isArray(unknown) || Array.isArray(json)) {
    const [items, gaps] = [listOf(json), listOf(unknown)];
    const length = Math.max(items.length, gaps.length);
    if (length === 0) return isBlock(path) ? undefined : { kind: "list", items: [], at };
    const list = Array.from(
      { length },
      (_, index) => plannedValue(items[index], gaps[index], [...path, index], at, resource, reading) ?? scalar(null, at),
    );
    return { kind: "list", items: list, at };
  }
  if (json !== null && typeof json === "object") return merged(objectOf(json), objectOf(unknown), path, resource, reading);
  return json === null || json === undefined ? undefined : fromJson(json, at);
}

/** An empty list may be a block that is not there: then it is not given. */
function isBlock(path: readonly (string | number)[]): boolean {
  return path.length > 0;
}

function unknownAt(resource: PlannedResource, path: readonly (string | number)[], at: Origin, reading: Reading): Value {
  const [first] = referred(reading.plan, resource, path);
  if (first) {
    const whole = wholeOf(first.resource, reading);
    const value = whole.attribute(first.attribute);
    return value.kind === "reference" ? { ...value, at } : value;
  }
  return constant(`${reading.prefix}${resource.address}.${path.join(".")}`, applied, at);
}

const applied: Reason = { kind: "azure", text: "This is known when the plan is applied." };

function wholeOf(resource: PlannedResource, reading: Reading): WholeValue {
  const known = reading.wholes.get(resource.address);
  if (known) return known;
  const to = { by: "key", key: reading.prefix + resource.address } as const;
  const at = spanOf(resource, reading);
  const whole: WholeValue = {
    ...reference(to, [], at),
    attribute: (name) => attributeOf(resource, name, whole, reading),
    names: () => namesOf(resource, reading),
  };
  reading.wholes.set(resource.address, whole);
  return whole;
}

function attributeOf(resource: PlannedResource, name: string, whole: WholeValue, reading: Reading): Value {
  if (!azurerm.has(resource.type) && !resource.type.startsWith("azapi_"))
    return constant(`${whole.to.by === "key" ? whole.to.key : ""}.${name}`, applied, whole.at);
  if (name === "id") return { ...reference(whole.to, [], whole.at), of: whole } as Value;
  const given = own(resource.values, name);
  if (given !== undefined && given !== null && (typeof given !== "object" || Array.isArray(given)))
    return fromJson(given, reading.sources.attribute(resource, [name]) ?? whole.at);
  const spelt = name.replace(/\[(\d+)\]/g, ".$1");
  const arm = own(azurerm.get(resource.type)?.computed, spelt) ?? spelt;
  return reference(
    whole.to,
    arm.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    whole.at,
  );
}

function namesOf(resource: PlannedResource, reading: Reading): readonly Value[] {
  const span = spanOf(resource, reading);
  const given = (name: string): Value | undefined => {
    const at = reading.sources.attribute(resource, [name]) ?? span;
    return plannedValue(own(resource.values, name), own(resource.unknown, name), [name], at, resource, reading);
  };
  const generated = constant(`${reading.prefix}${resource.address}.name`, applied, span);
  const map = azurerm.get(resource.type);
  if (map) return namesFrom(map, given, generated, span);
  const type = String(resource.values.type ?? "").split("@")[0] ?? "";
  const whole = given("resource_id");
  if (whole) return namesOfId(whole, type);
  const parent = type.split("/").slice(0, -1);
  const above = parent.length > 1 ? given("parent_id") : undefined;
  return [...(above ? namesOfId(above, parent.join("/")) : []), given("name") ?? generated];
}

function azapi(resource: PlannedResource, reading: Reading, common: Common): readonly Declaration[] {
  const [type = "", apiVersion = ""] = String(resource.values.type ?? "").split("@");
  if (!type.includes("/")) return [];
  const source = argumentsOf(resource, reading);
  const given = source.props.get("body")?.value;
  const text = given?.kind === "scalar" && typeof given.value === "string" ? parsed(given.value, given.at) : given;
  const properties: Property[] = text?.kind === "object" ? [...text.props.values()] : [];
  for (const name of ["location", "tags"]) {
    const property = source.props.get(name);
    if (property) properties.push(property);
  }
  const whole = source.props.get("resource_id")?.value;
  const amends = resource.type === "azapi_update_resource" ? whole : undefined;
  return [{ ...common, type, apiVersion, existing: false, body: object(properties, common.span), ...(amends ? { amends } : {}) }];
}

function parsed(text: string, at: Origin): Value | undefined {
  try {
    return fromJson(JSON.parse(text) as Json, at);
  } catch {
    return undefined;
  }
}

function versionOf(plan: Plan): 3 | 4 | 5 {
  const constraint = objectOf(plan.provider.azurerm).version_constraint;
  return ((typeof constraint === "string" ? majorOf(constraint) : undefined) ?? usualVersion).major;
}

const clouds: { readonly [environment: string]: Cloud } = { public: "public", usgovernment: "usgov", china: "china" };

function cloudOf(plan: Plan): Cloud | undefined {
  const environment = objectOf(objectOf(objectOf(plan.provider.azurerm).expressions).environment).constant_value;
  return typeof environment === "string" ? own(clouds, environment) : undefined;
}
