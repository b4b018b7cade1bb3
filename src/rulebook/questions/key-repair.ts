// Repairs that encrypt with a customer-managed key: vault, key, identity and rights that are there are used, and what lacks is added.
import type { Graph, Resource } from "../../model/graph.ts";
import type { Change, Draft, NewResource, Repair } from "../../model/repair.ts";
import { ask, isNotEmpty, isOneOf } from "./answer.ts";
import { keyOf, keyUsers, vaultOf } from "./encryption.ts";
import { assigning, granting, newIdentity, readerOf } from "./identity-repair.ts";
import { called } from "./naming.ts";
import { mayUseKeys } from "./rights.ts";
import { placeIn } from "./setting.ts";
import { storesOf } from "./workspaces.ts";

/** What an encryption block names, as drafts for its language. */
interface Key {
  readonly vaultId: Draft;
  readonly vaultUri: Draft;
  readonly uri: Draft;
  readonly name: Draft;
  readonly identityId: Draft;
  readonly identityClientId: Draft;
}

interface Wish {
  readonly resource: Resource;
  /** Sets the encryption, once the key is there. */
  encrypt(key: Key): readonly Change[];
  readonly caution: string;
}

/** Encrypts with the key that others use here, else with a new one; by parameters where none can be written. */
export function encryptWithKey(graph: Graph, { resource, encrypt, caution }: Wish): Repair {
  const title = `Encrypt ${called(resource)} with a customer-managed key`;
  const repair = ({ key, before, after, said }: Chain): Repair => ({
    title,
    changes: [...before, ...encrypt(key), ...assigning(resource, key.identityId), ...after],
    caution: said === "" ? caution : `${said} ${caution}`,
  });
  const asked = repair({ key: askedFor, before: [], after: [], said: "Vault, key and identity become parameters." });
  return { ...repair(chainOf(graph, resource)), instead: asked };
}

const askedFor: Key = {
  vaultId: { $parameter: "cmkKeyVaultId", description: "Id of the key vault with the customer-managed key." },
  vaultUri: { $parameter: "cmkKeyVaultUri", description: "Address of the key vault with the customer-managed key." },
  uri: { $parameter: "cmkKeyUri", description: "URI of the customer-managed key." },
  name: { $parameter: "cmkKeyName", description: "Name of the customer-managed key." },
  identityId: { $parameter: "cmkIdentityId", description: "Id of the user-assigned identity that reads the customer-managed key." },
  identityClientId: { $parameter: "cmkIdentityClientId", description: "Client id of the user-assigned identity that reads the key." },
};

/** Vault, key, identity and rights: what is there, and what has to be added before and after. */
interface Chain {
  readonly key: Key;
  readonly before: readonly Change[];
  readonly after: readonly Change[];
  readonly said: string;
}

/** `more`: what is added beside the key to use it, by the keys of vault, key and identity. */
export function chainOf(
  graph: Graph,
  resource: Resource,
  more: (of: { readonly vault: string; readonly key: string; readonly identity: string }) => readonly NewResource[] = () => [],
): Chain {
  const vault = vaultFor(graph, resource);
  const used = keyUsers(graph).map((user) => keyOf(graph, user));
  const keys = [...used, ...graph.ofType("Microsoft.KeyVault/vaults/keys")].filter((one) => one !== undefined);
  const declared = keys.find((one) => one.parent === vault && !one.existing && !one.repeated && isForStores(one));
  const reader = readerOf(graph);
  const beside = vault?.key ?? resource.key;
  const names = { vault: vault?.key ?? "cmkVault", key: declared?.key ?? "cmkKey", identity: reader?.key ?? "cmkIdentity" };
  const principal: Draft = { $ref: names.identity, path: ["properties", "principalId"] };
  const isGranted = vault && reader && mayUseKeys(graph, vault, reader) === true;
  const granted = isGranted ? undefined : granting(vault ?? names.vault, principal, names.identity);
  const added = [
    ...(vault ? [] : [newVault(names.vault)]),
    ...(declared ? [] : [newKey(names.key, names.vault)]),
    ...(reader ? [] : [newIdentity(names.identity)]),
    ...(granted?.add ? [granted.add] : []),
    ...more(names),
  ];
  return {
    key: {
      vaultId: { $ref: names.vault },
      vaultUri: { $ref: names.vault, path: ["properties", "vaultUri"] },
      uri: { $ref: names.key, path: ["properties", "keyUri"] },
      name: { $ref: names.key, path: ["name"] },
      identityId: { $ref: names.identity },
      identityClientId: { $ref: names.identity, path: ["properties", "clientId"] },
    },
    before: [
      ...(vault ? protecting(vault) : []),
      ...(added.length > 0 ? [{ do: "add" as const, beside, resources: added }] : []),
      ...(granted?.append ? [granted.append] : []),
    ],
    after: granted ? [{ do: "wait", resource: resource.key, for: granted.key }] : [],
    said: granted ? "Whoever deploys this must be allowed to make keys and to give rights to them." : "",
  };
}

/** The vault that holds a key already, else the workspace's own, where one can write beside it. */
function vaultFor(graph: Graph, resource: Resource): Resource | undefined {
  const holding = keyUsers(graph).flatMap((user) => {
    const vault = vaultOf(graph, user);
    return vault.is === "found" ? [vault.resource] : [];
  });
  const declared = graph.ofType("Microsoft.KeyVault/vaults/keys").flatMap(({ parent }) => (parent ? [parent] : []));
  const own = storesOf(graph, "keyVault").map((store) => store.resource);
  const unconditional = (one: Resource) => one.condition.every((literal) => resource.condition.some(({ test }) => test === literal.test));
  return [...holding, ...declared, ...own].find(
    (one) => one.kind === "microsoft.keyvault/vaults" && !one.existing && !one.repeated && unconditional(one),
  );
}

/** Azure takes no key of a vault that can be purged. */
function protecting(vault: Resource): readonly Change[] {
  const wanted = ["enablePurgeProtection", "enableSoftDelete"] as const;
  const lacks = wanted.filter((name) => ask(vault, ["properties", name], isOneOf([true], name === "enableSoftDelete")).is === "unmet");
  const acls = ["properties", "networkAcls"];
  const closed =
    ask(vault, acls, isNotEmpty).is === "met" && ask(vault, [...acls, "bypass"], isOneOf(["AzureServices"], true)).is === "unmet";
  return [
    ...lacks.map((name) => ({ do: "set" as const, ...placeIn(vault, ["properties", name]), value: true })),
    ...(closed ? [{ do: "set" as const, ...placeIn(vault, [...acls, "bypass"]), value: "AzureServices" }] : []),
  ];
}

/** Azure encrypts with RSA keys only. */
function isForStores(key: Resource): boolean {
  return ask(key, ["properties", "kty"], isOneOf(["RSA", "RSA-HSM"], false)).is === "met";
}

function newVault(key: string): NewResource {
  const name: Draft = {
    $parameter: "cmkKeyVaultName",
    description: "Name of the key vault for customer-managed keys: 3 to 24 letters and digits, unique in Azure.",
  };
  const properties: Draft = {
    tenantId: { $deployment: "tenantId" },
    sku: { family: "A", name: "premium" },
    enableRbacAuthorization: true,
    enableSoftDelete: true,
    enablePurgeProtection: true,
    publicNetworkAccess: "Disabled",
    networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
  };
  return {
    key,
    type: "Microsoft.KeyVault/vaults",
    apiVersion: "2023-07-01",
    name,
    body: { location: { $deployment: "location" }, properties },
  };
}

function newKey(key: string, parent: string): NewResource {
  const properties = { kty: "RSA", keySize: 3072, keyOps: ["wrapKey", "unwrapKey"] };
  return { key, type: "Microsoft.KeyVault/vaults/keys", apiVersion: "2023-07-01", name: "cmk", parent, body: { properties } };
}
