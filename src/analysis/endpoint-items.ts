// The table of private endpoints' names as lines of the tree: which address, and whether the zones' records say the same.
import type { AzureRow } from "../model/azure.ts";
import type { ItemView } from "../model/azure-view.ts";
import { type EndpointName, endpointNames, type Zone } from "./endpoint-names.ts";

/** One line for each name; a name whose zone's records nobody read is unclear. */
export function endpointItems(rows: readonly AzureRow[], zones: readonly Zone[]): readonly ItemView[] {
  return endpointNames(rows, zones).map((one) => ({
    label: one.name,
    description: `${one.address}, ${WORDS[one.record ?? "unread"]}`,
    ...STATES[one.record ?? "unread"],
    message: messageOf(one),
    resourceId: one.nic,
    steps: [],
  }));
}

const WORDS = { right: "the record agrees", wrong: "the record says otherwise", missing: "no record", unread: "records not read" } as const;

const STATES = {
  right: { state: "met" },
  wrong: { state: "unmet", severity: "warning" },
  missing: { state: "unmet", severity: "warning" },
  unread: { state: "unclear" },
} as const;

function messageOf({ name, address, record, recorded, zone }: EndpointName): string {
  const is = `The private endpoint answers for '${name}' at ${address}.`;
  switch (record ?? "unread") {
    case "right":
      return `${is} The record in zone '${zone}' says the same.`;
    case "wrong":
      return `${is} The record in zone '${zone}' gives ${recorded.join(", ") || "no address"}, so clients of this zone go elsewhere. Correct the record, or let a zone group of the endpoint keep it.`;
    case "missing":
      return `${is} Zone '${zone}' has no record for it, so clients of this zone find no private address. Give the endpoint a zone group with this zone, or add the record.`;
    case "unread":
      return `${is} The records of no private DNS zone for this name were read, so nobody can tell what clients find. Read the zone too, or look the name up from the network.`;
  }
}
