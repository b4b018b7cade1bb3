// Template specs: templates that are kept in Azure and named by an id. One that this template declares, or that Bicep has restored, is read.
import type { Value } from "../../model/value.ts";
import { at, itemsOf, type Json, stringAt } from "./json.ts";
import { nameKey } from "./lookup.ts";
import type { Program } from "./program.ts";

/** The template of a file: the file itself, or what a template spec, as Bicep keeps it, holds. */
export function templateIn(root: Json): Json {
  return at(at(root, "properties"), "mainTemplate") ?? root;
}

/** A template that the spec brings along, by the path that its main template links it by. */
export function broughtAlong(program: Program, path: string): Json | undefined {
  const all = itemsOf(at(at(program.document.root, "properties"), "linkedTemplates"));
  return at(
    all.find((one) => stringAt(one, "path")?.toLowerCase() === path.toLowerCase()),
    "template",
  );
}

/** What stands for the template of a spec's version that this template declares: an object, or an expression. */
export function declaredSpec(program: Program, id: Value): Json | undefined {
  if (id.kind !== "reference" || id.path.length > 0) return undefined;
  const { to } = id;
  const found = to.by === "key" ? program.instances.get(to.key) : program.byName.get(nameKey(to.type, to.names) ?? "");
  return found && at(at(found.node, "properties"), "mainTemplate");
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
