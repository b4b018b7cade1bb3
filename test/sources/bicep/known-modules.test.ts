import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { knownTemplates } from "../../../src/sources/bicep/known-templates.ts";
import { parse } from "../../../src/sources/bicep/parse.ts";
import { declared, evaluate, said } from "./world.ts";

const main = `
module net 'br/public:avm/res/network/virtual-network:0.5.0' = {
  name: 'net'
  params: {
    name: 'net'
    addressPrefixes: ['10.0.0.0/16']
    subnets: [{ name: 'a', addressPrefix: '10.0.0.0/24' }]
  }
}
module zone 'br/public:avm/res/network/private-dns-zone:0.6.0' = {
  name: 'zone'
  params: { name: 'privatelink.api.azureml.ms' }
}
module ws 'br/public:avm/res/machine-learning-services/workspace:0.9.0' = {
  name: 'ws'
  params: {
    name: 'mlw'
    sku: 'Basic'
    publicNetworkAccess: 'Enabled'
    privateEndpoints: [
      {
        subnetResourceId: net.outputs.subnetResourceIds[0]
        privateDnsZoneGroup: { privateDnsZoneGroupConfigs: [{ privateDnsZoneResourceId: zone.outputs.resourceId }] }
      }
    ]
  }
}
output endpoint string = ws.outputs.systemAssignedMIPrincipalId
`;

describe("verified modules that are not restored", () => {
  const fragment = evaluate(main);

  test("their own parameters are understood", () => {
    const endpoint = declared(fragment, "ws/endpoints[0]");
    assert.equal(said(endpoint.body, ["properties", "subnet", "id"]), "-> net/nets[0]");
    assert.equal(
      said(endpoint.body, ["properties", "privateLinkServiceConnections", 0, "properties", "privateLinkServiceId"]),
      "-> ws/main",
    );
    const zones = declared(fragment, "ws/zoneGroups[0]");
    assert.equal(said(zones.body, ["properties", "privateDnsZoneConfigs", 0, "properties", "privateDnsZoneId"]), "-> zone/main");
    assert.equal(said(declared(fragment, "ws/main").body, ["properties", "publicNetworkAccess"]), "Enabled");
  });

  test("a value is edited where the call gives it, and the resource is drawn on the call", () => {
    const workspace = declared(fragment, "ws/main");
    const value = workspace.body.kind === "object" ? workspace.body.props.get("properties")?.value : undefined;
    const access = value?.kind === "object" ? value.props.get("publicnetworkaccess")?.value.at : undefined;
    assert.equal(access?.from === "file" && main.slice(access.start, access.end), "'Enabled'");
    assert.equal(workspace.at.from === "file" && main.slice(workspace.at.start, workspace.at.end), "ws");
  });

  test("what they do not say is open, and so are outputs that are not known", () => {
    assert.equal(said(declared(fragment, "ws/main").body, ["properties", "encryption"]), "? module");
    const output = fragment.outputs.get("endpoint");
    assert.equal(output && said(output), "? module");
    assert.ok(fragment.unseen.every((one) => one.types?.includes("Microsoft.Authorization/roleAssignments")));
  });

  test("a module of a known type hides only that type and what belongs to it", () => {
    const bastion = evaluate("module b 'br/public:avm/res/network/bastion-host:0.4.0' = {\n  name: 'b'\n}\n");
    assert.ok(bastion.unseen[0]?.types?.includes("Microsoft.Network/bastionHosts"));
    assert.ok(!bastion.unseen[0]?.types?.includes("Microsoft.Network/azureFirewalls"));
  });

  test("a resource module that is not known hides the type of its name, and a pattern hides anything", () => {
    const hidden = (path: string) => evaluate(`module m 'br/public:${path}:0.1.0' = {\n  name: 'm'\n}\n`).unseen[0]?.types;
    assert.ok(hidden("avm/res/event-hub/namespace")?.includes("Microsoft.eventhub/namespaces"));
    assert.equal(hidden("avm/ptn/ai-platform/baseline"), undefined);
  });

  test("every template of ours is valid", () => {
    for (const [name, text] of knownTemplates) assert.deepEqual(parse(text).faults, [], name);
  });
});
