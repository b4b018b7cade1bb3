// What a new line calls a resource that is declared, or one that the same repair adds.
import type { Resource } from "../../../model/graph.ts";
import { own } from "../../../model/own.ts";
import type { Draft } from "../../../model/repair.ts";
import { azurerm } from "../azurerm/index.ts";
import { carried } from "./across.ts";
import { modulePrefix } from "./desk.ts";
import { type Cannot, type Here, isCannot } from "./here.ts";
import { addVariable } from "./variable.ts";

/** The id of a resource, or a property of it, for the module that this is written in. */
export function spellReference({ $ref: key, path = [], child = [] }: Extract<Draft, { $ref: string }>, here: Here): string | Cannot {
  const fresh = here.desk.fresh.get(key);
  const target = fresh ? undefined : here.desk.site.resource(key);
  const of = fresh?.beside ?? target;
  if (!of) return { cannot: "What this fix points at is not declared here." };
  if (target?.inline && target.parent) {
    const named = target.names.at(-1);
    const name = named?.kind === "scalar" ? String(named.value) : undefined;
    const segment = target.type.split("/").at(-1) ?? "";
    if (name === undefined || path.length > 0) return { cannot: "What this fix points at has no name that is known." };
    return spellReference({ $ref: target.parent.key, child: [segment, name, ...child] }, here);
  }
  const address = fresh?.address ?? (target && addressOf(target));
  if (address === undefined || isCannot(address)) return address ?? { cannot: "What this fix points at has no address." };
  const attribute = attributeFor(address, path);
  if (attribute === undefined) return { cannot: `There is no attribute for '${path.join(".")}' of '${address}'.` };
  if (modulePrefix(of) !== modulePrefix(here.beside)) {
    const code = fromOtherModule(of, address, attribute, here);
    return isCannot(code) || child.length === 0 ? code : `"\${${code}}/${child.join("/")}"`;
  }
  const below = child.length > 0 ? below_(here, target, child) : undefined;
  if (below) return below;
  return child.length > 0 ? `"\${${address}.id}/${child.join("/")}"` : `${address}.${attribute}`;
}

/** By an output and a variable; where there is no way, by a variable that the callers have to give. */
function fromOtherModule(of: Resource, address: string, attribute: string, here: Here): string | Cannot {
  const [type = "", name = ""] = address.replace(/^data\./, "").split(/[.[]/);
  const noun = type.replace(/^(azurerm|azapi)_/, "");
  const last = noun.split("_").at(-1) ?? noun;
  const isGeneral = /^(main|this|default|example|primary)$/.test(name);
  const stem = isGeneral ? noun : name.includes(last) ? name : `${name}_${last}`;
  const property = attribute.replace(/^.*\./, "");
  const said = `${property.charAt(0).toUpperCase()}${property.slice(1)}`.replaceAll("_", " ").replace(/\buri$/i, "URI");
  const description = `${said} of the ${noun.replaceAll("_", " ")}${isGeneral ? "" : ` '${name}'`}.`;
  const label = `${stem}_${property.replace(/^versionless_/, "")}`;
  const code = carried({ of, code: `${address}.${attribute}`, label, description }, here);
  return isCannot(code)
    ? addVariable(here, { $parameter: label, description: description.replace(/\.$/, ", which another module declares.") }, undefined)
    : code;
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
  const address = found && child.length === 2 ? addressOf(found) : undefined;
  return typeof address === "string" ? `${address}.id` : undefined;
}

/** The resource's address as its own module writes it. */
export function addressOf(target: Resource): string | Cannot {
  if (target.symbol === undefined) return { cannot: "What this fix points at has no address." };
  const suffix = target.key.slice(modulePrefix(target).length + target.symbol.length);
  return suffix === "[*]" ? { cannot: "What this fix points at is declared any number of times." } : `${target.symbol}${suffix}`;
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
