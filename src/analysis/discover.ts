// Which deployments a set of files holds: an entry template with one set of parameters each.
import type { Language } from "../model/declaration.ts";
import type { Entry, Outline, Reader } from "../model/reader.ts";

/** A file with its reader and what that told of it. */
export interface Outlined {
  readonly uri: string;
  readonly reader: Reader;
  readonly outline: Outline;
}

/** An entry and the language that reads it. */
export interface Planned {
  readonly language: Language;
  readonly reader: Reader;
  readonly entry: Entry;
}

/** The deployments of these files, in order of their URIs. */
export function discover(files: readonly Outlined[]): readonly Planned[] {
  const units = unitsOf(files);
  const folders = templatesByFolder(units);
  const used = new Set(files.flatMap((file) => file.outline.uses.filter((use) => use !== unitOf(file))));
  const sets = parameterSets(files, units, folders);
  const planned: Planned[] = [];
  const sorted = [...units].sort(([a], [b]) => (a < b ? -1 : 1));
  const uris = sorted.map(([uri]) => uri);
  const circular = firstOfCircles(uris, files, (uri) => !used.has(uri) || sets.has(uri));
  for (const [uri, unit] of sorted) {
    const given = sets.get(uri) ?? { base: [], variants: [] };
    const named = given.base.length + given.variants.length > 0;
    if (used.has(uri) && !named && !circular.has(uri)) continue;
    if (unit.compiled && hasBicepBeside(uri, folders) && !given.explicit) continue;
    const variants = given.variants.map((variant) => [...given.base, variant]);
    const all = given.base.length || variants.length === 0 ? [given.base, ...variants] : variants;
    for (const parameters of all)
      planned.push({ language: unit.reader.language, reader: unit.reader, entry: { uri, parameters, prefix: "" } });
  }
  return planned;
}

/** Of units that use each other in a circle, and that no entry leads to, the first: none is passed over in silence. */
function firstOfCircles(units: readonly string[], files: readonly Outlined[], isEntry: (uri: string) => boolean): ReadonlySet<string> {
  const uses = Map.groupBy(files, unitOf);
  const reached = new Set<string>();
  const follow = (start: string): void => {
    const waiting = [start];
    for (let uri = waiting.pop(); uri !== undefined; uri = waiting.pop()) {
      if (reached.has(uri)) continue;
      reached.add(uri);
      waiting.push(...(uses.get(uri) ?? []).flatMap(({ outline }) => outline.uses));
    }
  };
  for (const uri of units) if (isEntry(uri)) follow(uri);
  const first = new Set<string>();
  for (const uri of units) {
    if (reached.has(uri)) continue;
    first.add(uri);
    follow(uri);
  }
  return first;
}

interface Unit {
  readonly reader: Reader;
  readonly declares: ReadonlySet<string>;
  readonly compiled: boolean;
}

interface ParameterSet {
  readonly base: string[];
  readonly variants: string[];
  /** Some parameters file names this template itself. */
  explicit?: boolean;
}

/** The unit of a file: the file itself, for Terraform its folder. */
export function unitOf(file: Outlined): string {
  return file.reader.language === "terraform" && !file.outline.alone ? folderOf(file.uri) : file.uri;
}

function unitsOf(files: readonly Outlined[]): ReadonlyMap<string, Unit> {
  const units = new Map<string, { reader: Reader; declares: Set<string>; compiled: boolean }>();
  for (const file of files) {
    if (file.outline.role !== "template") continue;
    const uri = unitOf(file);
    const unit = units.get(uri) ?? { reader: file.reader, declares: new Set<string>(), compiled: file.outline.compiled === true };
    for (const name of file.outline.parameters) unit.declares.add(name.toLowerCase());
    units.set(uri, unit);
  }
  for (const { reader, outline } of files) {
    const { template } = outline;
    // What a parameters file names and nobody gave is asked for like a module: it is read, or it is said why not.
    if (template === undefined || units.has(template) || !/^file:.*\.bicep$/i.test(template)) continue;
    units.set(template, { reader, declares: new Set(), compiled: false });
  }
  return units;
}

/** Files that are templates by themselves, by the folder that they lie in. */
type Folders = ReadonlyMap<string, readonly string[]>;

function templatesByFolder(units: ReadonlyMap<string, Unit>): Folders {
  return Map.groupBy(
    [...units.keys()].filter((uri) => !uri.endsWith("/")),
    folderOf,
  );
}

function parameterSets(files: readonly Outlined[], units: ReadonlyMap<string, Unit>, folders: Folders): ReadonlyMap<string, ParameterSet> {
  const sets = new Map<string, ParameterSet>();
  for (const file of [...files].sort((a, b) => (a.uri < b.uri ? -1 : 1))) {
    if (file.outline.role !== "parameters") continue;
    const target = file.reader.language === "terraform" ? terraformTarget(file, units) : templateTarget(file, units, folders);
    if (!target) continue;
    const set = sets.get(target) ?? { base: [], variants: [] };
    sets.set(target, set);
    const base = file.reader.language === "terraform" && isBase(file.uri) && folderOf(file.uri) === target;
    (base ? set.base : set.variants).push(file.uri);
    if (file.outline.template === target) set.explicit = true;
  }
  for (const set of sets.values()) set.base.sort(terraformOrder);
  return sets;
}

function templateTarget(file: Outlined, units: ReadonlyMap<string, Unit>, folders: Folders): string | undefined {
  if (file.outline.template !== undefined) return units.has(file.outline.template) ? file.outline.template : undefined;
  const stem = nameOf(file.uri)
    .toLowerCase()
    .replace(/\.jsonc?$/, "");
  const beside = folders.get(folderOf(file.uri)) ?? [];
  const bicepFirst = [...beside].sort((a, b) => Number(b.endsWith(".bicep")) - Number(a.endsWith(".bicep")) || (a < b ? -1 : 1));
  const byName = bicepFirst.find((uri) => stem === stemOf(uri) || stem.startsWith(`${stemOf(uri)}.`));
  const chosen = byName ?? bicepFirst.find((uri) => takesAll(units.get(uri), file.outline.parameters));
  if (!chosen || !units.get(chosen)?.compiled) return chosen;
  return bicepFirst.find((uri) => uri.endsWith(".bicep") && takesAll(units.get(uri), file.outline.parameters)) ?? chosen;
}

function takesAll(unit: Unit | undefined, names: readonly string[]): boolean {
  return unit !== undefined && names.length > 0 && names.every((name) => unit.declares.has(name.toLowerCase()));
}

/** The folder itself, or the nearest above it that holds configuration (`env/prod.tfvars`). */
function terraformTarget(file: Outlined, units: ReadonlyMap<string, Unit>): string | undefined {
  for (let folder = folderOf(file.uri), depth = 0; depth < 4; folder = folderOf(folder.slice(0, -1)), depth += 1) {
    if (units.has(folder)) return folder;
  }
  return undefined;
}

function isBase(uri: string): boolean {
  const name = nameOf(uri);
  return /^terraform\.tfvars(\.json)?$/.test(name) || /\.auto\.tfvars(\.json)?$/.test(name);
}

/** `terraform.tfvars`, then `terraform.tfvars.json`, then `*.auto.tfvars` by name. */
function terraformOrder(a: string, b: string): number {
  const rank = (uri: string) => ["terraform.tfvars", "terraform.tfvars.json"].indexOf(nameOf(uri)) >>> 0;
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function hasBicepBeside(uri: string, folders: Folders): boolean {
  return (folders.get(folderOf(uri)) ?? []).some((other) => other.endsWith(".bicep"));
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}

function stemOf(uri: string): string {
  return nameOf(uri)
    .toLowerCase()
    .replace(/\.(bicep|jsonc?)$/, "");
}
