// Customer-managed keys: which resources use one, and where its vault, key and identity are.
import type { Graph, Resource } from "../../model/graph.ts";
import { identity, look, stringAt } from "../../model/look.ts";
import type { Path, Reason, Value } from "../../model/value.ts";
import type { Context } from "../../model/verdict.ts";
import type { Answer } from "./answer.ts";
import { ask, isNotEmpty, isOneOf } from "./answer.ts";
import { once } from "./once.ts";
import { pointed, storesOf, workspacesOf } from "./workspaces.ts";

/** A resource that is encrypted, or could be, with a customer-managed key. */
export interface Encrypted {
  readonly resource: Resource;
  readonly workspace: Resource;
  /** Met when a customer-managed key is on. */
  readonly on: Answer;
  /** The property that names the vault, the key, the version, and the identity that reads it. */
  readonly paths: { readonly vault: Path; readonly key: Path; readonly version?: Path; readonly identity: Path };
}

const workspacePaths = {
  vault: ["properties", "encryption", "keyVaultProperties", "keyVaultArmId"],
  key: ["properties", "encryption", "keyVaultProperties", "keyIdentifier"],
  identity: ["properties", "encryption", "identity", "userAssignedIdentity"],
};
const storagePaths = {
  vault: ["properties", "encryption", "keyvaultproperties", "keyvaulturi"],
  key: ["properties", "encryption", "keyvaultproperties", "keyname"],
  version: ["properties", "encryption", "keyvaultproperties", "keyversion"],
  identity: ["properties", "encryption", "identity", "userAssignedIdentity"],
};
const registryKey = ["properties", "encryption", "keyVaultProperties", "keyIdentifier"];
const registryPaths = {
  vault: registryKey,
  key: registryKey,
  version: registryKey,
  identity: ["properties", "encryption", "keyVaultProperties", "identity"],
};

export function encryptedWorkspace(workspace: Resource): Encrypted {
  const on = ask(workspace, ["properties", "encryption", "status"], isOneOf(["Enabled"], false));
  const key = on.is === "met" ? ask(workspace, workspacePaths.key, isNotEmpty) : on;
  return { resource: workspace, workspace, on: key, paths: workspacePaths };
}

/** Workspaces, and their storage accounts and registries that are declared here. */
export const encryptedResources = once((graph: Graph): readonly Encrypted[] => {
  const workspaces = workspacesOf(graph).map(encryptedWorkspace);
  const accounts = storesOf(graph, "storageAccount").map(({ resource, workspace }) => {
    const on = ask(resource, ["properties", "encryption", "keySource"], isOneOf(["Microsoft.Keyvault"], false));
    return { resource, workspace, on, paths: storagePaths };
  });
  const registries = storesOf(graph, "containerRegistry").map(({ resource, workspace }) => {
    const on = ask(resource, ["properties", "encryption", "status"], isOneOf(["enabled"], false));
    return { resource, workspace, on, paths: registryPaths };
  });
  return [...workspaces, ...accounts, ...registries];
});

/** Those for which a customer-managed key is surely on. */
export const keyUsers = once((graph: Graph): readonly Encrypted[] => encryptedResources(graph).filter(({ on }) => on.is === "met"));

/** Whether keys of the customer's are asked for at all: by the profile, or because the workspace has one. */
export function wantsKeys(context: Context): boolean {
  return (
    context.scenario.profile === "il5" || workspacesOf(context.graph).some((workspace) => encryptedWorkspace(workspace).on.is === "met")
  );
}

type Pointing =
  | { readonly is: "found"; readonly resource: Resource; readonly value: Value }
  | { readonly is: "unseen"; readonly because: Reason };

/** The vault of a key: by its id, or by the address of vault or key, which is read from the vault or spells its name. */
export function vaultOf(graph: Graph, { resource, paths }: Encrypted): Pointing {
  const seen = look(resource.body, paths.vault, resource.condition);
  if (seen.is === "unclear") return { is: "unseen", because: seen.because };
  if (seen.is === "absent") return { is: "unseen", because: { kind: "elsewhere", text: "The key vault is not named here." } };
  const owner = ownerOf(graph, seen.value, resource, paths.vault);
  const vault = owner?.kind.startsWith("microsoft.keyvault/") && owner.parent ? owner.parent : owner;
  const holdsKeys = vault?.kind === "microsoft.keyvault/vaults" || vault?.kind === "microsoft.keyvault/managedhsms";
  if (vault && holdsKeys && !vault.existing) return { is: "found", resource: vault, value: seen.value };
  return { is: "unseen", because: { kind: "elsewhere", text: "The key vault is declared in another deployment.", settle } };
}

/** The declared key, where the key's address is read from one. */
export function keyOf(graph: Graph, { resource, paths }: Encrypted): Resource | undefined {
  const seen = look(resource.body, paths.key, resource.condition);
  const owner = seen.is === "value" ? ownerOf(graph, seen.value, resource, paths.key) : undefined;
  return owner?.kind.endsWith("/keys") && !owner.existing ? owner : undefined;
}

/** The vaults declared here that hold a customer-managed key. */
export function keyVaults(graph: Graph): ReadonlySet<Resource> {
  return new Set(keyUsers(graph).flatMap((user) => [vaultOf(graph, user)].flatMap((at) => (at.is === "found" ? [at.resource] : []))));
}

function ownerOf(graph: Graph, value: Value, from: Resource, path: Path): Resource | undefined {
  const part = value.kind === "text" ? value.parts.find(({ kind }) => kind === "reference") : value;
  if (part?.kind === "reference") {
    const base = graph.resolve({ ...part, path: [] }, from.condition);
    if (base.is === "found") return base.resource;
  }
  const to = pointed(graph, from, path)[0]?.to;
  if (to?.is === "found") return to.resource;
  return graph.ofType("Microsoft.KeyVault/vaults").find(({ names }) => names[0] && isHost(value, names[0]));
}

/** Whether an address is that of a vault of the name: `https://<name>.…`. */
function isHost(address: Value, name: Value): boolean {
  const [first, second] = address.kind === "text" ? address.parts : [address];
  const start = first && stringAt(first, [])?.toLowerCase();
  if (start === "https://" && second) return identity(second) !== undefined && identity(second) === identity(name);
  const host = start === undefined ? undefined : /^https:\/\/([^./]+)\./.exec(start)?.[1];
  return host !== undefined && host === stringAt(name, [])?.toLowerCase();
}

const settle = "name the deployments that stand together as an environment in 'aml-network-audit.json'";
