// Repairs of the private chain in ARM's terms: an endpoint with its zones, their links to the network, and the zone group.
import type { Graph, Resource } from "../../model/graph.ts";
import type { Draft, NewResource, Repair } from "../../model/repair.ts";
import type { Requirement } from "../../model/requirement.ts";
import { called, nameOf } from "./naming.ts";
import { endpointSubnet } from "./networks.ts";
import { zonesNamed } from "./zones.ts";

const networkVersion = "2024-05-01";
const zoneVersion = "2024-06-01";

/** Adds a private endpoint for a sub-resource, with every zone that the rows ask for where it is not declared here. */
export function addEndpoint(graph: Graph, target: Resource, group: string, zoneRows: readonly Requirement[]): Repair {
  const subnet = endpointSubnet(graph);
  const key = `privateEndpoint-${group}`;
  const endpoint: NewResource = {
    key,
    type: "Microsoft.Network/privateEndpoints",
    apiVersion: networkVersion,
    name: { $name: `pe-${group}` },
    body: {
      location: { $deployment: "location" },
      properties: {
        subnet: { id: subnetDraft(subnet) },
        privateLinkServiceConnections: [
          { name: `pe-${group}`, properties: { privateLinkServiceId: { $ref: target.key }, groupIds: [group] } },
        ],
      },
    },
  };
  const zones = zoneRows.map((row) => zoneDraft(graph, row.value, networkDraft(subnet)));
  const grouping = zoneGroup(key, zones);
  return {
    title: `Add a private endpoint for '${group}' of ${called(target)}, with its DNS zone`,
    changes: [
      {
        do: "add",
        beside: target.key,
        resources: [endpoint, ...zones.flatMap(({ added }) => added), ...(zones.length > 0 ? [grouping] : [])],
      },
    ],
    ...(!subnet && {
      caution: "No subnet for private endpoints is declared here; its id and its network's id become parameters.",
      asks: true as const,
    }),
  };
}

/** Puts an endpoint that names no subnet where the other endpoints are; undefined where no such subnet is declared. */
export function placeEndpoint(graph: Graph, endpoint: Resource): Repair | undefined {
  const subnet = endpointSubnet(graph);
  const title = `Put ${called(endpoint)} into ${subnet ? called(subnet) : "the subnet of the others"}`;
  const change = { do: "set", resource: endpoint.key, path: ["properties", "subnet"], value: { id: subnetDraft(subnet) } } as const;
  return subnet && { title, changes: [change] };
}

/** Adds a link of a zone to a network. */
export function addLink(zone: Resource, network: Draft, caution?: string): Repair {
  return {
    title: `Link ${called(zone)} to the network`,
    changes: [{ do: "add", beside: zone.key, resources: [link(zone.key, zone.key, network)] }],
    ...(caution !== undefined && { caution }),
  };
}

/** Adds a zone group with all zones to an endpoint that has none. */
export function addZoneGroup(graph: Graph, endpoint: Resource, zoneNames: readonly string[]): Repair {
  const zones = zoneNames.map((name) => zoneDraft(graph, name, networkDraft(endpointSubnet(graph))));
  return {
    title: `Add a DNS zone group to ${called(endpoint)}`,
    changes: [{ do: "add", beside: endpoint.key, resources: [...zones.flatMap(({ added }) => added), zoneGroup(endpoint.key, zones)] }],
  };
}

/** Adds zones to a zone group that lacks them. */
export function addToGroup(graph: Graph, group: Resource, zoneNames: readonly string[]): Repair {
  const zones = zoneNames.map((name) => zoneDraft(graph, name, networkDraft(endpointSubnet(graph))));
  const added = zones.flatMap((zone) => zone.added);
  const path = ["properties", "privateDnsZoneConfigs"];
  return {
    title: `Add ${zoneNames.map((name) => `'${name}'`).join(" and ")} to the zone group`,
    changes: [
      ...(added.length > 0 ? [{ do: "add" as const, beside: group.key, resources: added }] : []),
      ...zones.map((zone) => ({ do: "append" as const, resource: group.key, path, value: configOf(zone) })),
    ],
  };
}

interface ZoneDraft {
  readonly name: string;
  readonly key: string;
  readonly added: readonly NewResource[];
}

function zoneDraft(graph: Graph, name: string, network: Draft): ZoneDraft {
  const declared = zonesNamed(graph, name).items[0];
  if (declared) return { name, key: declared.key, added: [] };
  const key = `zone-${name
    .replace(/^privatelink\./, "")
    .split(".")
    .slice(0, 2)
    .join("-")}`;
  const zone: NewResource = {
    key,
    type: "Microsoft.Network/privateDnsZones",
    apiVersion: zoneVersion,
    name,
    body: { location: "global", properties: {} },
  };
  return { name, key, added: [zone, link(key, key, network)] };
}

function link(zone: string, stem: string, network: Draft): NewResource {
  return {
    key: `${stem}-link`,
    type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    apiVersion: zoneVersion,
    name: { $name: "link" },
    parent: zone,
    body: { location: "global", properties: { registrationEnabled: false, virtualNetwork: { id: network } } },
  };
}

function zoneGroup(endpoint: string, zones: readonly ZoneDraft[]): NewResource {
  return {
    key: `${endpoint}-dns`,
    type: "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    apiVersion: networkVersion,
    name: "default",
    parent: endpoint,
    body: {
      properties: {
        privateDnsZoneConfigs: zones.map(configOf),
      },
    },
  };
}

function configOf({ name, key }: ZoneDraft): Draft {
  return { name: name.replaceAll(".", "-"), properties: { privateDnsZoneId: { $ref: key } } };
}

/** The id of a subnet; one that is written inside its network is named below it. */
function subnetDraft(subnet: Resource | undefined): Draft {
  if (!subnet) return { $parameter: "privateEndpointSubnetId", description: "Id of the subnet for private endpoints." };
  const name = nameOf(subnet);
  if (subnet.inline && subnet.parent && name !== undefined) return { $ref: subnet.parent.key, child: ["subnets", name] };
  return { $ref: subnet.key };
}

export function networkDraft(subnet: Resource | undefined): Draft {
  if (subnet?.parent) return { $ref: subnet.parent.key };
  return { $parameter: "privateDnsNetworkId", description: "Id of the virtual network that resolves private names." };
}
