// Drafts of ARM bodies as arguments and blocks of azurerm, by the table.
import { own } from "../../../model/own.ts";
import type { Draft } from "../../../model/repair.ts";
import { fromArm, isRecord } from "../azurerm/codecs.ts";
import { type BlockField, type Field, knownTo, type Major } from "../azurerm/table.ts";
import { type Cannot, type Here, isCannot, type Raw } from "./here.ts";
import { spell } from "./spell.ts";

/** Arguments that azurerm asks for and ARM does not know, by block. */
const required: { readonly [block: string]: { readonly [argument: string]: Draft } } = {
  private_service_connection: { is_manual_connection: false },
  network_acls: { default_action: "Deny", bypass: "AzureServices" },
  network_rules: { default_action: "Deny" },
};

/** Lines of a body, each with its indentation and line break. */
export function renderFields(
  fields: readonly Field[],
  draft: Draft,
  major: Major,
  here: Here,
  indent: string,
  block?: string,
): string | Cannot {
  const lines: string[] = [];
  const blocks: string[] = [];
  const given = new Set<string>();
  const spelt = new Set<string>();
  const written = new Set<Draft>();
  const keys = keyId(draft, here);
  if (isCannot(keys)) return keys;
  for (const field of fields) {
    if (!knownTo(field, major) || given.has(field.argument)) continue;
    if (field.kind === "value") {
      const key = field.codec === "keyName" ? keys : undefined;
      const place = field.path.join(".");
      if (spelt.has(place) || field.isRead) continue;
      const there = at(draft, field.path);
      const value: Draft | Raw | undefined = key ?? (there === undefined ? undefined : fromArm(field.codec, there));
      if (value === undefined) continue;
      const text = spell(value, here, indent);
      if (isCannot(text)) return text;
      lines.push(`${indent}${field.argument} = ${text}\n`);
      given.add(field.argument);
      for (const same of fields) if (same.argument === field.argument) spelt.add(same.path.join("."));
      continue;
    }
    const there = at(draft, field.path);
    const items = field.many
      ? Array.isArray(there)
        ? (there as readonly Draft[]).filter((item) => fits(field, item))
        : []
      : there === undefined
        ? []
        : [there];
    for (const item of items) {
      if (field.many && written.has(item)) continue; // an older block of the same meaning
      const text = renderBlock(field, item, major, here, indent);
      if (isCannot(text)) return text;
      if (text === "") continue;
      blocks.push(text);
      written.add(item);
    }
  }
  for (const [argument, value] of Object.entries(own(required, block ?? "") ?? {})) {
    if (!given.has(argument)) lines.push(`${indent}${argument} = ${JSON.stringify(value)}\n`);
  }
  return [...lines, ...blocks.map((text, index) => (index > 0 || lines.length > 0 ? `\n${text}` : text))].join("");
}

/** A whole block; empty when nothing of the draft is for it. */
export function renderBlock(field: BlockField, draft: Draft, major: Major, here: Here, indent: string): string | Cannot {
  if (field.argument === "") return renderFields(field.fields, draft, major, here, indent); // the resource itself is the item
  const body = renderFields(field.fields, draft, major, here, `${indent}  `, field.argument);
  if (isCannot(body)) return body;
  const own = renderFields(field.fields, draft, major, here, `${indent}  `);
  return own === "" ? "" : `${indent}${field.argument} {\n${body}${indent}}\n`;
}

/** Whether an item is of this block's kind: its constants hold, in it and in what it holds. */
export function fits(field: BlockField, item: Draft): boolean {
  for (const [path, constant] of Object.entries(field.constants ?? {})) {
    const there = at(item, path.split("."));
    if (there !== undefined && there !== constant) return false;
  }
  return field.fields.every((inner) => {
    if (inner.kind !== "block" || !inner.many || !inner.constants) return true;
    const held = at(item, inner.path);
    return !Array.isArray(held) || (held as readonly Draft[]).every((one) => fits(inner, one));
  });
}

/** What a draft has at a path; names fold case. */
export function at(draft: Draft | undefined, path: readonly (string | number)[]): Draft | undefined {
  let here = draft;
  for (const step of path) {
    if (!isRecord(here)) return undefined;
    const wanted = String(step).toLowerCase();
    const found: readonly [string, Draft] | undefined = Object.entries(here).find(([name]) => name.toLowerCase() === wanted);
    here = found?.[1];
  }
  return here;
}

/** The key's address out of the vault's and the key's name. */
export function keyId(draft: Draft, here: Here): Raw | undefined | Cannot {
  const [name, vault] = [at(draft, ["keyvaultproperties", "keyname"]), at(draft, ["keyvaultproperties", "keyvaulturi"])];
  if (name === undefined || vault === undefined) return undefined;
  const whole = addressOfKey(name, here);
  if (whole !== undefined) return whole;
  const [spelt, uri] = [spell(name, here, ""), spell(vault, here, "")];
  if (isCannot(spelt)) return spelt;
  if (isCannot(uri)) return uri;
  const base = uri.startsWith('"') ? uri.slice(1, -1).replace(/\/?$/, "/") : `\${trimsuffix(${uri}, "/")}/`;
  return { $raw: `"${base}keys/${bare(spelt)}"` };
}

/** A declared key's own address. */
function addressOfKey(name: Draft, here: Here): Raw | undefined {
  if (typeof name !== "object" || !("$ref" in name) || typeof name.$ref !== "string") return undefined;
  const address = spell({ $ref: name.$ref, path: ["properties", "keyUri"] }, here, "");
  return isCannot(address) ? undefined : { $raw: address };
}

function bare(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : `\${${text}}`;
}
