// What a resource is called where people read, by its type and kind.

import type { Resource } from "../model/graph.ts";
import { stringAt } from "../model/look.ts";
import { own } from "../model/own.ts";

/** A fixed text: `AI Foundry hub`, `storage account`; the last segment of the type for what has no other name. */
export function kindWord(resource: Resource): string {
  if (resource.kind === "microsoft.machinelearningservices/workspaces") return foundryWord(resource) ?? "workspace";
  return own(words, resource.kind) ?? resource.type.split("/").at(-1) ?? "";
}

/** The resource's own name, or what stands for it in its file. */
export function nameWord({ names, symbol, type }: Resource): string {
  const name = names.at(-1);
  return name?.kind === "scalar" ? String(name.value) : (symbol ?? type.split("/").at(-1) ?? "");
}

/** Azure AI Foundry's hubs and projects are workspaces of these kinds. */
function foundryWord({ body, condition }: Resource): string | undefined {
  const kind = stringAt(body, ["kind"], condition)?.toLowerCase();
  return kind === "hub" ? "AI Foundry hub" : kind === "project" ? "AI Foundry project" : undefined;
}

const words: Readonly<Record<string, string>> = {
  "microsoft.storage/storageaccounts": "storage account",
  "microsoft.keyvault/vaults": "key vault",
  "microsoft.containerregistry/registries": "container registry",
  "microsoft.network/privateendpoints": "private endpoint",
};
