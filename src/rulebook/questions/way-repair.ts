// Repairs of a subnet's ways out: a route to the firewall that stands there, and storage only to the accounts that were chosen.

import type { Graph, Resource } from "../../model/graph.ts";
import { own } from "../../model/own.ts";
import type { Change, Draft, Repair } from "../../model/repair.ts";
import type { Way } from "../../reach/judge/route.ts";
import { writeRange } from "../../reach/match/addresses.ts";
import type { Firewall, RouteTable, Subnet } from "../../reach/topology/types.ts";
import { called } from "./naming.ts";
import { placeIn } from "./setting.ts";
import { storesOf } from "./workspaces.ts";

const version = "2024-05-01";

/** Routes what leaves a subnet to the firewall of its network: in its route table, else in one of its own. */
export function routeThrough(subnet: Subnet, firewall: Firewall, way: Way, tables: readonly RouteTable[]): Repair | undefined {
  if (!firewall.network || subnet.routeTable.is === "unclear" || subnet.resource.existing) return undefined;
  const properties = {
    addressPrefix: "0.0.0.0/0",
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: addressOf(firewall, subnet),
  };
  const title = `Route what leaves subnet '${subnet.name}' to ${called(firewall.resource)}`;
  const caution = "Traffic that no rule of the firewall allows stops.";
  if (subnet.routeTable.is === "there") {
    const table = subnet.routeTable.to;
    const route = table.routes.find(({ at }) => way.to !== "unclear" && way.route?.at === at);
    const changes = route ? redirected(route.resource, properties) : [added(table, properties)];
    return { title, changes, caution };
  }
  const leading = tables.find((table) =>
    table.routes.some(({ appliance }) => appliance?.is === "firewall" && appliance.firewall === firewall),
  );
  const key = leading?.resource.key ?? "firewallRoutes";
  const table = {
    key,
    type: "Microsoft.Network/routeTables",
    apiVersion: version,
    name: { $name: "rt" },
    body: { location: { $deployment: "location" as const }, properties: { routes: [{ name: routeName, properties }] } },
  };
  const beside = subnet.network?.resource.key ?? subnet.resource.key;
  return {
    title,
    changes: [
      ...(leading ? [] : [{ do: "add" as const, beside, resources: [table] }]),
      { do: "set", ...placeIn(subnet.resource, ["properties", "routeTable"]), value: { id: { $ref: key } } },
    ],
    caution,
  };
}

/** Gives a subnet a NAT gateway with a public address, where no route leads elsewhere than to the Internet, which is then by it. */
export function throughGateway(subnet: Subnet, way: Way): Repair | undefined {
  if (way.to === "unclear" || (way.route !== undefined && way.to !== "internet") || subnet.resource.existing || subnet.resource.repeated)
    return undefined;
  const own: Draft = { location: { $deployment: "location" }, sku: { name: "Standard" } };
  const resources = [
    {
      key: "natAddress",
      type: "Microsoft.Network/publicIPAddresses",
      apiVersion: version,
      name: { $name: "nat-ip" },
      body: { ...own, properties: { publicIPAllocationMethod: "Static" } },
    },
    {
      key: "natGateway",
      type: "Microsoft.Network/natGateways",
      apiVersion: version,
      name: { $name: "nat" },
      body: { ...own, properties: { publicIpAddresses: [{ id: { $ref: "natAddress" } }] } },
    },
  ];
  return {
    title: `Let subnet '${subnet.name}' out through a NAT gateway`,
    changes: [
      { do: "add", beside: subnet.network?.resource.key ?? subnet.resource.key, resources },
      { do: "set", ...placeIn(subnet.resource, ["properties", "natGateway"]), value: { id: { $ref: "natGateway" } } },
    ],
    caution:
      "A NAT gateway costs money and lets everything out that no security rule stops; a firewall tells one destination from another.",
  };
}

const routeName = "through-the-firewall";

function redirected(route: Resource, properties: { readonly [name: string]: Draft }): readonly Change[] {
  return ["nextHopType", "nextHopIpAddress"].map((name) => ({
    do: "set" as const,
    ...placeIn(route, ["properties", name]),
    value: own(properties, name) ?? "",
  }));
}

function added(table: RouteTable, properties: Draft): Change {
  return { do: "append", resource: table.resource.key, path: ["properties", "routes"], value: { name: routeName, properties } };
}

/** A network that waits for its route table cannot give that table the firewall's address: it is then the first of its subnet. */
function addressOf(firewall: Firewall, subnet: Subnet): Draft {
  if (!subnet.resource.inline) {
    return { $ref: firewall.resource.key, path: ["properties", "ipConfigurations", 0, "properties", "privateIPAddress"] };
  }
  // Azure keeps the first four addresses of a subnet for itself, and its firewall takes the next one.
  const [range] = firewall.addresses.items.flatMap((term) =>
    term.is === "range" && term.range.last > term.range.first ? [term.range] : [],
  );
  if (range) return writeRange({ ...range, first: range.first + 4n, last: range.first + 4n }).replace(/\/\d+$/, "");
  return { $parameter: "firewallPrivateIp", description: "Private address of the firewall." };
}

/** Lets a subnet's storage traffic reach the workspace's accounts and those of the service itself, and no others. */
export function onlyOwnStorage(graph: Graph, subnet: Subnet, lacks: { readonly endpoint: boolean; readonly policy: boolean }): Repair {
  const declared = graph.ofType(policyType).find((one) => !one.existing && !one.repeated);
  const key = declared?.key ?? "storagePolicy";
  const beside = subnet.network?.resource.key ?? subnet.resource.key;
  const inSubnet = (path: string) => placeIn(subnet.resource, ["properties", path]);
  return {
    title: `Let subnet '${subnet.name}' reach only the workspace's own storage accounts`,
    changes: [
      ...(lacks.policy && !declared ? [{ do: "add" as const, beside, resources: [policy(graph, key)] }] : []),
      ...(lacks.endpoint ? [{ do: "append" as const, ...inSubnet("serviceEndpoints"), value: { service: "Microsoft.Storage" } }] : []),
      ...(lacks.policy ? [{ do: "append" as const, ...inSubnet("serviceEndpointPolicies"), value: { id: { $ref: key } } }] : []),
    ],
    caution: "Whatever else in this subnet uses a storage account that the policy does not name loses it.",
  };
}

const policyType = "Microsoft.Network/serviceEndpointPolicies";

function policy(graph: Graph, key: string) {
  const own = [...new Set(storesOf(graph, "storageAccount").map(({ resource }) => resource))].filter((one) => !one.repeated);
  const accounts: readonly Draft[] =
    own.length > 0
      ? own.map((account) => ({ $ref: account.key }))
      : [{ $parameter: "allowedStorageAccountId", description: "Id of the storage account that computes may send data to." }];
  const definition = (name: string, service: string, serviceResources: readonly Draft[]): Draft => ({
    name,
    properties: { service, serviceResources },
  });
  return {
    key,
    type: policyType,
    apiVersion: version,
    name: { $name: "storage-policy" },
    body: {
      location: { $deployment: "location" as const },
      properties: {
        serviceEndpointPolicyDefinitions: [
          definition("accounts", "Microsoft.Storage", accounts),
          definition("machine-learning", "Global", ["/services/Azure/MachineLearning"]),
        ],
      },
    },
  };
}
