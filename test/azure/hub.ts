// An estate as companies build it: one hub with the firewall, the private DNS zones and a registry, and a spoke for each workspace.
import { idOf, resource, SUBSCRIPTION, withConnections, workspaceRows } from "./rows.ts";
import type { ArmResource } from "./world.ts";

const HUB = idOf("rg-hub", "Microsoft.Network/virtualNetworks/hub");
const REGISTRY = idOf("rg-hub", "Microsoft.ContainerRegistry/registries/crhub");
const ZONES = idOf("rg-hub", "Microsoft.Network/privateDnsZones/");

/** `size` workspaces `mlw1`, `mlw2`, … each in a spoke of its own. What the hub's rows list of their users grows with them. */
export function hubEstate(size: number, subscriptionOf: (n: number) => string = () => SUBSCRIPTION): ArmResource[] {
  const spokes = Array.from({ length: size }, (_, n) => spokeRows(n + 1, subscriptionOf(n)));
  const networks = spokes.flat().filter(({ type }) => type === "Microsoft.Network/virtualNetworks");
  const endpoints = spokes.flat().filter(({ id }) => /\/privateEndpoints\/pe-cr\d+$/.test(id));
  const shared = [hubNetwork(networks.map(({ id }) => id)), registry(endpoints.map(({ id }) => id))];
  const rows = [...spokes.flat(), ...firewallRows(), ...shared];
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** The same, with the connections to private endpoints that Azure lists at their targets. */
export function linkedHub(size: number): ArmResource[] {
  return withConnections(hubEstate(size));
}

function hubNetwork(spokes: readonly string[]): ArmResource {
  return resource(HUB, {
    addressSpace: { addressPrefixes: ["10.0.0.0/24"] },
    subnets: [{ id: `${HUB}/subnets/AzureFirewallSubnet`, name: "AzureFirewallSubnet", properties: { addressPrefix: "10.0.0.0/26" } }],
    virtualNetworkPeerings: spokes.map((id, n) => peering(HUB, `spoke${n + 1}`, id)),
  });
}

function registry(endpoints: readonly string[]): ArmResource {
  const privateEndpointConnections = endpoints.map((id, n) => ({
    id: `${REGISTRY}/privateEndpointConnections/${n}`,
    properties: { privateEndpoint: { id }, privateLinkServiceConnectionState: { status: "Approved" } },
  }));
  return resource(
    REGISTRY,
    { publicNetworkAccess: "Disabled", adminUserEnabled: false, privateEndpointConnections },
    { sku: { name: "Premium" } },
  );
}

/** The firewall of a single workspace, let out for every spoke. */
function firewallRows(): readonly ArmResource[] {
  const own = workspaceRows(0).filter(({ type }) => /^Microsoft.Network\/(azureFirewalls|firewallPolicies)/.test(type));
  const text = JSON.stringify(own)
    .replaceAll(/virtualNetworks\/vnet0/g, "virtualNetworks/hub")
    .replaceAll("/resourceGroups/rg-ml0/", "/resourceGroups/rg-hub/")
    .replaceAll("10.0.1.0/24", "10.0.0.0/8");
  return JSON.parse(text);
}

/** A workspace without firewall and zones of its own; records and links stand in the hub's zones. */
function spokeRows(n: number, subscription: string): readonly ArmResource[] {
  const [second, third] = [1 + Math.floor(n / 120), (n % 120) * 2];
  const own = workspaceRows(n, subscription).filter(({ type }) => !/^Microsoft.Network\/(azureFirewalls|firewallPolicies)/.test(type));
  const text = JSON.stringify(own)
    .replaceAll(idOf(`rg-ml${n}`, "Microsoft.Network/privateDnsZones/", subscription), ZONES)
    .replaceAll(idOf(`rg-ml${n}`, `Microsoft.ContainerRegistry/registries/crml${n}`, subscription), REGISTRY)
    .replaceAll("/virtualNetworkLinks/link", `/virtualNetworkLinks/spoke${n}`)
    .replaceAll('"name":"link"', `"name":"spoke${n}"`)
    .replaceAll("10.0.0.0/16", `10.${second}.${third}.0/23`)
    .replaceAll("10.0.1.", `10.${second}.${third}.`)
    .replaceAll("10.0.2.", `10.${second}.${third + 1}.`);
  const rows: readonly ArmResource[] = JSON.parse(text);
  return rows.map((row) => (row.type === "Microsoft.Network/virtualNetworks" ? peered(row) : row));
}

function peered(network: ArmResource): ArmResource {
  const { subnets = [], ...properties } = network.properties as { readonly subnets?: readonly { readonly name: string }[] };
  const own = subnets.filter(({ name }) => name !== "AzureFirewallSubnet");
  return { ...network, properties: { ...properties, subnets: own, virtualNetworkPeerings: [peering(network.id, "hub", HUB)] } };
}

function peering(network: string, name: string, remote: string) {
  return {
    id: `${network}/virtualNetworkPeerings/${name}`,
    name,
    properties: { remoteVirtualNetwork: { id: remote }, peeringState: "Connected" },
  };
}
