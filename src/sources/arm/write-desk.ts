// What the writer has before it: the files that it changes, and the templates within them.
import type { Origin } from "../../model/origin.ts";
import type { Site } from "../../model/writer.ts";
import { isExpression } from "./expression.ts";
import { at, type Json, stringAt } from "./json.ts";
import { now, type Sheet, sheetOf } from "./sheet.ts";

export interface Fresh {
  readonly type: string;
  /** Expressions of its names, one a segment of the type. */
  readonly names: readonly string[];
  readonly apiVersion: string;
  /** A place of the first text in its template. */
  readonly beside: Origin;
}

export interface Desk {
  readonly site: Site;
  readonly sheets: Map<string, Sheet>;
  /** Parameters that were added to the entry and have to be given. */
  readonly added: Set<string>;
  /** Resources added by these repairs, by key, and by what they are so that two fixes add a zone once. */
  readonly fresh: Map<string, Fresh>;
  readonly alike: Map<string, Fresh>;
  /** Parameters that carry ids of resources into templates that cannot name them, by file and key. */
  readonly carried: Map<string, string>;
}

/** Why a change cannot be made; undefined when it was. */
export type Refusal = string | undefined;

export interface Cannot {
  readonly cannot: string;
}

export function cannot(value: unknown): value is Cannot {
  return typeof value === "object" && value !== null && "cannot" in value;
}

function sheetAt(desk: Desk, uri: string): Sheet | undefined {
  const known = desk.sheets.get(uri);
  if (known) return known;
  const source = desk.site.text(uri);
  if (!source || !/\.jsonc?$/i.test(uri)) return undefined;
  const sheet = sheetOf(uri, source.text);
  desk.sheets.set(uri, sheet);
  return sheet;
}

/** A place in a file as it is now: the innermost node there, and those around it, the root first. */
export interface Place {
  readonly sheet: Sheet;
  readonly start: number;
  readonly node: Json;
  readonly around: readonly Json[];
}

/** Where an origin is written. A node that begins there is meant, the outermost one; else the one that it lies in. */
export function placeAt(desk: Desk, origin: Origin | undefined): Place | undefined {
  if (origin?.from !== "file") return undefined;
  const sheet = sheetAt(desk, origin.uri);
  const start = sheet && now(sheet, origin.start);
  if (!sheet?.root || start === undefined) return undefined;
  const around: Json[] = [];
  let node: Json = sheet.root;
  while (node.start !== start) {
    const inner: Json | undefined = childrenOf(node).find((child) => child.start <= start && start < child.end);
    if (!inner) break;
    around.push(node);
    node = inner;
  }
  return { sheet, start, node, around };
}

function childrenOf(node: Json): readonly Json[] {
  if (node.kind === "array") return node.items;
  return node.kind === "object" ? node.members.map((member) => member.value) : [];
}

/** The template whose parameters and variables are seen at a place: the file's own, or a nested one with inner scope. */
export function templateAround(place: Place): (Json & { kind: "object" }) | undefined {
  const chain = [...place.around, place.node];
  for (let index = chain.length - 1; index > 0; index--) {
    const [properties, node] = [chain[index - 1], chain[index]];
    if (node?.kind !== "object" || at(properties, "template") !== node) continue;
    if (stringAt(at(properties, "expressionEvaluationOptions"), "scope")?.toLowerCase() === "inner") return node;
  }
  const root = chain[0];
  return root?.kind === "object" ? root : undefined;
}

/** The template, of whatever scope, in whose `resources` a place lies. */
export function holderOf(place: Place): (Json & { kind: "object" }) | undefined {
  const chain = [...place.around, place.node];
  for (let index = chain.length - 1; index > 0; index--) {
    const [properties, node] = [chain[index - 1], chain[index]];
    if (node?.kind === "object" && at(properties, "template") === node) return node;
  }
  const root = chain[0];
  return root?.kind === "object" ? root : undefined;
}

/** A JSON string's value as an expression without its brackets. */
export function codeOf(value: string): string {
  return isExpression(value) ? value.slice(1, -1) : literal(value.startsWith("[[") ? value.slice(1) : value);
}

/** A known string as a literal of an expression. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** An expression, or the literal that it is, as the value of a JSON string. */
export function stringOf(code: string): string {
  const plain = /^'((?:[^']|'')*)'$/.exec(code)?.[1];
  return plain === undefined ? `[${code}]` : escaped(plain.replaceAll("''", "'"));
}

/** A string that stands for itself. */
export function escaped(value: string): string {
  return value.startsWith("[") && value.endsWith("]") ? `[${value}` : value;
}
