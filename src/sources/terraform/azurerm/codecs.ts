// Values as azurerm writes them, as ARM has them, and back.
import type { Origin } from "../../../model/origin.ts";
import type { Draft } from "../../../model/repair.ts";
import { list, type Property, scalar, text, type Value } from "../../../model/value.ts";
import { branch, onEachSide } from "../evaluate/choices.ts";
import { asText, ownerOf, record, symbolic } from "../evaluate/values.ts";
import { roleIdOf, roleNameOf } from "./roles.ts";
import type { Codec } from "./table.ts";

/** An argument's value in ARM's spelling. Values that are not known stay what they are, as far as both spell them alike. */
export function toArm(codec: Codec, value: Value): Value {
  const { at } = value;
  switch (codec) {
    case "same":
    case "capitals":
      return value;
    case "enabled":
      return switched(value, "Enabled", "Disabled");
    case "notEnabled":
      return switched(value, "Disabled", "Enabled");
    case "lowerEnabled":
      return switched(value, "enabled", "disabled");
    case "not":
      return switched(value, false, true);
    case "loadBalancer":
      return switched(value, "InternalLoadBalancer", "PublicIp");
    case "ids":
      return eachItem(value, (item) => wrap("id", item));
    case "values":
      return eachItem(value, (item) => wrap("value", item));
    case "services":
      return eachItem(value, (item) => wrap("service", item));
    case "zones":
      return eachItem(value, (item) => wrap("properties", wrap("privateDnsZoneId", item)));
    case "first":
      return list([value], at);
    case "commas":
      return onEachSide([value], at, ([side = value]) => (side.kind === "list" ? joined(side) : side));
    case "identities":
      return onEachSide([value], at, ([side = value]) => (side.kind === "list" ? identitiesOf(side) : side));
    case "keyName":
      return keyPart(value, 2);
    case "keyVersion":
      return keyPart(value, 3);
    case "keyVaultUri":
      return keyPart(value, 0);
    case "role":
      return value.kind === "scalar" && typeof value.value === "string" ? { ...value, value: roleIdOf(value.value) } : value;
  }
}

/** A value in ARM's spelling as the argument's; undefined when the argument cannot say it. */
export function fromArm(codec: Codec, draft: Draft): Draft | undefined {
  switch (codec) {
    case "same":
      return draft;
    case "enabled":
    case "lowerEnabled":
      return typeof draft === "string" ? draft.toLowerCase() === "enabled" : undefined;
    case "notEnabled":
      return typeof draft === "string" ? draft.toLowerCase() !== "enabled" : undefined;
    case "not":
      return typeof draft === "boolean" ? !draft : undefined;
    case "loadBalancer":
      return draft === "InternalLoadBalancer";
    case "ids":
      return unwrapped(draft, "id");
    case "values":
      return unwrapped(draft, "value");
    case "services":
      return unwrapped(draft, "service");
    case "zones":
      return Array.isArray(draft) ? draft.map((item: Draft) => within(within(item, "properties"), "privateDnsZoneId") ?? item) : undefined;
    case "first":
      return Array.isArray(draft) ? (draft[0] as Draft) : undefined;
    case "commas":
      return typeof draft === "string" ? draft.split(",").map((part) => part.trim()) : undefined;
    case "identities":
      if (typeof draft === "object" && "$keyed" in draft) return [draft.$keyed as Draft];
      return isRecord(draft) ? Object.keys(draft) : undefined;
    case "capitals":
      return Array.isArray(draft) ? draft.map((item: Draft) => (typeof item === "string" ? capital(item) : item)) : undefined;
    case "role":
      return typeof draft === "string" ? roleNameOf(draft) : undefined;
    case "keyName":
    case "keyVersion":
    case "keyVaultUri":
      return undefined;
  }
}

/** azurerm tells `Get` from `get`. */
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function switched(value: Value, yes: string | boolean, no: string | boolean): Value {
  if (value.kind === "unknown" || (value.kind === "scalar" && value.value === null)) return value;
  const { at } = value;
  return branch(
    value,
    at,
    () => ({ ...scalar(yes, at), ...via(value) }),
    () => ({ ...scalar(no, at), ...via(value) }),
  );
}

function via(value: Value): { readonly via?: readonly Origin[] } {
  return value.via ? { via: value.via } : {};
}

function wrap(name: string, value: Value): Value {
  return record([{ name, at: value.at, value }], value.at);
}

function eachItem(value: Value, make: (item: Value) => Value): Value {
  return onEachSide([value], value.at, ([side = value]) =>
    side.kind === "list" ? { ...list(side.items.map(make), side.at, side.open), ...via(side) } : side,
  );
}

function joined(value: Value & { kind: "list" }): Value {
  const words = value.items.map(asText);
  if (value.open || words.some((word) => typeof word !== "string")) return symbolic("join", [value], value.at);
  return scalar(words.join(", "), value.at);
}

function identitiesOf(value: Value & { kind: "list" }): Value {
  const properties = value.items.map((item, index): Property => {
    const name = item.kind === "scalar" ? String(item.value) : item.kind === "reference" && item.to.by === "key" ? item.to.key : `${index}`;
    return { name, at: item.at, value: item };
  });
  return record(properties, value.at, value.open);
}

/** A part of `https://vault.vault.azure.net/keys/name/version`. */
function keyPart(value: Value, part: 0 | 2 | 3): Value {
  return onEachSide([value], value.at, ([side = value]) => {
    if (side.kind === "scalar" && typeof side.value === "string") return scalar(partsOf(side.value)[part] ?? "", side.at);
    const owner = side.kind === "reference" ? (ownerOf(side) ?? ownerOf({ ...side, path: [] })) : undefined;
    const [vault, name] = owner?.names() ?? [];
    if (owner && vault && name) {
      if (part === 2) return name;
      if (part === 0)
        return text(
          [
            scalar("https://", side.at),
            vault,
            scalar(".", side.at),
            { kind: "constant", name: "vault suffix", because: suffix, at: side.at },
          ],
          side.at,
        );
      const versionless = side.kind === "reference" && String(side.path.at(-1)).toLowerCase() === "keyuri";
      return versionless ? scalar("", side.at) : side;
    }
    return side.kind === "reference" ? partOfKey(side, part) : symbolic(`key part ${part}`, [side], side.at);
  });
}

/** The part as a property of a key whose own name is not known here. */
function partOfKey(key: Value & { readonly kind: "reference" }, part: 0 | 2 | 3): Value {
  if (part === 3) return String(key.path.at(-1)).toLowerCase() === "keyuri" ? scalar("", key.at) : key;
  return { ...key, path: part === 2 ? ["name"] : ["properties", "vaultUri"] };
}

const suffix = { kind: "azure", text: "The cloud's suffix of key vaults." } as const;

function partsOf(uri: string): readonly (string | undefined)[] {
  const found = /^(https:\/\/[^/]+\/?)(keys)?\/?([^/]*)\/?([^/]*)/.exec(uri);
  return found ? [found[1], found[2], found[3], found[4]] : [uri];
}

function unwrapped(draft: Draft, name: string): Draft | undefined {
  return Array.isArray(draft) ? draft.map((item: Draft) => within(item, name) ?? item) : undefined;
}

function within(draft: Draft | undefined, name: string): Draft | undefined {
  if (!isRecord(draft)) return undefined;
  const found = Object.entries(draft).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

export function isRecord(draft: Draft | undefined): draft is { readonly [name: string]: Draft } {
  return (
    typeof draft === "object" &&
    !Array.isArray(draft) &&
    !("$ref" in draft) &&
    !("$parameter" in draft) &&
    !("$name" in draft) &&
    !("$deployment" in draft) &&
    !("$keyed" in draft)
  );
}
