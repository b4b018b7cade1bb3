import assert from "node:assert/strict";
import { test } from "node:test";
import { drawn, evaluated } from "./folder.ts";

const call = (inputs: string) => `module "aml" {
  source = "Azure/avm-res-machinelearningservices-workspace/azurerm"
  name   = "mlw"
${inputs}
}
`;
const declared = (inputs: string) => drawn(evaluated({ "main.tf": `variable "asked" {}\n${call(inputs)}` }));

test("the workspace of Azure's verified module has the network, identity and key that it is given", () => {
  const [workspace = ""] = declared(`
  public_network_access_enabled = false
  managed_identities            = { user_assigned_resource_ids = ["/i"] }
  primary_user_assigned_identity = { resource_id = "/i" }
  serverless_compute            = { subnet_id = "/n" }
  workspace_managed_network = {
    isolation_mode = "AllowOnlyApprovedOutbound"
    outbound_rules = {
      fqdn        = { pypi = { destination = "pypi.org" } }
      service_tag = { aml = { service_tag = "AzureMachineLearning", protocol = "TCP", port_ranges = "443", action = "Allow" } }
    }
  }`);
  assert.match(workspace, /publicNetworkAccess: "Disabled"/);
  assert.match(workspace, /identity: \{type: "UserAssigned", userAssignedIdentities: \{\/i: "\/i"\}\}/);
  assert.match(workspace, /primaryUserAssignedIdentity: "\/i"/);
  assert.match(workspace, /serverlessComputeSettings: \{serverlessComputeCustomSubnet: "\/n", serverlessComputeNoPublicIP: true\}/);
  assert.match(workspace, /isolationMode: "AllowOnlyApprovedOutbound"/);
  assert.match(workspace, /pypi: \{type: "FQDN", destination: "pypi\.org"\}/);
  assert.match(
    workspace,
    /aml: \{type: "ServiceTag", destination: \{serviceTag: "AzureMachineLearning", protocol: "TCP", portRanges: "443"/,
  );
});

test("its private endpoints lead to it, with the zones that it is given", () => {
  const [, endpoint = "", group = ""] = declared(
    '  private_endpoints = { a = { subnet_resource_id = "/n", private_dns_zone_resource_ids = ["/z"] } }',
  );
  assert.match(
    endpoint,
    /privateEndpoints\("pep-mlw"\) .*id: "\/n".*privateLinkServiceId: module\.aml\.azapi_resource\.this, groupIds: \["amlworkspace"\]/,
  );
  assert.match(group, /privateDnsZoneGroups\("pep-mlw"\/"default"\) .*privateDnsZoneId: "\/z"/);
});

test("what it is given that nobody knows settles nothing", () => {
  assert.equal(declared("  private_endpoints = var.asked").length, 1);
  assert.match(declared("  managed_identities = var.asked")[0] ?? "", /identity: <var\.asked>/);
  assert.match(
    declared('  workspace_managed_network = { isolation_mode = "Disabled", outbound_rules = { fqdn = var.asked } }')[0] ?? "",
    /outboundRules: \{…\}/,
  );
});
