// Repairs that encrypt disks: the disk encryption set that is there is used, else one is added for the key that others use here.
import type { Graph, Resource } from "../../model/graph.ts";
import type { Change, NewResource, Repair } from "../../model/repair.ts";
import type { Path } from "../../model/value.ts";
import { chainOf } from "./key-repair.ts";
import { called } from "./naming.ts";
import { asking } from "./setting.ts";

const setType = "Microsoft.Compute/diskEncryptionSets";
const asked = { $parameter: "diskEncryptionSetId", description: "Id of the disk encryption set with the customer-managed key." };

/** Names a disk encryption set at the path; by a parameter where none can be written. `caution`: what changing it means. */
export function encryptDisks(graph: Graph, resource: Resource, path: Path, caution: string): Repair {
  const title = `Encrypt disks of ${called(resource)} with a customer-managed key`;
  const instead = asking(resource, path, asked, title, "The disk encryption set's id becomes a parameter.");
  const name = (set: string): Change => ({ do: "set", resource: resource.key, path, value: { $ref: set } });
  const declared = graph.ofType(setType).find((one) => !one.existing && !one.repeated);
  if (declared) return { title, changes: [name(declared.key)], caution, instead };
  const { before, after, said } = chainOf(graph, resource, (of) => [newSet(of)]);
  return { title, changes: [...before, name(fresh), ...after], caution: said === "" ? caution : `${said} ${caution}`, instead };
}

const fresh = "diskEncryptionSet";

/** Azure asks for the version of the key even where it takes the next one by itself. */
function newSet({ vault, key, identity }: { readonly vault: string; readonly key: string; readonly identity: string }): NewResource {
  return {
    key: fresh,
    type: setType,
    apiVersion: "2024-03-02",
    name: { $name: "des" },
    body: {
      location: { $deployment: "location" },
      identity: { type: "UserAssigned", userAssignedIdentities: { $keyed: { $ref: identity }, value: {} } },
      properties: {
        encryptionType: "EncryptionAtRestWithCustomerKey",
        activeKey: { sourceVault: { id: { $ref: vault } }, keyUrl: { $ref: key, path: ["properties", "keyUriWithVersion"] } },
        rotationToLatestKeyVersionEnabled: true,
      },
    },
  };
}
