// Whatever a deployment says, each rule answers, in sentences that can be read.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { rules } from "../../src/rulebook/index.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, either, graphOf, idOf, notKnown, ref, resource } from "../support/graph.ts";

const kinds = [
  ["mlw", "Microsoft.MachineLearningServices/workspaces"],
  ["st", "Microsoft.Storage/storageAccounts"],
  ["kv", "Microsoft.KeyVault/vaults"],
  ["cr", "Microsoft.ContainerRegistry/registries"],
  ["vnet", "Microsoft.Network/virtualNetworks"],
  ["pe", "Microsoft.Network/privateEndpoints"],
  ["zone", "Microsoft.Network/privateDnsZones"],
  ["bas", "Microsoft.Network/bastionHosts"],
  ["vm", "Microsoft.Compute/virtualMachines"],
  ["nic", "Microsoft.Network/networkInterfaces"],
  ["fw", "Microsoft.Network/azureFirewalls"],
  ["role", "Microsoft.Authorization/roleAssignments"],
  ["diag", "Microsoft.Insights/diagnosticSettings"],
  ["aci", "Microsoft.ContainerInstance/containerGroups"],
] as const;

const words = [
  "publicNetworkAccess storageAccount keyVault containerRegistry encryption status keyVaultProperties keyIdentifier keyVaultArmId identity",
  "userAssignedIdentity keySource keyvaultproperties services queue keyType networkAcls defaultAction bypass ipRules virtualNetworkRules id",
  "privateLinkServiceConnections properties privateLinkServiceId groupIds subnet subnets name addressPrefix addressSpace addressPrefixes",
  "dhcpOptions dnsServers ipConfigurations publicIPAddress networkProfile networkInterfaces principalId roleDefinitionId logs enabled",
  "accessPolicies objectId permissions keys managedNetwork isolationMode containers image allowSharedKeyAccess systemDatastoresAuthMode",
].flatMap((line) => line.split(" "));
const strings = [
  "Enabled",
  "Disabled",
  "Deny",
  "10.0.0.0/16",
  "172.17.0.0/16",
  "blob",
  "vault",
  "amlworkspace",
  "privatelink.vault.azure.net",
  "",
];

const leaf: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(...strings),
  fc.boolean(),
  fc.integer({ min: -1, max: 4096 }),
  fc.constant(null),
  fc.constantFrom(...kinds.map(([key]) => ref(key)), ref("nowhere"), ref("kv", "properties", "vaultUri")),
  fc.constantFrom(...kinds.map(([key, type]) => idOf(type, key)), notKnown()),
);
const value: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.dictionary(fc.constantFrom(...words), tie("value"), { maxKeys: 6 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.tuple(tie("value"), tie("value")).map(([a, b]) => either("x", a, b)),
  ),
})).value;
const properties = fc.dictionary(fc.constantFrom(...words), value, { maxKeys: 12 });
const deployment = fc.tuple(...kinds.map(() => fc.option(properties, { nil: undefined })));

test("every rule answers on any deployment, in sentences with names and without holes", () => {
  fc.assert(
    fc.property(deployment, (bodies) => {
      const declared = kinds.flatMap(([key, type], index) => {
        const body = bodies[index];
        return body ? [resource(key, type, key, { properties: body })] : [];
      });
      const context = contextOf(graphOf(...declared), "usgov", "batchEndpoints", "dataLake");
      for (const rule of rules) {
        for (const verdict of rule.check({ ...context, scenario: { ...context.scenario, profile: "il5" } })) {
          if (verdict.is === "met") continue;
          assert.match(verdict.message, /^[A-Z'`].*\.$/s, rule.id);
          assert.doesNotMatch(verdict.message, /undefined|\[object|NaN| {2}|\.\./, rule.id);
        }
      }
    }),
    { numRuns: 150 },
  );
});
