// Reads 'aml-network-audit.json'. An entry that is wrong is named with its place and what it may be; everything else holds.
import { findNodeAtLocation, type Node } from "jsonc-parser";
import * as v from "valibot";
import type { Problem } from "../../model/declaration.ts";
import { rules } from "../../rulebook/index.ts";
import { features } from "../scenario/features.ts";
import { complaint, type Issue } from "./complaint.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { type Shape, shape } from "./shape.ts";
import { readTree } from "./syntax.ts";

/** Total: any text gives a configuration, at worst the default one, and the problems that it has. */
export function parseConfiguration(text: string, uri: string): { readonly configuration: Settings; readonly problems: readonly Problem[] } {
  const read = readTree(text);
  const problems: Problem[] = read.problems.map((problem) => ({ uri, ...problem }));
  const base = new URL(".", uri).href;
  const { tree } = read;
  if (!tree) return { configuration: { ...defaultSettings, base }, problems };
  if (tree.type !== "object") {
    const message = "The configuration has to be an object in braces. It is not used, and every setting has its default.";
    return { configuration: { ...defaultSettings, base }, problems: [...problems, { uri, ...spanOf(tree), message }] };
  }
  const { output, issues } = whatHolds(plainValue(tree));
  for (const { issue, path } of issues)
    problems.push({ uri, ...placeOf(tree, path, issue), message: complaint(issue, path, namesAt(path)) });
  return { configuration: { ...settingsOf(output), base }, problems: inOrder([...problems, ...repeated(tree, uri)]) };
}

type Step = string | number;

function settingsOf(given: Shape): Settings {
  return {
    ...defaultSettings,
    ...(given.cloud && { cloud: given.cloud }),
    ...(given.region && { region: plain(given.region) }),
    ...(given.asOf && { asOf: given.asOf }),
    ...(given.profile && { profile: given.profile }),
    ...(given.baseline && { baseline: given.baseline }),
    ...(given.serviceTags && { serviceTags: given.serviceTags }),
    ...(given.showUnclear === undefined ? {} : { showUnclear: given.showUnclear }),
    features: mapOf(given.features),
    severities: mapOf(given.severities),
    overrides: (given.overrides ?? []).flatMap((one) => (one ? [{ files: one.files, severities: mapOf(one.severities) }] : [])),
    suppressions: given.suppressions ?? [],
    environments: (given.environments ?? []).map(({ deployments, region, cloud, name }) => ({
      name,
      deployments: deployments.map(({ template, parameters }) => ({ template, parameters: parameters ?? [] })),
      ...(cloud && { cloud }),
      ...(region && { region: plain(region) }),
    })),
    exclude: given.exclude ?? [],
  };
}

function mapOf<Value>(given: { readonly [name: string]: Value | undefined } | undefined): ReadonlyMap<string, Value> {
  return new Map(Object.entries(given ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function plain(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}

function pathOf(issue: Issue): readonly Step[] {
  return (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
}

/** The smallest part that can be left out without changing what the rest means. */
function unitOf(path: readonly Step[]): readonly Step[] {
  const [first, second, third] = path;
  if (first === "overrides" && third === "severities" && path.length > 3) return path.slice(0, 4);
  const inside = ["features", "severities", "overrides", "suppressions", "environments", "exclude", "serviceTags"].includes(String(first));
  return inside && second !== undefined ? path.slice(0, 2) : path.slice(0, 1);
}

interface Found {
  readonly issue: Issue;
  /** In the file, whatever was left out before. */
  readonly path: readonly Step[];
}

/** What is left when every entry with an issue is left out, and the first issue of each place. */
function whatHolds(value: unknown): { readonly output: Shape; readonly issues: readonly Found[] } {
  const found = new Map<string, Found>();
  const shifts = createShifts(value);
  // An object tells only its first unknown name; `alike` adds the others, so few turns are enough.
  for (let turn = 0; turn < 50; turn += 1) {
    const result = v.safeParse(shape, value);
    if (result.success) return { output: result.output, issues: [...found.values()] };
    const issues = (result.issues as readonly Issue[]).flatMap((issue) => alike(value, issue).map((path) => ({ issue, path })));
    for (const { issue, path } of issues) {
      const original = shifts.original(path);
      const key = JSON.stringify(original);
      if (!found.has(key)) found.set(key, { issue, path: original });
    }
    const units = new Map(issues.map(({ path }) => [JSON.stringify(unitOf(path)), unitOf(path)]));
    const deepestLast = [...units.values()].sort((a, b) => b.length - a.length || Number(b.at(-1)) - Number(a.at(-1)));
    for (const unit of deepestLast) {
      remove(value, unit);
      shifts.removed(unit);
    }
  }
  return { output: {}, issues: [...found.values()] };
}

/** Keeps which item of the file each item of a shortened list was. */
function createShifts(value: unknown) {
  const lists = new Map(
    Object.entries(value ?? {}).flatMap(([name, list]) => (Array.isArray(list) ? [[name, list.map((_, index) => index)]] : [])),
  );
  return {
    original(path: readonly Step[]): readonly Step[] {
      const [name, index, ...rest] = path;
      const kept = typeof index === "number" ? lists.get(String(name))?.[index] : undefined;
      return kept === undefined || name === undefined ? path : [name, kept, ...rest];
    },
    removed(unit: readonly Step[]): void {
      const [name, index] = unit;
      if (unit.length === 2 && typeof index === "number") lists.get(String(name))?.splice(index, 1);
    },
  };
}

/** Paths of the issue: of an unknown name all unknown names beside it. */
function alike(value: unknown, issue: Issue): readonly (readonly Step[])[] {
  const path = pathOf(issue);
  if (issue.type !== "strict_object" || issue.expected !== "never") return [path];
  const around = path.slice(0, -1);
  const known = new Set(namesAt(path));
  const object = around.reduce<unknown>((here, step) => (here as Record<Step, unknown>)[step], value);
  const unknown = Object.keys(object ?? {}).filter((name) => !known.has(name));
  return unknown.map((name) => [...around, name]);
}

function remove(value: unknown, unit: readonly Step[]): void {
  let here = value;
  for (const step of unit.slice(0, -1)) here = (here as Record<Step, unknown>)[step];
  const last = unit.at(-1);
  if (last === undefined || typeof here !== "object" || here === null) return;
  if (Array.isArray(here)) here.splice(Number(last), 1);
  else delete (here as Record<Step, unknown>)[last];
}

/** Names that may stand beside the last one of a path. */
function namesAt(path: readonly Step[]): readonly string[] {
  const [first, , third] = path;
  if (path.length === 1) return Object.keys(shape.entries);
  if (first === "features" || first === "severities") return namesIn(first);
  if (first === "overrides") return third === "severities" && path.length > 3 ? namesIn("severities") : ["files", "severities"];
  if (first === "suppressions") return ["rule", "file", "subject", "value", "reason", "until"];
  return path.length > 3 ? ["template", "parameters"] : ["name", "deployments", "cloud", "region"];
}

function namesIn(first: "features" | "severities"): readonly string[] {
  return first === "features" ? features.map(({ name }) => name) : rules.map(({ id }) => id);
}

/** Own properties only, whatever they are called. */
function plainValue(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(plainValue);
  if (node.type !== "object") return node.value;
  const entries = (node.children ?? []).flatMap(({ children }) => {
    const [name, value] = children ?? [];
    return name && value ? [[String(name.value), plainValue(value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function placeOf(tree: Node, path: readonly Step[], issue: Issue): { readonly start: number; readonly end: number } {
  const node = findNodeAtLocation(tree, [...path]);
  if (node) return spanOf(issue.expected === "never" ? (node.parent?.children?.[0] ?? node) : node);
  const around = findNodeAtLocation(tree, path.slice(0, -1)) ?? tree;
  return { start: around.offset, end: around.offset + 1 };
}

/** A name that stands twice: the last one counts, and nobody sees why the first does not. */
function repeated(tree: Node, uri: string): readonly Problem[] {
  const seen = new Set<unknown>();
  return (tree.children ?? []).flatMap((property) => {
    const name = property.children?.[0];
    if (!name) return [];
    const again = seen.has(name.value);
    seen.add(name.value);
    if (!again) return [];
    return [{ uri, ...spanOf(name), message: `'${name.value}' stands here a second time, and only this one counts. Put both into one.` }];
  });
}

function spanOf(node: Node): { readonly start: number; readonly end: number } {
  return { start: node.offset, end: node.offset + node.length };
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.start - b.start || a.end - b.end);
}
