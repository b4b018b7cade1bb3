import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deriveScenario } from "../../src/analysis/scenario/derive.ts";
import { features } from "../../src/analysis/scenario/features.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import type { Plain } from "../support/graph.ts";
import { graphBeside, graphOf, idOf, notKnown, noValue, ref, resource } from "../support/graph.ts";

const ml = "Microsoft.MachineLearningServices/workspaces";
const network = "Microsoft.Network/";

const workspace = (properties: { readonly [name: string]: Plain } = {}, location: Plain = "eastus") =>
  resource("mlw", ml, "mlw", { location, properties });
const compute = (name: string, computeType: string, properties: { readonly [name: string]: Plain } = {}) =>
  resource(name, `${ml}/computes`, ["mlw", name], { properties: { computeType, properties } });
const endpoint = (group: string) =>
  resource(`pe-${group}`, `${network}privateEndpoints`, `pe-${group}`, {
    properties: { privateLinkServiceConnections: [{ properties: { groupIds: [group], privateLinkServiceId: idOf(ml, "mlw") } }] },
  });

/** Names of the features that are on and are off by default. */
function on(...declarations: readonly Declaration[]): readonly string[] {
  const scenario = deriveScenario(graphOf(...declarations), {});
  return features.filter(({ name, default: usual }) => scenario.features.get(name)?.on && !usual).map(({ name }) => name);
}

describe("the scenario", () => {
  test("says of every feature of the table whether it is on, and why", () => {
    const { features: told } = deriveScenario(graphOf(), {});
    assert.deepEqual([...told.keys()].sort(), features.map(({ name }) => name).sort());
    for (const [, { because }] of told) assert.match(because.text, /\.$/);
    assert.deepEqual(
      [...told].filter(([, { on: is }]) => is).map(([name]) => name),
      ["defaultImages", "kubernetesTraining", "python"],
    );
  });

  test("tells computes with public addresses from those without", () => {
    assert.deepEqual(on(compute("ci", "ComputeInstance")), ["computeInstance", "computePublicIp"]);
    assert.deepEqual(on(compute("cl", "AmlCompute", { enableNodePublicIp: false })), ["computeCluster", "noPublicIp"]);
    assert.deepEqual(on(compute("cl", "AmlCompute", { enableNodePublicIp: notKnown() })), ["computeCluster"]);
    assert.deepEqual(on(compute("cl", "amlcompute"), compute("ci", "ComputeInstance", { enableNodePublicIp: false })), [
      "computeInstance",
      "computeCluster",
      "computePublicIp",
      "noPublicIp",
    ]);
  });

  test("does not ask for inbound traffic to computes of a managed network", () => {
    const managed = workspace({ managedNetwork: { isolationMode: "AllowOnlyApprovedOutbound" } });
    assert.deepEqual(on(managed, compute("ci", "ComputeInstance")), ["computeInstance", "managedNetwork", "managedNetworkApprovedOnly"]);
  });

  test("sees what a workspace is set to", () => {
    const serverlessComputeSettings = { serverlessComputeCustomSubnet: "s", serverlessComputeNoPublicIP: true };
    assert.deepEqual(
      on(workspace({ hbiWorkspace: true, imageBuildCompute: "cpu", encryption: { status: "enabled" }, serverlessComputeSettings })),
      ["serverlessCompute", "noPublicIp", "highBusinessImpact", "customerManagedKey", "imageBuildCompute"],
    );
    assert.deepEqual(on(workspace({ hbiWorkspace: notKnown(), encryption: { status: "Disabled" } })), []);
  });

  test("sees firewalls, routes to appliances, private endpoints and private link scopes", () => {
    assert.deepEqual(on(resource("fw", `${network}firewallPolicies`, "fw")), ["firewall"]);
    const routes = [
      { name: "out", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" } },
    ];
    assert.deepEqual(on(resource("rt", `${network}routeTables`, "rt", { properties: { routes } })), ["firewall"]);
    assert.deepEqual(on(endpoint("amlworkspace")), ["privateEndpoints"]);
    assert.deepEqual(on(endpoint("azuremonitor")), ["privateEndpoints", "monitorPrivateLink"]);
    assert.deepEqual(on(endpoint("amlregistry")), ["privateEndpoints", "machineLearningRegistry"]);
  });

  test("does not take a route for some addresses for a firewall on the way out", () => {
    const routes = [{ name: "branch", properties: { addressPrefix: "10.9.0.0/16", nextHopType: "VirtualAppliance" } }];
    assert.deepEqual(on(resource("rt", `${network}routeTables`, "rt", { properties: { routes } })), []);
  });

  describe("with a firewall before storage", () => {
    const route = (addressPrefix: string, nextHopType = "VirtualAppliance") => ({
      name: "inside",
      properties: { addressPrefix, nextHopType, ...(nextHopType === "VirtualAppliance" && { nextHopIpAddress: "10.0.0.4" }) },
    });
    const within = (group: string, routes: readonly Plain[], policies?: string) =>
      on(
        workspace(),
        compute("cpu", "AmlCompute", { enableNodePublicIp: false, subnet: { id: ref("training") } }),
        resource("vnet", `${network}virtualNetworks`, "vnet", { properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } } }),
        resource("training", `${network}virtualNetworks/subnets`, ["vnet", "training"], {
          properties: { addressPrefix: "10.0.1.0/24", routeTable: { id: ref("rt") } },
        }),
        resource("inside", `${network}virtualNetworks/subnets`, ["vnet", "inside"], {
          properties: { addressPrefix: "10.0.2.0/24", ...(policies && { privateEndpointNetworkPolicies: policies }) },
        }),
        resource("rt", `${network}routeTables`, "rt", { properties: { routes } }),
        resource("pe", `${network}privateEndpoints`, "pe", {
          properties: { subnet: { id: ref("inside") }, privateLinkServiceConnections: [{ properties: { groupIds: [group] } }] },
        }),
      ).includes("firewallBeforeStorage");

    test("sees a route to its endpoints that their subnet heeds, and a host route", () => {
      assert.equal(within("file", [route("10.0.2.0/24")], "RouteTableEnabled"), true);
      assert.equal(within("blob", [route("10.0.0.0/16")], "Enabled"), true);
      assert.equal(within("dfs", [route("10.0.2.4/32")]), true);
    });

    test("sees none where Azure's own route to the endpoint goes first", () => {
      assert.equal(within("file", [route("10.0.2.0/24")]), false);
      assert.equal(within("file", [route("10.0.2.0/24")], "NetworkSecurityGroupEnabled"), false);
      assert.equal(within("file", [route("0.0.0.0/0")], "Enabled"), false);
      assert.equal(within("file", [route("10.0.0.0/8")], "Enabled"), false, "broader than the network");
      assert.equal(
        within("file", [route("10.0.2.0/24"), route("10.0.2.0/25", "VnetLocal"), route("10.0.2.128/25", "VnetLocal")], "Enabled"),
        false,
      );
      assert.equal(within("file", [route("10.0.3.0/24")], "Enabled"), false);
      assert.equal(within("vault", [route("10.0.2.0/24")], "Enabled"), false);
    });
  });

  test("knows a storage account at its public hosts only where nothing hides a private endpoint", () => {
    const storage = resource("st", "Microsoft.Storage/storageAccounts", "st", { properties: {} });
    assert.deepEqual(on(storage), ["publicStorage"]);
    assert.deepEqual(on(storage, endpoint("blob")), ["privateEndpoints"]);
    assert.equal(deriveScenario(graphBeside(noValue, storage), {}).features.get("publicStorage")?.on, false);
  });

  test("takes RStudio, PyTorch and attached clusters from what is declared", () => {
    const customServices = [{ name: "studio", image: { reference: "ghcr.io/azure/rocker-rstudio-ml-verse:latest" } }];
    assert.ok(on(compute("ci", "ComputeInstance", { customServices })).includes("rstudio"));
    const environment = resource("env", `${ml}/environments/versions`, ["mlw", "torch", "1"], {
      properties: { image: "mcr.microsoft.com/azureml/curated/acpt-pytorch-2.2" },
    });
    assert.deepEqual(on(environment), ["customImages", "pytorch"]);
    assert.deepEqual(on(compute("k", "AKS")), ["kubernetes", "aks"]);
    assert.deepEqual(on(compute("k", "Kubernetes")), ["kubernetes"]);
  });

  test("knows people who work from inside where a Bastion host leads to a machine and the workspace is private", () => {
    const machine = resource("vm", "Microsoft.Compute/virtualMachines", "vm-jump", { properties: {} });
    const bastion = resource("bastion", `${network}bastionHosts`, "bastion", { properties: {} });
    assert.deepEqual(on(endpoint("amlworkspace"), machine, bastion), ["privateEndpoints", "clientsInside"]);
    assert.deepEqual(on(endpoint("amlworkspace"), machine), ["privateEndpoints"]);
    assert.deepEqual(on(endpoint("blob"), machine, bastion), ["privateEndpoints"]);
  });

  test("is overridden by what somebody says, in everything", () => {
    const said = new Map([
      ["computePublicIp", false],
      ["vscodeWeb", true],
      ["python", false],
    ]);
    const scenario = deriveScenario(graphOf(workspace(), compute("ci", "ComputeInstance")), {
      cloud: "china",
      region: "China East 2",
      asOf: "2021-07",
      profile: "il5",
      features: said,
    });
    assert.deepEqual([scenario.cloud, scenario.region, scenario.asOf, scenario.profile], ["china", "chinaeast2", "2021-07-29", "il5"]);
    assert.equal(scenario.features.get("computePublicIp")?.on, false);
    assert.equal(scenario.features.get("vscode")?.on, true, "it comes with the web's editor");
    assert.equal(scenario.features.get("python")?.on, false);
  });

  test("has the region of the workspaces, and none where they differ or nobody knows", () => {
    assert.equal(deriveScenario(graphOf(workspace({}, "East US 2")), {}).region, "eastus2");
    assert.equal(deriveScenario(graphOf(workspace({}, notKnown())), {}).region, undefined);
    const other = resource("other", ml, "other", { location: "westus" });
    assert.equal(deriveScenario(graphOf(workspace(), other), {}).region, undefined);
    const vault = resource("kv", "Microsoft.KeyVault/vaults", "kv", { location: "westus" });
    assert.equal(deriveScenario(graphOf(workspace(), vault), {}).region, "eastus");
    assert.equal(deriveScenario(graphOf(vault), {}).region, "westus");
  });

  test("has the cloud of the region; else the one that all zones and hosts name", () => {
    const cloudOf = (...declarations: readonly Declaration[]) => deriveScenario(graphOf(...declarations), {}).cloud;
    const zone = (name: string) => resource(name, `${network}privateDnsZones`, name, { location: "global" });
    assert.equal(cloudOf(workspace({}, "usgovvirginia")), "usgov");
    assert.equal(cloudOf(workspace({}, "chinanorth3")), "china");
    assert.equal(cloudOf(zone("privatelink.api.ml.azure.us"), zone("privatelink.azurecr.us")), "usgov");
    assert.equal(cloudOf(zone("privatelink.api.ml.azure.us"), zone("privatelink.azurecr.io")), "public");
    assert.equal(cloudOf(), "public");
  });
});
