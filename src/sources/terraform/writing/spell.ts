// Drafts as expressions of Terraform.

import type { Resource } from "../../../model/graph.ts";
import type { Draft } from "../../../model/repair.ts";
import { isRecord } from "../azurerm/codecs.ts";
import { attributeOf } from "../syntax/tree.ts";
import { barrier, foldersOf, passed } from "./across.ts";
import { blockAt, fileNow, folderOf, headerOf, modulePrefix, placeOf } from "./desk.ts";
import { type Cannot, type Here, isCannot, isRaw, quoted, type Raw } from "./here.ts";
import { addressOf, spellReference } from "./refer.ts";
import { addVariable, declareVariable, filesOf, hasVariable, snake } from "./variable.ts";

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
  if (isCannot(initial)) return initial;
  return (initial === undefined ? fromRoot(here, parameter) : undefined) ?? addVariable(here, parameter, initial);
}

/** What nobody knows is asked of the root module, whose variables a person gives, and handed down from there. */
function fromRoot(here: Here, parameter: Extract<Draft, { $parameter: string }>): string | Cannot | undefined {
  const { desk, beside, place } = here;
  const [root] = foldersOf(beside);
  const name = snake(parameter.$parameter);
  if (beside.calls.length === 0 || root === undefined || barrier(here) || hasVariable(desk, folderOf(place.uri), name)) return undefined;
  const traits = { description: parameter.description, type: "string", secure: parameter.secure === true };
  if (!hasVariable(desk, root, name)) {
    if (declareVariable(desk, root, name, traits)) return undefined;
    desk.added.add(name);
  }
  return passed({ code: `var.${name}`, label: name, ...traits }, here);
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

/** A name from the short role and the name of what it is for: by its text where that says all, or must not be read from there. */
function spellName(role: string, here: Here): string {
  const { beside, desk, place } = here;
  const address = addressOf(beside);
  if (beside.inline || typeof address !== "string" || /^(azapi|module\.)/.test(address)) return nameByValue(role, beside);
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

function declaresClient({ desk, place }: Here): boolean {
  return filesOf(desk, folderOf(place.uri), place.uri).some((uri) =>
    fileNow(desk, uri)?.blocks.some((block) => headerOf(block) === "data azurerm_client_config current"),
  );
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
