import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Declaration } from "../../src/model/declaration.ts";
import { scalar } from "../../src/model/value.ts";
import { rule as link } from "../../src/rulebook/rules/private-dns-link/rule.ts";
import { rule as group } from "../../src/rulebook/rules/private-dns-zone-group/rule.ts";
import { audit } from "../support/audit.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, graphOf, idOf, notKnown, ref, resource, told } from "../support/graph.ts";

const blob = "privatelink.blob.core.windows.net";
const network = (name: string, prefix: string, servers?: readonly Plain[]) =>
  resource(name, "Microsoft.Network/virtualNetworks", name, {
    properties: {
      addressSpace: { addressPrefixes: [prefix] },
      ...(servers && { dhcpOptions: { dnsServers: servers } }),
      subnets: [{ name: "one", properties: { addressPrefix: prefix } }],
    },
  });
const subnet = (of: string) => idOf("Microsoft.Network/virtualNetworks/subnets", of, "one");
const workspace = resource("mlw", "Microsoft.MachineLearningServices/workspaces", "mlw", { properties: { storageAccount: ref("st") } });
const storage = resource("st", "Microsoft.Storage/storageAccounts", "st");
const endpoint = (place: Plain) =>
  resource("pe", "Microsoft.Network/privateEndpoints", "pe", {
    properties: {
      subnet: { id: place },
      privateLinkServiceConnections: [{ properties: { privateLinkServiceId: ref("st"), groupIds: ["blob"] } }],
    },
  });
const zone = resource("zone", "Microsoft.Network/privateDnsZones", blob);
const linkTo = (target: Plain) =>
  resource("link", "Microsoft.Network/privateDnsZones/virtualNetworkLinks", [blob, "link"], {
    properties: { virtualNetwork: { id: target } },
  });
const firewall = (proxy: boolean) => [
  resource("policy", "Microsoft.Network/firewallPolicies", "policy", { properties: { dnsSettings: { enableProxy: proxy } } }),
  resource("fw", "Microsoft.Network/azureFirewalls", "fw", {
    properties: { firewallPolicy: { id: ref("policy") }, ipConfigurations: [{ properties: { subnet: { id: subnet("hub") } } }] },
  }),
];
const firewallAddress = ref("fw", "properties", "ipConfigurations", 0, "properties", "privateIPAddress");

describe("private-dns-link", () => {
  const says = (...more: readonly Declaration[]) => told(link, contextOf(graphOf(workspace, storage, zone, ...more)));

  test("wants a link to the network of the endpoint", () => {
    assert.deepEqual(says(network("spoke", "10.1.0.0/16"), endpoint(subnet("spoke"))), [`unmet zone ${blob}`]);
    assert.deepEqual(says(network("spoke", "10.1.0.0/16"), endpoint(subnet("spoke")), linkTo(ref("spoke"))), [`met zone ${blob}`]);
    const other = network("other", "10.2.0.0/16");
    assert.deepEqual(says(network("spoke", "10.1.0.0/16"), other, endpoint(subnet("spoke")), linkTo(ref("other"))), [`unmet zone ${blob}`]);
  });

  test("takes a firewall with DNS proxy in a linked hub for a link", () => {
    const spoke = network("spoke", "10.1.0.0/16", [firewallAddress]);
    const hub = network("hub", "10.0.0.0/16");
    assert.deepEqual(says(spoke, hub, ...firewall(true), endpoint(subnet("spoke")), linkTo(ref("hub"))), [`met zone ${blob}`]);
    assert.deepEqual(says(spoke, hub, ...firewall(false), endpoint(subnet("spoke")), linkTo(ref("hub"))), [`unclear zone ${blob}`]);
  });

  test("takes a DNS server whose address lies in a linked network for a link, and cannot tell of another", () => {
    const hub = network("hub", "10.0.0.0/16");
    const asks = (address: string) => network("spoke", "10.1.0.0/16", [address]);
    assert.deepEqual(says(asks("10.0.0.4"), hub, endpoint(subnet("spoke")), linkTo(ref("hub"))), [`met zone ${blob}`]);
    assert.deepEqual(says(asks("192.168.0.4"), hub, endpoint(subnet("spoke")), linkTo(ref("hub"))), [`unclear zone ${blob}`]);
  });

  test("cannot tell where the network, the link's target or every user of the zone is elsewhere", () => {
    assert.deepEqual(says(endpoint(notKnown()), linkTo(idOf("Microsoft.Network/virtualNetworks", "hub"))), [`unclear zone ${blob}`]);
    assert.deepEqual(says(network("spoke", "10.1.0.0/16"), endpoint(subnet("spoke")), linkTo(notKnown())), [`unclear zone ${blob}`]);
    assert.deepEqual(says(), [`unclear zone ${blob}`]);
  });

  test("asks each of several zones of one name for the networks of its own endpoints alone", () => {
    const again = resource("again", "Microsoft.Network/privateDnsZones", blob, {}, { home: { resourceGroup: scalar("b", zone.at) } });
    const grouped = resource("group", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", ["pe", "default"], {
      properties: { privateDnsZoneConfigs: [{ properties: { privateDnsZoneId: ref("again") } }] },
    });
    const lines = says(network("spoke", "10.1.0.0/16"), endpoint(subnet("spoke")), again, grouped);
    assert.deepEqual(lines, [`unclear zone ${blob}`, `unmet again ${blob}`]);
  });

  test("knows the network of an endpoint elsewhere by an id that nobody knows but both are made of", async () => {
    const bicep = `
      param networkId string
      param workspaceId string
      resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {
        name: 'pe'
        properties: {
          subnet: { id: '\${networkId}/subnets/endpoints' }
          privateLinkServiceConnections: [{ name: 'pe', properties: { privateLinkServiceId: workspaceId, groupIds: ['amlworkspace'] } }]
        }
      }
      resource api 'Microsoft.Network/privateDnsZones@2024-06-01' = { name: 'privatelink.api.azureml.ms', location: 'global' }
      resource linked 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
        parent: api
        name: 'link'
        location: 'global'
        properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
      }`;
    const { checks } = await audit({ "main.bicep": bicep });
    assert.deepEqual(
      checks.filter(({ rule }) => rule === "private-dns-link").map(({ verdict }) => verdict),
      ["met"],
    );
  });

  test("knows the network of an endpoint elsewhere by its id", () => {
    const place = idOf("Microsoft.Network/virtualNetworks/subnets", "apart", "one");
    assert.deepEqual(says(endpoint(place), linkTo(idOf("Microsoft.Network/virtualNetworks", "apart"))), [`met zone ${blob}`]);
  });
});

describe("private-dns-zone-group", () => {
  const base = [workspace, storage, network("spoke", "10.1.0.0/16"), endpoint(subnet("spoke")), zone];
  const grouped = (id: Plain) =>
    resource("group", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", ["pe", "default"], {
      properties: { privateDnsZoneConfigs: [{ name: "blob", properties: { privateDnsZoneId: id } }] },
    });

  test("wants the zone in a group of the endpoint", () => {
    assert.deepEqual(told(group, contextOf(graphOf(...base))), ["unmet pe blob"]);
    assert.deepEqual(told(group, contextOf(graphOf(...base, grouped(ref("zone"))))), ["met pe blob"]);
    assert.deepEqual(told(group, contextOf(graphOf(...base, grouped(notKnown())))), ["unclear pe blob"]);
  });

  test("leaves a zone that is nowhere to the rule about zones", () => {
    const both = {
      properties: { privateLinkServiceConnections: [{ properties: { privateLinkServiceId: ref("mlw"), groupIds: ["amlworkspace"] } }] },
    };
    const own = resource("own", "Microsoft.Network/privateEndpoints", "own", both);
    const api = resource("api", "Microsoft.Network/privateDnsZones", "privatelink.api.azureml.ms");
    const half = resource("half", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups", ["own", "default"], {
      properties: { privateDnsZoneConfigs: [{ name: "api", properties: { privateDnsZoneId: ref("api") } }] },
    });
    const notebooks = resource("nb", "Microsoft.Network/privateDnsZones", "privatelink.notebooks.azure.net");
    assert.deepEqual(told(group, contextOf(graphOf(workspace, own, api, half))), []);
    assert.deepEqual(told(group, contextOf(graphOf(workspace, own, api, half, notebooks))), ["unmet own amlworkspace"]);
  });

  test("leaves a zone of a wrong name to the rule about names", () => {
    const wrong = resource("wrong", "Microsoft.Network/privateDnsZones", "privatelink.blob.core.usgovcloudapi.net");
    assert.deepEqual(told(group, contextOf(graphOf(...base, wrong, grouped(ref("wrong"))))), ["met pe blob"]);
  });
});
