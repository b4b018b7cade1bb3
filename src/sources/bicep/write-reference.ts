// What a new line of a file calls things: resources of other modules, parameters, the deployment's own location.
import type { Resource } from "../../model/graph.ts";

import type { Path } from "../../model/value.ts";
import { callsOf, type Desk, type Fresh, filesOf, isHidden, modulesOf, type Place, placeOf, sheetAt, symbolOf, syntaxNow } from "./desk.ts";
import { declaredAt, statementsOf } from "./find.ts";
import { insertMember } from "./insert.ts";
import { memberOf } from "./names.ts";
import { print, type Ready } from "./print.ts";
import { quote } from "./scan-string.ts";
import { edit, type Sheet } from "./sheet.ts";
import { freshSymbol, styleOf, symbolsIn } from "./style.ts";
import type { ModuleStatement } from "./syntax.ts";

export type Code = string | { readonly cannot: string };

/** The id of a resource, or a property of it, as text for the file of `beside`. */
export function referenceTo(desk: Desk, beside: Resource, key: string, path: Path, child: readonly string[]): Code {
  const fresh = desk.fresh.get(key);
  if (fresh && isTogether(fresh.beside, beside)) return spell(symbolNow(desk, fresh), path, child);
  if (fresh) return throughModules(desk, beside, asResource(fresh), path, child);
  if (desk.each?.key === key) return spell(`${desk.each.symbol}[${desk.each.index}]`, path, child);
  const target = desk.site.resource(key);
  if (!target) return { cannot: "What this fix refers to is not declared here." };
  if (target.inline && target.parent && path.length === 0) {
    const name = target.names.at(-1);
    const segment = target.type.split("/").at(-1) ?? "";
    if (name?.kind !== "scalar") return { cannot: `The name of '${target.type}' is not known, so it cannot be referred to.` };
    return referenceTo(desk, beside, target.parent.key, [], [segment, String(name.value), ...child]);
  }
  if (target.repeated || target.language !== "bicep")
    return { cannot: "What this fix refers to is declared in a loop or in another language." };
  if (isTogether(target, beside)) return spellOf(target, path, child);
  return throughModules(desk, beside, target, path, child);
}

/** What an added resource is called where one writes now: in a loop, that of the same turn. */
export function symbolNow({ each }: Desk, fresh: Fresh): string {
  return fresh.each && each ? `${fresh.symbol}[${each.index}]` : fresh.symbol;
}

/** Whether two resources are written in the same template of the same module. */
export function isTogether(a: Resource, b: Resource): boolean {
  return modulesOf(a).join("/") === modulesOf(b).join("/");
}

/** A resource that was added, as far as references to it ask. */
function asResource({ beside, symbol }: Fresh): Resource {
  return { ...beside, key: [...modulesOf(beside), symbol].join("/"), calls: callsOf(beside) };
}

/** A property of the resource as its own file spells it. */
function spellOf(target: Resource, path: Path, child: readonly string[]): Code {
  if (!isHidden(target)) return spell(symbolOf(target), path, child);
  const output = path.length === 0 || path[0] === "id" ? "resourceId" : path.length === 1 && path[0] === "name" ? "name" : undefined;
  if (output === undefined || !target.key.endsWith("/main"))
    return { cannot: "What this fix refers to stands in a module that is not restored." };
  return spell(symbolOf(target), ["outputs", output], child);
}

function spell(symbol: string, path: Path, child: readonly string[]): string {
  const steps = path.length === 0 ? ["id"] : path;
  const base = symbol + steps.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return child.length === 0 ? base : `'\${${base}}/${child.join("/")}'`;
}

/** An output up to the template that calls both, and a parameter down to this file. */
function throughModules(desk: Desk, beside: Resource, target: Resource, path: Path, child: readonly string[]): Code {
  const up = modulesOf(target);
  const down = modulesOf(beside);
  let common = 0;
  while (common < up.length && common < down.length && up[common] === down[common]) common++;
  const upFiles = filesOf(target);
  const label = freshLabel(symbolOf(target), path, child);
  const own = spellOf(target, path, child);
  if (typeof own !== "string") return own;
  let code = own;
  for (let depth = up.length; depth > common; depth--) {
    const output = addOutput(desk, upFiles[depth] ?? "", label, code);
    if (typeof output !== "string") return output;
    code = `${up[depth - 1]}.outputs.${output}`;
  }
  return passDown(desk, beside, common, label, code, `${called(path)} of ${symbolOf(target)}.`);
}

/** What of a resource is handed on, for people. */
function called(path: Path): string {
  const last = String(path.at(-1) ?? "id");
  const words = last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/\buri\b/, "URI");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `cmkKey-uri` for `cmkKey.properties.keyUri`: what the symbol says already is not said twice. */
function freshLabel(symbol: string, path: Path, child: readonly string[]): string {
  const own = symbol.split("::").at(-1) ?? symbol;
  const steps = path.length === 0 ? [...child.slice(1), "id"] : path.filter((step) => step !== "properties").map(String);
  const last = /(?:[A-Z]|(?<![a-z0-9]))[a-z0-9]+$/.exec(own)?.[0].toLowerCase() ?? "";
  const [first = "", ...rest] = steps;
  const shorter = last !== "" && first.toLowerCase().startsWith(last) && /^[A-Z]/.test(first.slice(last.length));
  return [own, shorter ? first.slice(last.length) : first, ...rest].join("-");
}

/** The name of an output with this value; an output that has it already is used. */
function addOutput(desk: Desk, uri: string, label: string, code: string): Code {
  const sheet = sheetAt(desk, uri);
  if (!sheet) return { cannot: "A module's file is not at hand." };
  const syntax = syntaxNow(sheet);
  for (const one of syntax.statements)
    if (one.kind === "output" && sheet.text.slice(one.value.start, one.value.end) === code) return one.name.name;
  const outputs = new Set(syntax.statements.flatMap((one) => (one.kind === "output" ? [one.name.name] : [])));
  const name = freshSymbol(label, outputs, "shared");
  const { eol } = styleOf(sheet.text);
  const gap = sheet.text.endsWith("\n") || sheet.text === "" ? "" : eol;
  const last = syntax.statements.at(-1);
  const end = sheet.text.length;
  edit(sheet, end, end, `${gap}${last?.kind === "output" ? "" : eol}output ${name} string = ${code}${eol}`);
  return name;
}

/** Hands a value of the template at `depth` down to the file of `beside`; gives what it is called there. */
function passDown(desk: Desk, beside: Resource, depth: number, label: string, value: string, description: string): Code {
  const files = filesOf(beside);
  let code = value;
  const calls = callsOf(beside);
  for (let level = depth; level < calls.length; level++) {
    const call = calls[level];
    const place = call && placeOf(desk, call);
    const statement = place && declaredAt(syntaxNow(place.sheet), place.start);
    const callee = sheetAt(desk, files[level + 1] ?? "");
    if (!place || statement?.kind !== "module" || !callee) return { cannot: "A module's call is not at hand." };
    if (calledElsewhere(desk, beside, level))
      return { cannot: "This module is called from several places, and each would have to give another value." };
    if (leadsTo(place.sheet, code, statement.name.name)) return { cannot: circular };
    const given = argumentWith(place, statement, code);
    const name = given ?? addParameter(callee, label, description, {});
    if (given === undefined) giveArgument(place, name, code);
    code = name;
  }
  return code;
}

/** Refused because a module would need what comes after it. */
export const circular = "The module that this would be written in is needed by what it refers to.";

/** Whether an expression of a file needs a statement of it, by whatever it names on the way. */
function leadsTo(sheet: Sheet, code: string, wanted: string): boolean {
  const texts = new Map(
    syntaxNow(sheet).statements.flatMap((one) =>
      "name" in one ? [[one.name.name, sheet.text.slice(one.name.end, one.end)] as const] : [],
    ),
  );
  const seen = new Set<string>();
  const open = [code];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const [name] of text.matchAll(/\b[A-Za-z_]\w*/g)) {
      const named = texts.get(name);
      if (named === undefined || seen.has(name)) continue;
      if (name === wanted) return true;
      seen.add(name);
      open.push(named);
    }
  }
  return false;
}

function calledElsewhere(desk: Desk, beside: Resource, level: number): boolean {
  const files = filesOf(beside);
  const call = callsOf(beside)[level];
  return desk.site.resources.some((other) => {
    if (filesOf(other)[level + 1] !== files[level + 1] || other.calls.length <= level) return false;
    const theirs = other.calls[level];
    return theirs?.from === "file" && call?.from === "file" && (theirs.start !== call.start || theirs.uri !== call.uri);
  });
}

function argumentWith(place: Place, statement: ModuleStatement, code: string): string | undefined {
  const params = memberOf(statement.body.object, "params");
  if (params?.kind !== "object") return undefined;
  for (const member of params.members)
    if (
      member.kind === "property" &&
      member.name.kind === "literal" &&
      place.sheet.text.slice(member.value.start, member.value.end) === code
    )
      return String(member.name.value);
  return undefined;
}

function giveArgument(place: Place, name: string, code: string): void {
  const { sheet } = place;
  const style = styleOf(sheet.text);
  const statement = declaredAt(syntaxNow(sheet), place.start);
  if (!statement) return;
  const params = memberOf(statement.body.object, "params");
  const value: Ready = { code };
  if (params?.kind === "object") insertMember(sheet, params, name, value, style);
  else insertMember(sheet, statement.body.object, "params", { members: [[name, value]] }, style);
}

interface ParameterTraits {
  readonly secure?: boolean;
  readonly default?: Ready;
}

/** Adds a parameter after those of the file; gives its name. */
function addParameter(sheet: Sheet, label: string, description: string, traits: ParameterTraits): string {
  const syntax = syntaxNow(sheet);
  const name = freshSymbol(label, symbolsIn(syntax), "given");
  const style = styleOf(sheet.text);
  const lines = [
    `@description(${quote(description)})`,
    ...(traits.secure ? ["@secure()"] : []),
    `param ${name} string${traits.default === undefined ? "" : ` = ${print(traits.default, "", style)}`}`,
  ];
  const last = syntax.statements.filter((one) => one.kind === "param").at(-1) ?? syntax.statements.filter((one) => isHead(one.kind)).at(-1);
  if (last) {
    const at = lineEnd(sheet.text, last.end);
    edit(sheet, at, at, `${style.eol}${style.eol}${lines.join(style.eol)}`);
  } else edit(sheet, 0, 0, `${lines.join(style.eol)}${style.eol}${style.eol}`);
  return name;
}

function isHead(kind: string): boolean {
  return kind === "targetScope" || kind === "metadata" || kind === "extension" || kind === "import";
}

function lineEnd(text: string, from: number): number {
  const newline = text.slice(from).search(/[\r\n]/);
  return newline < 0 ? text.length : from + newline;
}

/** A parameter of the name, added here and in all templates that call this one when there is none. */
export function parameter(desk: Desk, beside: Resource, wanted: string, description: string, traits: ParameterTraits): Code {
  const files = filesOf(beside);
  const own = sheetAt(desk, files.at(-1) ?? "");
  if (!own) return { cannot: "The file is not at hand." };
  const known = statementsOf(syntaxNow(own)).some((one) => (one.kind === "param" || one.kind === "var") && one.name.name === wanted);
  if (known) return wanted;
  const entry = sheetAt(desk, files[0] ?? "");
  if (!entry || callsOf(beside).length === 0) {
    if (traits.default === undefined) desk.added.add(wanted);
    return addParameter(own, wanted, description, traits);
  }
  const atTop = statementsOf(syntaxNow(entry)).find((one) => one.kind === "param" && one.name.name === wanted);
  const name = atTop ? wanted : addParameter(entry, wanted, description, traits);
  if (!atTop && traits.default === undefined) desk.added.add(name);
  return passDown(desk, beside, 0, wanted, name, description);
}

/** The deployment's own location and ids; the file's parameter or variable `location`, else the neighbour's own. */
export function ofDeployment(desk: Desk, beside: Resource, sheet: Sheet, what: string): string {
  if (what === "tenantId") return "subscription().tenantId";
  if (what === "subscriptionId") return "subscription().subscriptionId";
  if (what === "resourceGroup") return "resourceGroup().name";
  const named = statementsOf(syntaxNow(sheet)).find(
    (one) => (one.kind === "param" || one.kind === "var") && one.name.name.toLowerCase() === "location",
  );
  return named && "name" in named ? named.name.name : (locationOf(desk, beside) ?? "resourceGroup().location");
}

/** What the neighbour says of where it is, unless it stands everywhere. */
function locationOf(desk: Desk, beside: Resource): string | undefined {
  const place = placeOf(desk, beside.at);
  const statement = place && declaredAt(syntaxNow(place.sheet), place.start);
  const location = statement?.kind === "resource" && !statement.body.loop ? memberOf(statement.body.object, "location") : undefined;
  const code = location && place?.sheet.text.slice(location.start, location.end);
  return code === undefined || /global/i.test(code) || code.includes("\n") ? undefined : code;
}
