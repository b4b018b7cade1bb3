// Ids of resources as expressions that hold where they are written.
import type { Resource } from "../../model/graph.ts";
import type { Path } from "../../model/value.ts";
import { parseExpression } from "./expression.ts";
import { at, type Json, stringAt } from "./json.ts";
import { type Cannot, cannot, codeOf, type Desk, holderOf, literal, type Place, placeAt, templateAround } from "./write-desk.ts";

/** What an id is made of, where it is written. */
export interface Target {
  readonly type: string;
  readonly names: readonly string[];
  readonly group?: string;
  readonly apiVersion?: string;
  /** Deployed by the same template, so that one can wait for the other. */
  readonly here: boolean;
}

export function idOf(target: Target, child: readonly string[] = []): string {
  const [type, names] = [[target.type], [...target.names]];
  for (let index = 0; index + 1 < child.length; index += 2) {
    type.push(child[index] ?? "");
    names.push(literal(child[index + 1] ?? ""));
  }
  return `resourceId(${[...(target.group === undefined ? [] : [target.group]), literal(type.join("/")), ...names].join(", ")})`;
}

/** A property of a resource: `reference(id, version).x`, `'Full'` for what stands beside its `properties`. */
export function propertyOf(target: Target, path: Path): string | Cannot {
  const [first, ...rest] = path.map(String);
  if (first === "name" && rest.length === 0) return target.names.at(-1) ?? "''";
  if (target.apiVersion === undefined) return { cannot: "The version of a resource that this refers to is not known." };
  const inner = first?.toLowerCase() === "properties";
  const version = literal(target.apiVersion);
  const steps = (inner ? path.slice(1) : path).map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return `reference(${idOf(target)}, ${version}${inner ? "" : ", 'Full'"})${steps}`;
}

/** A resource that is declared or was added by the same repair, as one refers to it from a place. */
export function targetOf(desk: Desk, from: Place, key: string): Target | Cannot {
  const template = templateAround(from);
  const fresh = desk.fresh.get(key);
  if (fresh) {
    const other = placeAt(desk, fresh.beside);
    const same = other?.sheet === from.sheet && templateAround(other) === template;
    return same
      ? { type: fresh.type, names: fresh.names, apiVersion: fresh.apiVersion, here: true }
      : { cannot: "A resource that this refers to is added in another template." };
  }
  const resource = desk.site.resource(key);
  if (!resource) return { cannot: "A resource that this refers to is not declared here." };
  return declaredTarget(desk, from, resource) ?? byKnownNames(resource);
}

/** By the expressions of its own name, where they mean the same: in the same template. */
function declaredTarget(desk: Desk, from: Place, resource: Resource): Target | Cannot | undefined {
  const place = placeAt(desk, resource.span);
  if (!place || place.sheet !== from.sheet || templateAround(place) !== templateAround(from) || resource.inline) return undefined;
  const names = namesAt(place, resource);
  if (cannot(names)) return names;
  const group = stringAt(place.node, "resourceGroup");
  return {
    type: resource.type,
    names,
    ...(resource.existing && group !== undefined && { group: codeOf(group) }),
    ...(resource.apiVersion !== undefined && { apiVersion: resource.apiVersion }),
    here: !resource.existing && holderOf(place) === holderOf(from),
  };
}

function byKnownNames(resource: Resource): Target | Cannot {
  const names = resource.names.map((name) => (name.kind === "scalar" ? literal(`${name.value}`) : undefined));
  const known = names.filter((name) => name !== undefined);
  if (known.length !== names.length) return { cannot: `The name of '${resource.symbol ?? resource.type}' is not known in this template.` };
  const group = resource.home?.resourceGroup;
  return {
    type: resource.type,
    names: known,
    ...(group?.kind === "scalar" && { group: literal(`${group.value}`) }),
    ...(resource.apiVersion !== undefined && { apiVersion: resource.apiVersion }),
    here: false,
  };
}

/** Expressions of a declared resource's names, its parents' first. */
export function namesAt(place: Place, resource: Resource): readonly string[] | Cannot {
  const chain = [...place.around, place.node].filter((node): node is Json & { kind: "object" } => isResource(node));
  const names = chain.flatMap((node, index) => split(stringAt(node, "name") ?? "", index === 0 ? segmentCount(node) : 1));
  const turn = /\[(\d+)\]$/.exec(resource.key)?.[1];
  const wanted = resource.type.split("/").length - 1;
  const own = names.slice(-wanted).map((name) => atTurn(name, turn));
  if (own.length !== wanted || own.includes(undefined))
    return { cannot: `The name of '${resource.symbol ?? resource.type}' cannot be written as an expression here.` };
  return own.filter((name) => name !== undefined);
}

function isResource(node: Json): boolean {
  return (
    at(node, "type")?.kind === "string" &&
    at(node, "name")?.kind === "string" &&
    stringAt(node, "type")?.toLowerCase() !== "microsoft.resources/deployments"
  );
}

function segmentCount(node: Json): number {
  return Math.max(1, (stringAt(node, "type") ?? "").split("/").length - 1);
}

/** In a loop, the turn that is meant. */
function atTurn(name: string, turn: string | undefined): string | undefined {
  if (!/copyIndex/i.test(name)) return name;
  if (turn === undefined) return undefined;
  const put = name.replace(
    /copyIndex\(\s*(?:'[^']*'\s*)?(?:,\s*)?(?:(\d+)\s*)?\)/gi,
    (_, offset) => `${Number(turn) + Number(offset ?? 0)}`,
  );
  return /copyIndex/i.test(put) ? undefined : put;
}

/** The name's segments, each an expression. */
function split(name: string, count: number): readonly string[] {
  const code = codeOf(name);
  if (count === 1) return [code];
  if (!name.startsWith("[")) return name.split("/").map(literal);
  return joined(name, count) ?? Array.from({ length: count }, (_, index) => `split(${code}, '/')[${index}]`);
}

/** The parts of `format('{0}/{1}', a, b)` and `concat(a, '/', b)`. */
function joined(name: string, count: number): readonly string[] | undefined {
  const expr = parseExpression(name, name, 0);
  if (expr.kind !== "call") return undefined;
  const texts = expr.arguments.map((argument) => name.slice(argument.start, argument.end));
  const [first, ...rest] = texts;
  const pattern = Array.from({ length: count }, (_, index) => `{${index}}`).join("/");
  if (expr.name.toLowerCase() === "format" && first === literal(pattern) && rest.length === count) return rest;
  const slashes = texts.filter((_, index) => index % 2 === 1);
  if (expr.name.toLowerCase() !== "concat" || texts.length !== 2 * count - 1 || slashes.some((text) => text !== "'/'")) return undefined;
  return texts.filter((_, index) => index % 2 === 0);
}
