// Drafts as expressions of Terraform.

import type { Resource } from "../../../model/graph.ts";
import { own } from "../../../model/own.ts";
import type { Draft } from "../../../model/repair.ts";
import { isRecord } from "../azurerm/codecs.ts";
import { azurerm } from "../azurerm/index.ts";
import { attributeOf } from "../syntax/tree.ts";
import { blockAt, folderOf, modulePrefix, placeOf } from "./desk.ts";
import { type Cannot, type Here, isCannot, isRaw, quoted, type Raw } from "./here.ts";
import { addVariable } from "./variable.ts";

/** A draft as an expression; lines after the first are indented by `indent`. */
export function spell(draft: Draft | Raw, here: Here, indent: string): string | Cannot {
  if (isRaw(draft)) return draft.$raw;
  if (typeof draft === "string") return quoted(draft);
  if (typeof draft === "number" || typeof draft === "boolean") return String(draft);
  if (isList(draft)) return spellList(draft, here, indent);
  if (isReference(draft)) return spellReference(draft, here);
  if (isParameter(draft)) return variable(here, draft);
  if ("$unique" in draft) return { cannot: "Terraform names what is called by a GUID by itself." };
  if ("$keyed" in draft) return spellKeyed(draft.$keyed as Draft, ("value" in draft ? draft.value : {}) as Draft, here, indent);
  if ("$name" in draft && typeof draft.$name === "string") return spellName(draft.$name, here);
  if ("$deployment" in draft && typeof draft.$deployment === "string") return spellDeployment(draft.$deployment as Deployment, here);
  return isRecord(draft) ? spellObject(draft, here, indent) : { cannot: "This value cannot be written." };
}

type Deployment = "location" | "tenantId" | "subscriptionId" | "resourceGroup";

function isReference(draft: Draft): draft is Extract<Draft, { $ref: string }> {
  return typeof draft === "object" && "$ref" in draft;
}

function isParameter(draft: Draft): draft is Extract<Draft, { $parameter: string }> {
  return typeof draft === "object" && "$parameter" in draft;
}

/** An object whose only key is an expression. */
function spellKeyed(key: Draft, value: Draft, here: Here, indent: string): string | Cannot {
  const [name, text] = [spell(key, here, indent), spell(value, here, `${indent}  `)];
  if (isCannot(name)) return name;
  return isCannot(text) ? text : `{\n${indent}  (${name}) = ${text}\n${indent}}`;
}

function isList(draft: Draft): draft is readonly Draft[] {
  return Array.isArray(draft);
}

function variable(here: Here, parameter: Extract<Draft, { $parameter: string }>): string | Cannot {
  const initial = parameter.default === undefined ? undefined : spell(parameter.default, here, "  ");
  return isCannot(initial) ? initial : addVariable(here, parameter, initial);
}

function spellList(items: readonly Draft[], here: Here, indent: string): string | Cannot {
  const spelt: string[] = [];
  const nested = items.some((item) => isRecord(item));
  for (const item of items) {
    const text = spell(item, here, nested ? `${indent}  ` : indent);
    if (isCannot(text)) return text;
    spelt.push(text);
  }
  return nested ? `[\n${spelt.map((text) => `${indent}  ${text},\n`).join("")}${indent}]` : `[${spelt.join(", ")}]`;
}

function spellObject(record: { readonly [name: string]: Draft }, here: Here, indent: string): string | Cannot {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const text = spell(value, here, `${indent}  `);
    if (isCannot(text)) return text;
    lines.push(`${indent}  ${/^[A-Za-z_][\w-]*$/.test(name) ? name : quoted(name)} = ${text}\n`);
  }
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}${indent}}`;
}

function spellReference(draft: Extract<Draft, { $ref: string }>, here: Here): string | Cannot {
  const { $ref: key, path = [], child = [] } = draft;
  const fresh = here.desk.fresh.get(key);
  const target = fresh ? undefined : here.desk.site.resource(key);
  if (!fresh && !target) return { cannot: "What this fix points at is not declared here." };
  if (fresh && modulePrefix(fresh.beside) !== modulePrefix(here.beside))
    return { cannot: "What this fix points at is added in another module." };
  if (target?.inline && target.parent) {
    const named = target.names.at(-1);
    const name = named?.kind === "scalar" ? String(named.value) : undefined;
    const segment = target.type.split("/").at(-1) ?? "";
    if (name === undefined || path.length > 0) return { cannot: "What this fix points at has no name that is known." };
    return spellReference({ $ref: target.parent.key, child: [segment, name, ...child] }, here);
  }
  const elsewhere = target && child.length === 0 && path.length === 0 ? idFromOtherModule(target, here) : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const address = fresh?.address ?? addressOf(target, here);
  if (isCannot(address)) return address;
  const below = child.length > 0 ? below_(here, target, child) : undefined;
  if (below) return below;
  const attribute = attributeFor(address, path);
  if (attribute === undefined) return { cannot: `There is no attribute for '${path.join(".")}' of '${address}'.` };
  return child.length > 0 ? `"\${${address}.id}/${child.join("/")}"` : `${address}.${attribute}`;
}

/** A child that is declared by itself: its own address rather than a path below its parent's. */
function below_(here: Here, target: Resource | undefined, child: readonly string[]): string | undefined {
  const [segment, name] = child;
  const found = here.desk.site.resources.find(
    (one) =>
      one.parent === target &&
      !one.inline &&
      one.type.toLowerCase().endsWith(`/${segment?.toLowerCase()}`) &&
      one.names.at(-1)?.kind === "scalar" &&
      JSON.stringify(one.names.at(-1)).includes(JSON.stringify(name)),
  );
  const address = found && child.length === 2 ? addressOf(found, here) : undefined;
  return typeof address === "string" ? `${address}.id` : undefined;
}

/** The resource's address as the module writes it that this is written in. */
function addressOf(target: Resource | undefined, here: Here): string | Cannot {
  if (!target) return { cannot: "What this fix points at is not declared here." };
  const prefix = modulePrefix(target);
  if (target.symbol === undefined) return { cannot: "What this fix points at has no address." };
  if (prefix === modulePrefix(here.beside)) {
    const suffix = target.key.slice(prefix.length + target.symbol.length);
    return suffix === "[*]" ? { cannot: "What this fix points at is declared any number of times." } : `${target.symbol}${suffix}`;
  }
  return { cannot: `'${target.symbol}' is declared in another module; pass its id on as a variable.` };
}

/** The id of a resource of another module: by an output of it, else by a variable that the callers have to give. */
function idFromOtherModule(target: Resource, here: Here): string | Cannot | undefined {
  const [from, to] = [modulePrefix(here.beside), modulePrefix(target)];
  if (from === to || target.symbol === undefined) return undefined;
  const call = to.startsWith(from) ? /^(module\.[^.[]+(?:\[[^\]]*\])?)\.$/.exec(to.slice(from.length))?.[1] : undefined;
  const output = call ? outputWithId(target, here) : undefined;
  if (call && output) return `${call}.${output}`;
  const label = target.symbol.split(".").at(-1) ?? "resource";
  const kind = target.type.split("/").at(-1) ?? "resource";
  return variable(here, { $parameter: `${kind}_${label}_id`, description: `Id of '${target.symbol}', which another module declares.` });
}

/** The name of an output of the target's module that gives its id. */
function outputWithId(target: Resource, here: Here): string | undefined {
  const uri = target.span.from === "file" ? target.span.uri : undefined;
  if (uri === undefined) return undefined;
  const files = new Set([uri, ...here.desk.site.list(folderOf(uri)).filter((one) => one.endsWith(".tf"))]);
  for (const one of files) {
    const source = here.desk.site.text(one);
    for (const block of source ? here.desk.readFile(source).blocks : []) {
      const value = block.type === "output" ? attributeOf(block, "value")?.value : undefined;
      const text = value && source?.text.slice(value.start, value.end);
      if (text === `${target.symbol}.id`) return block.labels[0]?.text;
      if (text === target.symbol) return `${block.labels[0]?.text}.id`;
    }
  }
  return undefined;
}

const attributes: { readonly [path: string]: string } = {
  "": "id",
  id: "id",
  name: "name",
  location: "location",
  "identity.principalid": "identity[0].principal_id",
  // What follows a key's rotation asks azurerm for the key without its version, and Azure for that with one.
  "properties.keyuriwithversion": "versionless_id",
};

function attributeFor(address: string, path: readonly (string | number)[]): string | undefined {
  const spelt = path.join(".").toLowerCase();
  const type = address.replace(/^data\./, "").split(".")[0] ?? "";
  const map = azurerm.get(type);
  const computed = Object.entries(map?.computed ?? {}).find(([, arm]) => arm.toLowerCase() === spelt)?.[0];
  if (computed) return computed.replace(/\.(\d+)\./g, "[$1].");
  const field = map?.fields.find((one) => one.kind === "value" && one.codec === "same" && one.path.join(".").toLowerCase() === spelt);
  // azapi gives what Azure adds to a body, unless it was told not to.
  const output = type.startsWith("azapi_") && spelt.startsWith("properties.") ? `output.${path.join(".")}` : undefined;
  return own(attributes, spelt) ?? field?.argument ?? output;
}

/** A name from the short role and the name of what it is for: by its text where that says all, or must not be read from there. */
function spellName(role: string, here: Here): string {
  const { beside, desk, place } = here;
  const address = addressOf(beside, here);
  if (beside.inline || typeof address !== "string" || address.startsWith("azapi")) return nameByValue(role, beside);
  const block = blockAt(desk, place);
  const name = block && attributeOf(block, "name")?.value;
  const text = name && desk.documents.get(place.uri)?.text.slice(name.start, name.end);
  if (text === undefined || /\b(each|count|self)\.|\n/.test(text)) return nameByValue(role, beside);
  if (/^"[^"$%]*"$/.test(text)) return `"${role}-${text.slice(1)}`;
  if (!here.apart) return `"${role}-\${${address}.name}"`;
  return /^"[^\n]*"$/.test(text) && name?.kind === "template" ? `"${role}-${text.slice(1)}` : `"${role}-\${${text}}"`;
}

function nameByValue(role: string, { names }: Resource): string {
  const name = names.at(-1);
  const known = name?.kind === "scalar" && typeof name.value === "string" && !name.value.includes(".");
  return quoted(known ? `${role}-${name.value}` : role);
}

function spellDeployment(what: Deployment, here: Here): string | Cannot {
  if (what === "location" || what === "resourceGroup") {
    const argument = what === "location" ? "location" : "resource_group_name";
    const text = argumentText(here, argument);
    return (
      text ??
      variable(here, {
        $parameter: argument,
        description: what === "location" ? "Region of the resources." : "Name of the resource group.",
      })
    );
  }
  const attribute = what === "tenantId" ? "tenant_id" : "subscription_id";
  const known = here.desk.site.resources.some((one) => one.symbol === "data.azurerm_client_config.current") || declaresClient(here);
  return known
    ? `data.azurerm_client_config.current.${attribute}`
    : variable(here, { $parameter: attribute, description: what === "tenantId" ? "Id of the tenant." : "Id of the subscription." });
}

function declaresClient(here: Here): boolean {
  const folder = folderOf(here.place.uri);
  const uris = new Set([here.place.uri, ...here.desk.site.list(folder).filter((uri) => uri.endsWith(".tf"))]);
  return [...uris].some((uri) => /data\s+"azurerm_client_config"\s+"current"/.test(here.desk.site.text(uri)?.text ?? ""));
}

/** An argument as the neighbour writes it, or any resource of the file. */
export function argumentText(here: Here, argument: string): string | undefined {
  const { desk, place } = here;
  const own = blockAt(desk, place);
  const others = desk.site.resources.filter((one) => modulePrefix(one) === modulePrefix(here.beside)).map((one) => placeOf(desk, one));
  for (const at of [place, ...others]) {
    const block = at === place ? own : at && blockAt(desk, at);
    const attribute = block && attributeOf(block, argument);
    const document = at && desk.documents.get(at.uri);
    if (attribute && document) {
      const text = document.text.slice(attribute.value.start, attribute.value.end);
      if (!/\b(each|count|self)\./.test(text)) return text;
    }
  }
  return undefined;
}
