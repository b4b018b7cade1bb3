// The shape of the table that says how azurerm spells ARM. It is read both ways: `read.ts` makes bodies, the writer finds arguments by ARM paths.
import type { Scalar } from "../../../model/value.ts";
import type { ProviderVersion } from "../module/context.ts";

export type Major = ProviderVersion["major"];

/** How a value is spelt on each side. */
export type Codec =
  | "same"
  | "enabled" // true ⇔ "Enabled", false ⇔ "Disabled"
  | "not" // true ⇔ false
  | "notEnabled" // true ⇔ "Disabled"
  | "lowerEnabled" // true ⇔ "enabled"
  | "ids" // ["a"] ⇔ [{ id: "a" }]
  | "zones" // ["id"] ⇔ [{ name, properties: { privateDnsZoneId: "id" } }]
  | "values" // ["a"] ⇔ [{ value: "a" }]
  | "services" // ["a"] ⇔ [{ service: "a" }]
  | "commas" // ["a", "b"] ⇔ "a, b"
  | "first" // "a" ⇔ ["a"]
  | "keyName" // the key's parts of a key's URI
  | "keyVaultUri"
  | "keyVersion"
  | "identities" // ["id"] ⇔ { "id": {} }
  | "loadBalancer" // true ⇔ "InternalLoadBalancer"
  | "capitals" // ["Get"] ⇔ ["get"]
  | "role"; // a role's name ⇔ its definition id

export interface ValueField {
  readonly kind: "value";
  readonly argument: string;
  /** Where it stands in ARM's body, or in the item of the block. */
  readonly path: readonly string[];
  readonly codec: Codec;
  /** What azurerm sends when the argument is not there. */
  readonly default?: Scalar | { readonly [major in Major]?: Scalar } | undefined;
  /** Majors whose minor versions differ in what they send when the argument is not there. */
  readonly changed?: readonly Major[];
  /** Majors that know the argument; all when not given. */
  readonly majors?: readonly Major[];
  /** Set where a fix writes it another way: Terraform does not see by itself that a write-only argument changed. */
  readonly isRead?: true;
}

export interface BlockField {
  readonly kind: "block";
  readonly argument: string;
  readonly path: readonly string[];
  /** A list of items, or one object. */
  readonly many: boolean;
  readonly fields: readonly Field[];
  /** Part of every item: `{ "properties.ruleType": "NetworkRule" }`. */
  readonly constants?: { readonly [path: string]: Scalar };
  readonly majors?: readonly Major[];
}

export type Field = ValueField | BlockField;

/** A child resource that azurerm writes as a block of its parent. */
export interface ChildBlock {
  readonly argument: string;
  readonly arm: string;
  /** The argument that names it, or its fixed name. */
  readonly name: string | { readonly is: string };
  readonly fields: readonly Field[];
}

export interface ResourceMap {
  readonly arm: string;
  readonly apiVersion: string;
  /** The argument with its name, or a fixed name where it has none. */
  readonly name: string | { readonly is: string };
  /** The argument that says which resource it is a child of: by name or by id. Several spellings by majors: the first one given counts. */
  readonly parent?: readonly { readonly argument: string; readonly by: "name" | "id"; readonly majors?: readonly Major[] }[];
  /** The argument with the id of the resource that it adds to. */
  readonly amends?: string;
  /** The argument with the id of what an extension resource is about. */
  readonly scope?: string;
  readonly fields: readonly Field[];
  readonly constants?: { readonly [path: string]: Scalar };
  readonly children?: readonly ChildBlock[];
  /** Arguments that no rule reads. */
  readonly ignored?: readonly string[];
  /** Set when arguments that are not in the table do not matter for what is judged. */
  readonly open?: boolean;
  /** Attributes that Azure gives: where ARM has them. */
  readonly computed?: { readonly [attribute: string]: string };
}

type Default = ValueField["default"];
interface More {
  readonly default?: Default;
  readonly changed?: readonly Major[];
  readonly majors?: readonly Major[];
  readonly isRead?: true;
}

/** `value("sku", "sku.name")`. */
export function value(argument: string, path: string, codec: Codec = "same", more: More = {}): ValueField {
  return { kind: "value", argument, path: path.split("."), codec, ...more };
}

export function block(argument: string, path: string, fields: readonly Field[], constants?: BlockField["constants"]): BlockField {
  return { kind: "block", argument, path: path === "" ? [] : path.split("."), many: false, fields, ...(constants ? { constants } : {}) };
}

export function items(argument: string, path: string, fields: readonly Field[], constants?: BlockField["constants"]): BlockField {
  return { kind: "block", argument, path: path.split("."), many: true, fields, ...(constants ? { constants } : {}) };
}

const location: ValueField = value("location", "location");
const tags: ValueField = value("tags", "tags");
export const identity: BlockField = block("identity", "identity", [
  value("type", "type"),
  value("identity_ids", "userAssignedIdentities", "identities"),
]);

/** What a tracked resource has at its top. */
export const tracked: readonly Field[] = [location, tags];

/** Whether a field is known to a major. */
export function knownTo(field: { readonly majors?: readonly Major[] | undefined }, major: Major): boolean {
  return !field.majors || field.majors.includes(major);
}
