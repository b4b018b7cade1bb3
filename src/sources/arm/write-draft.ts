// A draft of a repair as JSON data, its questions answered in expressions.
import type { Resource } from "../../model/graph.ts";
import type { Draft } from "../../model/repair.ts";
import type { Data } from "./edit-json.ts";
import { at, memberOf, stringAt } from "./json.ts";
import { type Cannot, cannot, codeOf, type Desk, escaped, literal, type Place, placeAt, stringOf, templateAround } from "./write-desk.ts";
import { idOf, namesAt, propertyOf, targetOf } from "./write-id.ts";
import { parameterFor } from "./write-parameter.ts";

/** Where a draft is written, and ids that what is written has to wait for. */
export interface Context {
  readonly desk: Desk;
  readonly beside: Resource;
  readonly waits: Set<string>;
}

export function dataOf(draft: Draft, context: Context): Data | Cannot {
  if (typeof draft === "string") return escaped(draft);
  if (typeof draft !== "object") return draft;
  if (isList(draft)) {
    const items: Data[] = [];
    for (const one of draft) {
      const item = dataOf(one, context);
      if (cannot(item)) return item;
      items.push(item);
    }
    return items;
  }
  if ("$keyed" in draft) {
    const [name, value] = [dataOf(draft.$keyed as Draft, context), dataOf(draft.value as Draft, context)];
    if (cannot(name)) return name;
    return cannot(value) ? value : { [String(name)]: value };
  }
  if (Object.keys(draft).some((name) => name.startsWith("$"))) {
    const code = answered({ ...draft }, context);
    return typeof code === "string" ? stringOf(code) : code;
  }
  const members: [string, Data][] = [];
  for (const [name, value] of Object.entries(draft)) {
    const member = dataOf(value, context);
    if (cannot(member)) return member;
    members.push([name, member]);
  }
  return Object.fromEntries(members);
}

function isList(draft: Draft): draft is readonly Draft[] {
  return Array.isArray(draft);
}

/** The expression of a draft that asks something of the file. */
function answered(draft: { readonly [name: string]: unknown }, context: Context): string | Cannot {
  const { $ref, $parameter, $name, $deployment, $unique } = draft;
  if (typeof $ref === "string") return referenceTo($ref, listOf(draft.path), listOf(draft.child).map(String), context);
  if (typeof $name === "string") return nameFor($name, context);
  if (typeof $deployment === "string") return ofDeployment($deployment, context);
  if (Array.isArray($unique)) return guidOf(dataOf($unique, context));
  if (typeof $parameter !== "string") return { cannot: "This cannot be written in ARM JSON." };
  const given = draft.default === undefined ? undefined : dataOf(draft.default as Draft, context);
  if (cannot(given)) return given;
  return parameterFor(context.desk, context.beside, {
    name: $parameter,
    description: typeof draft.description === "string" ? draft.description : "",
    secure: draft.secure === true,
    ...(given !== undefined && { default: given }),
  });
}

/** The same GUID for the same parts. */
function guidOf(parts: Data | Cannot): string | Cannot {
  if (cannot(parts)) return parts;
  const texts = Array.isArray(parts) ? parts.filter((part): part is string => typeof part === "string") : [];
  return `guid(${texts.map(codeOf).join(", ")})`;
}

function listOf(value: unknown): readonly (string | number)[] {
  return Array.isArray(value) ? value.filter((one): one is string | number => typeof one === "string" || typeof one === "number") : [];
}

function referenceTo(
  key: string,
  path: readonly (string | number)[],
  child: readonly string[],
  { desk, beside, waits }: Context,
): string | Cannot {
  const place = placeAt(desk, beside.span);
  if (!place) return { cannot: "The template is not at hand." };
  const target = targetOf(desk, place, key);
  if (cannot(target)) return path.length > 0 ? target : carriedId(desk, beside, place, key, child);
  if (target.here) waits.add(idOf(target));
  return path.length > 0 ? propertyOf(target, path) : idOf(target, child);
}

/** The id of a resource that this template cannot name comes as a parameter, from the template that can. */
function carriedId(desk: Desk, beside: Resource, place: Place, key: string, child: readonly string[]): string | Cannot {
  const resource = desk.site.resource(key);
  if (!resource) return { cannot: "A resource that this refers to is not declared here." };
  const mark = `${place.sheet.uri} ${key}`;
  const known = (around: Place): string | undefined => {
    const target = targetOf(desk, around, key);
    return cannot(target) ? undefined : idOf(target);
  };
  const name = desk.carried.get(mark) ?? freshName(place, resource.type);
  const description = `Id of '${resource.symbol ?? resource.type}'.`;
  const code = parameterFor(desk, beside, { name, description, secure: false, known });
  desk.carried.set(mark, name);
  if (cannot(code) || child.length === 0) return code;
  const below = child.map((part, index) => (index % 2 === 0 ? `/${part}/` : part)).join("");
  return `concat(${code}, ${literal(below)})`;
}

function freshName(place: Place, type: string): string {
  const last = type
    .slice(type.lastIndexOf("/") + 1)
    .replace(/ies$/, "y")
    .replace(/s$/, "");
  const parameters = at(templateAround(place), "parameters");
  let name = `${last}ResourceId`;
  for (let again = 2; memberOf(parameters, name); again++) name = `${last}ResourceId${again}`;
  return name;
}

/** `pe-blob` after the name of what it stands beside. */
function nameFor(role: string, { desk, beside }: Context): string | Cannot {
  if (role === "link" || role.endsWith("-link")) return literal(role);
  const place = placeAt(desk, beside.span);
  const names = place ? namesAt(place, beside) : { cannot: "The template is not at hand." };
  if (cannot(names)) return literal(role);
  const own = names.at(-1) ?? "''";
  return own.startsWith("'") && own.endsWith("'") && !own.slice(1, -1).includes("'")
    ? literal(`${own.slice(1, -1)}-${role}`)
    : `concat(${own}, ${literal(`-${role}`)})`;
}

function ofDeployment(what: string, { desk, beside }: Context): string {
  if (what === "tenantId") return "subscription().tenantId";
  if (what === "subscriptionId") return "subscription().subscriptionId";
  if (what === "resourceGroup") return "resourceGroup().name";
  const place = placeAt(desk, beside.span);
  const template = place && templateAround(place);
  const parameter = memberOf(at(template, "parameters"), "location");
  const variable = memberOf(at(template, "variables"), "location");
  if (parameter) return `parameters('${parameter.name}')`;
  if (variable) return `variables('${variable.name}')`;
  const own = stringAt(place?.node, "location") ?? "global"; // what the neighbour says, unless it stands everywhere
  return /global|copyIndex/i.test(own) ? "resourceGroup().location" : codeOf(own);
}
