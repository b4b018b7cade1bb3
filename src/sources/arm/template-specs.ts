// Template specs: templates that are kept in Azure and named by an id. One that this template or another in its folder declares, or that
// Bicep has restored, is read.
import { idOf } from "../../model/ids.ts";
import { type Address, scalar, type Value } from "../../model/value.ts";
import { type Document, documentOf } from "./document.ts";
import { at, itemsOf, type Json, membersOf, stringAt } from "./json.ts";
import { nameKey } from "./lookup.ts";
import { type Named, namedBy } from "./names.ts";
import { originOf, type Program } from "./program.ts";

/** The template of a file: the file itself, or what a template spec, as Bicep keeps it, holds. */
export function templateIn(root: Json): Json {
  return at(at(root, "properties"), "mainTemplate") ?? root;
}

/** A template that the spec brings along, by the path that its main template links it by. */
export function broughtAlong(program: Program, path: string): Json | undefined {
  const all = itemsOf(at(program.spec ?? at(program.document.root, "properties"), "linkedTemplates"));
  return at(
    all.find((one) => stringAt(one, "path")?.toLowerCase() === path.toLowerCase()),
    "template",
  );
}

/** The properties of a spec's version that this template declares. */
export function declaredSpec(program: Program, id: Value): Json | undefined {
  if (id.kind !== "reference" || id.path.length > 0) return undefined;
  const { to } = id;
  const found = to.by === "key" ? program.instances.get(to.key) : program.byName.get(nameKey(to.type, to.names) ?? "");
  return found && at(found.node, "properties");
}

export interface Found {
  readonly uri: string;
  readonly document: Document;
  readonly properties: Json;
}

/** A spec's version that another file of the folder declares, its names written out. */
export function neighboursSpec(program: Program, id: Value): Found | "wanted" | undefined {
  const to = addressOf(id);
  const key = to?.by === "id" && /^microsoft\.resources\/templatespecs\/versions$/i.test(to.type) ? nameKey(to.type, to.names) : undefined;
  if (key === undefined) return undefined;
  const { host } = program.shared;
  const listed = host.list(program.uri.slice(0, program.uri.lastIndexOf("/") + 1));
  if (listed === "wanted") return listed;
  for (const uri of listed === "missing" ? [] : listed) {
    const source = /\.jsonc?$/i.test(uri) && uri !== program.uri ? host.read(uri) : "missing";
    if (source === "wanted") return source;
    if (source === "missing" || !/templatespecs/i.test(source.text)) continue;
    const document = documentOf(source);
    const version = versionIn(program, at(document.root, "resources"), key);
    const properties = at(version, "properties");
    if (properties) return { uri, document, properties };
  }
  return undefined;
}

function addressOf(id: Value): Address | undefined {
  if (id.kind === "reference") return id.path.length === 0 ? id.to : undefined;
  const found = idOf(id);
  return found?.below.length === 0 ? found.to : undefined;
}

/** The resource of a key among resources and their children; `above`: what they stand in. */
function versionIn(program: Program, resources: Json | undefined, key: string, above?: Named): Json | undefined {
  for (const node of [...itemsOf(resources), ...membersOf(resources).map(({ value }) => value)]) {
    const [type, name] = [stringAt(node, "type"), stringAt(node, "name")];
    if (type === undefined || name === undefined || !/templatespecs|^versions$/i.test(type)) continue;
    const named = namedBy(type, scalar(name, originOf(program, node)), above);
    const found = nameKey(named.type, named.names) === key ? node : versionIn(program, at(node, "resources"), key, named);
    if (found) return found;
  }
  return undefined;
}

/** Where Bicep keeps the version of a spec of which the whole id is known. */
export function restoredSpec(id: Value): string | undefined {
  const parts = id.kind === "scalar" ? spelt.exec(`${id.value}`)?.slice(1) : id.kind === "reference" ? partsOf(id.to) : undefined;
  if (!parts?.every((part) => /^[\w.() -]+$/.test(part) && part !== "..")) return undefined;
  return `bicep-cache:///ts/${parts.join("/")}/main.json`.toLowerCase();
}

const spelt =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Resources\/templateSpecs\/([^/]+)\/versions\/([^/]+)$/i;

function partsOf(to: (Value & { kind: "reference" })["to"]): readonly string[] | undefined {
  if (to.by === "key" || to.type.toLowerCase() !== "microsoft.resources/templatespecs/versions") return undefined;
  return [to.subscription, to.resourceGroup, ...to.names].map((part) => (part?.kind === "scalar" ? `${part.value}` : ""));
}
