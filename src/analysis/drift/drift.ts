// Drift by meaning: what the code declares against what runs, on the properties that rules read.

import type { Graph, Resource } from "../../model/graph.ts";
import type { Origin } from "../../model/origin.ts";
import { own } from "../../model/own.ts";
import type { Path } from "../../model/value.ts";
import { nameOf } from "../judge.ts";
import { compareAt } from "./compare.ts";
import { match } from "./match.ts";
import { COMPARED } from "./paths.ts";

interface Drift {
  readonly kind: "not-live" | "not-in-code" | "different";
  readonly type: string;
  readonly name: string;
  /** Where the code says it, where it does. */
  readonly at?: Origin;
  /** ARM id, where it is live. */
  readonly id?: string;
  readonly path?: Path;
  /** Full sentences. */
  readonly message: string;
}

export interface Compared {
  readonly drift: readonly Drift[];
  /** Where in the code each live resource is declared, by lower-case id: of code that may be about something else, what has the same name. */
  readonly declaredAt: ReadonlyMap<string, Origin>;
  /** Whether the code declares the workspace. */
  readonly isSame: boolean;
}

/**
 * What one deployment and one live workspace's surroundings differ in. No drift where they have no workspace in common, as code of a
 * hub: it may be about something else. `elsewhere`: whether a resource of that lower-case type and name was read beside these surroundings.
 */
export function compare(declared: Graph, live: Graph, elsewhere: (kind: string, name: string) => boolean = () => false): Compared {
  const matching = match(declared, live, elsewhere);
  const pairs = [...matching.pairs];
  if (!pairs.some(([one]) => one.kind === "microsoft.machinelearningservices/workspaces")) {
    return { drift: [], declaredAt: placesOf(pairs.filter(([mine]) => mine.names.every(({ kind }) => kind === "scalar"))), isSame: false };
  }
  const sides = { declared, live, pairs: matching.pairs };
  const different = pairs.flatMap(([mine, theirs]) =>
    (own(COMPARED, mine.kind) ?? []).flatMap((path): Drift[] => {
      const found = compareAt(mine, theirs, path, sides);
      if (!found) return [];
      const message = `'${found.path.slice(found.path[0] === "properties" ? 1 : 0).join(".")}' of ${called(mine, theirs)} is ${found.declared} in the code and ${found.live} in Azure. Deploy the code again, or bring the change into the code.`;
      return [{ kind: "different", type: mine.type, name: nameOf(theirs), at: found.at, id: idOf(theirs), path: found.path, message }];
    }),
  );
  const missing = matching.missing.map((mine): Drift => {
    const message = `${called(mine, mine)} is in the code but not in Azure. Deploy the code, or remove it there.`;
    return { kind: "not-live", type: mine.type, name: nameOf(mine), at: mine.at, message };
  });
  const extra = matching.extra.map((theirs): Drift => {
    const parent = theirs.parent && pairs.find(([, live]) => live === theirs.parent)?.[0];
    const message = `${called(theirs, theirs)} is in Azure but not in the code. The next deployment may remove it or leave it unseen. Bring it into the code, or remove it in Azure.`;
    return {
      kind: "not-in-code",
      type: theirs.type,
      name: nameOf(theirs),
      id: idOf(theirs),
      ...(parent ? { at: parent.at } : {}),
      message,
    };
  });
  return {
    drift: [...different, ...missing, ...extra].sort(byPlace),
    declaredAt: placesOf(pairs),
    isSame: true,
  };
}

function placesOf(pairs: readonly (readonly [mine: Resource, theirs: Resource])[]): ReadonlyMap<string, Origin> {
  return new Map(pairs.map(([mine, theirs]) => [idOf(theirs).toLowerCase(), mine.at]));
}

function called(resource: Resource, named: Resource): string {
  const words: Readonly<Record<string, string>> = {
    "microsoft.machinelearningservices/workspaces": "Workspace",
    "microsoft.storage/storageaccounts": "Storage account",
    "microsoft.keyvault/vaults": "Key vault",
    "microsoft.containerregistry/registries": "Container registry",
    "microsoft.network/virtualnetworks": "Network",
    "microsoft.network/virtualnetworks/subnets": "Subnet",
    "microsoft.network/networksecuritygroups/securityrules": "Security rule",
    "microsoft.network/routetables/routes": "Route",
    "microsoft.network/privateendpoints": "Private endpoint",
    "microsoft.network/privatednszones": "Private DNS zone",
  };
  return `${own(words, resource.kind) ?? `'${resource.type}'`} '${nameOf(named)}'`;
}

function idOf(resource: Resource): string {
  return resource.at.from === "azure" ? resource.at.id : resource.key;
}

function byPlace(a: Drift, b: Drift): number {
  const key = (one: Drift) => `${one.id ?? ""}\n${one.name}\n${one.path?.join(".") ?? ""}`.toLowerCase();
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
