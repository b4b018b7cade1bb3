import { compute } from "./compute.ts";
import { firewall } from "./firewall.ts";
import { gateways } from "./gateways.ts";
import { keyVault } from "./key-vault.ts";
import { machineLearning } from "./machine-learning.ts";
import { monitoring } from "./monitoring.ts";
import { network } from "./network.ts";
import { otherTypes } from "./other.ts";
import { privateLink } from "./private-link.ts";
import { registry } from "./registry.ts";
import { storage } from "./storage.ts";
import { type Field, identity, type ResourceMap } from "./table.ts";

/** Every azurerm resource that the audit understands, by its type. */
export const azurerm: ReadonlyMap<string, ResourceMap> = new Map(
  [otherTypes, machineLearning, storage, keyVault, registry, privateLink, network, gateways, firewall, monitoring, compute].flatMap(
    (part) => Object.entries(part),
  ),
);

/** The arguments of a resource that are blocks, among others: JSON spells both alike. */
export function blockFields(type: string): readonly Field[] {
  const map = azurerm.get(type);
  if (!map) return type.startsWith("azapi_") ? [identity] : [];
  const children = (map.children ?? []).map(({ argument, fields }): Field => ({ kind: "block", argument, path: [], many: true, fields }));
  return [...map.fields, ...children];
}
