// New resources, beside one that is there.
import { zoneByCloud } from "../../expression/zone-names.ts";
import { referredToBy } from "../../model/awaited.ts";
import type { Resource } from "../../model/graph.ts";
import type { Draft, NewResource } from "../../model/repair.ts";
import { callsOf, type Desk, filesOf, isHidden, modulesOf, placeOf, sheetAt, symbolOf, syntaxNow } from "./desk.ts";
import { declaredAt, topLevelAt } from "./find.ts";
import { insertItem, insertMember } from "./insert.ts";
import { memberOf } from "./names.ts";
import { isFailure, print, type Ready, ready } from "./print.ts";
import { quote } from "./scan-string.ts";
import { edit, type Sheet } from "./sheet.ts";
import { freshSymbol, styleOf, symbolsIn } from "./style.ts";
import { type Code, circular, isTogether, ofDeployment, parameter, referenceTo, symbolNow } from "./write-reference.ts";
import type { Refusal } from "./write-value.ts";

/** Writes resources after the declaration of `beside`, under its condition; in the template that calls its module where the module would need itself. */
export function addResources(desk: Desk, beside: Resource, resources: readonly NewResource[]): Refusal {
  const back = remember(desk);
  const refusal = addBeside(desk, beside, resources);
  const call = refusal === circular ? callOf(beside) : undefined;
  if (!call) return refusal;
  back();
  return addResources(desk, call, resources) === undefined ? undefined : refusal;
}

/** The call of a resource's module, as something to write beside. */
function callOf(beside: Resource): Resource | undefined {
  const call = callsOf(beside).at(-1);
  const modules = modulesOf(beside);
  return call && modules.length > 0 ? { ...beside, key: modules.join("/"), at: call, calls: callsOf(beside).slice(0, -1) } : undefined;
}

/** How to come back to the desk as it is now. */
function remember(desk: Desk): () => void {
  const sheets = [...desk.sheets].map(([uri, { pieces, text }]) => ({ uri, pieces, text }));
  const [added, fresh, alike] = [[...desk.added], [...desk.fresh], [...desk.alike]];
  return () => {
    desk.sheets.clear();
    for (const { uri, pieces, text } of sheets) {
      const sheet = sheetAt(desk, uri);
      if (sheet) Object.assign(sheet, { pieces, text });
    }
    for (const [kept, before] of [
      [desk.fresh, fresh],
      [desk.alike, alike],
    ] as const) {
      kept.clear();
      for (const [key, value] of before) kept.set(key, value);
    }
    desk.added.clear();
    for (const name of added) desk.added.add(name);
  };
}

function addBeside(desk: Desk, beside: Resource, resources: readonly NewResource[]): Refusal {
  const place = placeOf(desk, beside.at);
  const statement = place && declaredAt(syntaxNow(place.sheet), place.start);
  if (!place || !statement) return "The declaration to write beside is not at hand.";
  const { sheet } = place;
  const loop = statement.body.loop;
  const looped = beside.repeated !== undefined || symbolOf(beside).includes("[");
  if (looped && !loop) return "What this belongs to is declared in a loop; write it there.";
  const turns = loop && looped ? turnsOf(beside.key, resources) : new Set<string>();
  const added = register(desk, beside, sheet, statement.name.name, resources, turns);
  if (added.length === 0) return undefined;
  const given = statement.body.when ? sheet.text.slice(statement.body.when.start, statement.body.when.end) : undefined;
  const texts: string[] = [];
  for (const one of added) {
    const pointed = pointTo(desk, beside, sheet, one);
    if (isFailure(pointed)) return pointed.cannot;
    if (pointed !== undefined) texts.push(pointed);
    const index = loop?.index ?? "index";
    const isEach = turns.has(one.key);
    desk.each = isEach ? { key: beside.key, symbol: statement.name.name, index } : undefined;
    const each = loop && isEach ? `for (${loop.item}, ${index}) in ${sheet.text.slice(loop.over.start, loop.over.end)}: ` : undefined;
    // A condition that tells one item from another says nothing of what stands for all.
    const condition = isEach || !loop ? given : undefined;
    const text = spell(desk, beside, sheet, one, { condition, each });
    if (typeof text !== "string") return text.cannot;
    texts.push(text);
  }
  desk.each = undefined;
  // References may have added parameters above and outputs below: the place is looked for again.
  const again = placeOf(desk, beside.at);
  const top = again && topLevelAt(syntaxNow(sheet), again.start);
  if (!top) return "The declaration to write beside is not at hand.";
  const { eol } = styleOf(sheet.text);
  const newline = sheet.text.slice(top.end).search(/[\r\n]/);
  const at = newline < 0 ? sheet.text.length : top.end + newline;
  edit(sheet, at, at, texts.map((text) => eol + eol + text).join(""));
  return undefined;
}

/** Keys of those that are wanted for each item of a loop: what refers to its resource, directly or by another. */
function turnsOf(key: string, resources: readonly NewResource[]): ReadonlySet<string> {
  const turns = new Set([key]);
  for (let size = 0; size !== turns.size; ) {
    size = turns.size;
    for (const one of resources) if (referredToBy(one).some((other) => turns.has(other))) turns.add(one.key);
  }
  return turns;
}

/** Finds symbols for new resources; gives those that are not added already. `turns`: those that each item of a loop gets. */
function register(
  desk: Desk,
  beside: Resource,
  sheet: Sheet,
  prefix: string,
  resources: readonly NewResource[],
  turns: ReadonlySet<string>,
): readonly NewResource[] {
  const taken = new Set(symbolsIn(syntaxNow(sheet)));
  return resources.filter((one) => {
    const label = `${sheet.uri} ${JSON.stringify(one).replaceAll(JSON.stringify(beside.key), '"beside"')}`;
    const known = desk.alike.get(label);
    const place = known ?? { beside, symbol: freshSymbol(one.key, taken, prefix), each: turns.has(one.key) };
    taken.add(place.symbol);
    desk.fresh.set(one.key, place);
    desk.alike.set(label, place);
    return !known;
  });
}

interface Around {
  readonly condition: string | undefined;
  /** `for (name, index) in names: `. */
  readonly each: string | undefined;
}

function spell(desk: Desk, beside: Resource, sheet: Sheet, one: NewResource, { condition, each }: Around): Code {
  const style = styleOf(sheet.text);
  const resolve = (draft: { readonly [name: string]: unknown }): Code => answer(desk, beside, sheet, draft, desk.awaited.has(one.key));
  const name = zoneName(desk, beside, one) ?? ready(one.name, resolve);
  const properties = ready(one.body, resolve);
  const scope = one.scope === undefined ? undefined : ready(one.scope, resolve);
  if (isFailure(name)) return name;
  if (isFailure(properties)) return properties;
  if (isFailure(scope)) return scope;
  const parent = one.parent === undefined ? undefined : parentSymbol(desk, beside, one.parent);
  if (isFailure(parent)) return parent;
  const all: (readonly [string, Ready])[] = [
    ...(parent === undefined ? [] : [["parent", { code: parent }] as const]),
    ...(scope === undefined ? [] : [["scope", withoutId(scope)] as const]),
    ["name", name],
    ...(typeof properties === "object" && "members" in properties ? properties.members : []),
  ];
  const symbol = desk.fresh.get(one.key)?.symbol ?? one.key;
  const when = condition === undefined ? "" : `if (${condition}) `;
  const body = `${when}${print({ members: all }, "", style)}`;
  return `resource ${symbol} '${one.type}@${one.apiVersion}' = ${each === undefined ? body : `[${each}${body}]`}`;
}

/** A zone by the suffixes of its cloud, where the templates speak of the cloud that they are deployed to. */
function zoneName(desk: Desk, beside: Resource, { type, name }: NewResource): Ready | undefined {
  if (type !== "Microsoft.Network/privateDnsZones" || typeof name !== "string") return undefined;
  const byCloud = zoneByCloud(name);
  const speaks = byCloud && filesOf(beside).some((uri) => sheetAt(desk, uri)?.first.includes("environment()"));
  return speaks ? { code: `'${byCloud.before}\${${byCloud.code}}'` } : undefined;
}

/** The scope, where another module declares it, as something that exists; undefined where it can be named as it is. */
function pointTo(desk: Desk, beside: Resource, sheet: Sheet, { scope }: NewResource): Code | undefined {
  const key = typeof scope === "object" && "$ref" in scope ? scope.$ref : undefined;
  const target = typeof key === "string" && !desk.fresh.has(key) ? desk.site.resource(key) : undefined;
  if (!target || isTogether(target, beside)) return undefined;
  const name = referenceTo(desk, beside, target.key, ["name"], []);
  if (typeof name !== "string") return name;
  if (name.includes(".outputs.")) return { cannot: "The scope is declared in a module, so this is written there." };
  const own = symbolOf(target);
  const symbol = freshSymbol(own.split("::").at(-1) ?? own, symbolsIn(syntaxNow(sheet)), "given");
  desk.fresh.set(target.key, { symbol, beside });
  const body = print({ members: [["name", { code: name }]] }, "", styleOf(sheet.text));
  return `resource ${symbol} '${target.type}@${target.apiVersion ?? "2024-05-01"}' existing = ${body}`;
}

/** A scope is the resource itself. */
function withoutId(scope: Ready): Ready {
  return typeof scope === "object" && "code" in scope ? { code: scope.code.replace(/\.id$/, "") } : scope;
}

function parentSymbol(desk: Desk, beside: Resource, key: string): Code {
  const fresh = desk.fresh.get(key);
  if (fresh && isTogether(fresh.beside, beside)) return symbolNow(desk, fresh);
  const code = referenceTo(desk, beside, key, [], []);
  if (typeof code !== "string") return code;
  return code.endsWith(".id")
    ? code.slice(0, -".id".length)
    : { cannot: "The parent is declared in another file, so this is written there." };
}

/** `apart`: a name is not read from the neighbour. */
function answer(desk: Desk, beside: Resource, sheet: Sheet, draft: { readonly [name: string]: unknown }, apart = false): Code {
  const { $ref, $parameter, $name, $deployment, $unique } = draft;
  if (typeof $ref === "string") return referenceTo(desk, beside, $ref, pathOf(draft.path), namesOf(draft.child));
  if (typeof $name === "string") return nameFrom(desk, beside, sheet, $name, apart);
  if (Array.isArray($unique)) return guidOf(ready($unique, (inner) => answer(desk, beside, sheet, inner, apart)));
  if (typeof $deployment === "string") return ofDeployment(desk, beside, sheet, $deployment);
  if (typeof $parameter !== "string") return { cannot: "This cannot be written in Bicep." };
  const given = draft.default;
  const value = given === undefined ? undefined : ready(given as Draft, (inner) => answer(desk, beside, sheet, inner));
  if (isFailure(value)) return value;
  return parameter(desk, beside, $parameter, String(draft.description ?? ""), {
    ...(draft.secure === true && { secure: true }),
    ...(value !== undefined && { default: value }),
  });
}

function pathOf(path: unknown): readonly (string | number)[] {
  return Array.isArray(path) ? path.filter((step): step is string | number => typeof step === "string" || typeof step === "number") : [];
}

function namesOf(names: unknown): readonly string[] {
  return Array.isArray(names) ? names.map(String) : [];
}

/** The same GUID for the same parts. */
function guidOf(parts: ReturnType<typeof ready>): Code {
  if (isFailure(parts)) return parts;
  const codes = Array.isArray(parts) ? parts.map((part: Ready) => print(part, "", styleOf(""))) : [];
  return `guid(${codes.join(", ")})`;
}

/** `pe-blob` after the name of the resource it belongs to. */
function nameFrom(desk: Desk, beside: Resource, sheet: Sheet, role: string, apart: boolean): string {
  const place = placeOf(desk, beside.at);
  const statement = place && declaredAt(syntaxNow(sheet), place.start);
  if (!statement || role === "link" || role.endsWith("-link")) return quote(role);
  if (statement.body.loop && !desk.each) return quote(role);
  const name = apart ? memberOf(statement.body.object, "name") : undefined;
  const own = desk.each ? `${desk.each.symbol}[${desk.each.index}]` : symbolOf(beside);
  if (!name) return `'\${${own}.${isHidden(beside) ? "outputs.name" : "name"}}-${role}'`;
  const code = sheet.text.slice(name.start, name.end);
  return /^'(?!'')[^\n]*'$/.test(code) ? `${code.slice(0, -1)}-${role}'` : `'\${${code}}-${role}'`;
}

/** Has a resource wait for another of its file. In another module it waits already: what it refers to there is an output. */
export function waitFor(desk: Desk, resource: Resource, key: string): Refusal {
  const fresh = desk.fresh.get(key);
  const target = fresh ? fresh.beside : desk.site.resource(key);
  const place = placeOf(desk, resource.at);
  const statement = place && declaredAt(syntaxNow(place.sheet), place.start);
  if (!target || !statement || isHidden(resource) || !isTogether(target, resource)) return undefined;
  const symbol = fresh ? fresh.symbol : symbolOf(target);
  const { sheet } = place;
  const style = styleOf(sheet.text);
  const given = memberOf(statement.body.object, "dependsOn");
  if (given?.kind === "array") {
    if (!given.items.some((item) => sheet.text.slice(item.start, item.end) === symbol)) insertItem(sheet, given, { code: symbol }, style);
  } else if (!given) insertMember(sheet, statement.body.object, "dependsOn", [{ code: symbol }], style);
  return undefined;
}

/** What a draft asks, answered for the file of a resource that is only changed. */
export function readyFor(desk: Desk, resource: Resource, draft: Draft): Ready | { readonly cannot: string } {
  const place = placeOf(desk, resource.at);
  if (!place) return { cannot: "The declaration is not at hand." };
  return ready(draft, (asked) => answer(desk, resource, place.sheet, asked));
}
