import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { rule as invalidTag } from "../../src/rulebook/rules/invalid-service-tag/rule.ts";
import { rule as loose } from "../../src/rulebook/rules/loose-host-pattern/rule.ts";
import { rule as outdated } from "../../src/rulebook/rules/outdated-requirement/rule.ts";
import { rule as overbroad } from "../../src/rulebook/rules/overbroad-rule/rule.ts";
import { rule as wrongCloud } from "../../src/rulebook/rules/wrong-cloud-host/rule.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, graphOf, resource, told } from "../support/graph.ts";

type Properties = { readonly [name: string]: Plain };

/** A firewall policy with one allowing collection of these rules. */
function firewall(...rules: readonly Properties[]) {
  const collection = { name: "c", priority: 100, action: { type: "Allow" }, rules };
  return resource("group", "Microsoft.Network/firewallPolicies/ruleCollectionGroups", ["afwp", "group"], {
    properties: { priority: 100, ruleCollections: [collection] },
  });
}

const toTags = (...tags: readonly Plain[]) => ({ name: "n", ipProtocols: ["TCP"], destinationAddresses: tags, destinationPorts: ["443"] });
const toHosts = (...hosts: readonly string[]) => ({ name: "a", protocols: [{ protocolType: "Https", port: 443 }], targetFqdns: hosts });

function group(direction: string, source: string, destination: string, port = "443", protocol = "Tcp", access = "Allow") {
  const properties = {
    priority: 100,
    direction,
    access,
    protocol,
    sourceAddressPrefix: source,
    destinationAddressPrefix: destination,
    destinationPortRange: port,
  };
  return resource("nsg", "Microsoft.Network/networkSecurityGroups", "nsg", {
    properties: { securityRules: [{ name: "rule", properties }] },
  });
}

const route = (prefix: string) =>
  resource("rt", "Microsoft.Network/routeTables", "rt", {
    properties: { routes: [{ name: "r", properties: { addressPrefix: prefix, nextHopType: "Internet" } }] },
  });

/** Values of what is not met. */
function bad(
  rule: typeof loose,
  declaration: ReturnType<typeof firewall>,
  cloud: "public" | "usgov" | "china" = "public",
): readonly string[] {
  return told(rule, contextOf(graphOf(declaration), cloud)).flatMap((line) => /^(?:unmet|unclear) \S* ?(.*)$/.exec(line)?.[1] ?? []);
}

describe("invalid-service-tag", () => {
  const advice = (tag: string, cloud: "public" | "usgov" | "china" = "public") => {
    const verdicts = [...invalidTag.check(contextOf(graphOf(firewall(toTags(tag))), cloud))];
    return verdicts.map((verdict) => (verdict.is === "unmet" ? (verdict.repair?.changes[0] ?? "unmet") : verdict.is));
  };
  const right = (tag: string, cloud?: "public" | "usgov" | "china") =>
    advice(tag, cloud).map((change) => (typeof change === "object" && change.do === "replace" ? change.value : change));

  test("gives the right name for the wrong ones that pages have printed", () => {
    assert.deepEqual(right("ContainerRegistry.eastus"), ["AzureContainerRegistry.eastus"]);
    assert.deepEqual(right("Keyvault.region"), ["AzureKeyVault"]);
    assert.deepEqual(right("Frontdoor.FirstParty"), ["AzureFrontDoor.FirstParty"]);
    assert.deepEqual(right("BatchNodeManagement.uswest"), ["BatchNodeManagement.westus"]);
    assert.deepEqual(right("AzureMachineLerning"), ["AzureMachineLearning"]);
    assert.deepEqual(right("ContainerRegistry.chinaeast2", "china"), ["AzureContainerRegistry.chinaeast2"]);
  });

  test("takes real tags in any case, with regions that they have", () => {
    for (const tag of ["azuremachinelearning", "AzureFrontDoor.FrontEnd", "Storage.EASTUS", "AzureCloud", "Internet", "AzureMonitor"]) {
      assert.deepEqual(right(tag), ["met"], tag);
    }
    assert.deepEqual(right("Storage.chinaeast2", "china"), ["met"]);
  });

  test("says nothing of addresses, asterisks and the network's own tags in security groups", () => {
    assert.deepEqual(told(invalidTag, contextOf(graphOf(firewall(toTags("10.0.0.0/8", "*", "10.0.0.1-10.0.0.9"))))), []);
    assert.deepEqual(bad(invalidTag, group("Outbound", "VirtualNetwork", "AzureLoadBalancer")), []);
    assert.deepEqual(bad(invalidTag, firewall(toTags("VirtualNetwork"))), ["VirtualNetwork"]);
  });

  test("knows tags that only another cloud has, and does not offer one that the cloud lacks", () => {
    assert.deepEqual(bad(invalidTag, firewall(toTags("AzureFrontDoor.FirstParty")), "usgov"), ["AzureFrontDoor.FirstParty"]);
    assert.deepEqual(right("Frontdoor.FirstParty", "usgov"), ["unmet"]);
    assert.deepEqual(right("Storage.eastus", "usgov"), ["Storage"]);
  });

  test("does not call a name wrong that is like no other", () => {
    assert.deepEqual(right("Bastion"), ["unclear"]);
    assert.deepEqual(right("SomethingNew", "china"), ["unclear"]);
    assert.deepEqual(right("Storage.atlantiscentral"), ["unclear"], "a region may be newer than the list");
    assert.deepEqual(right("AzureActiveDirectory.eastus"), ["AzureActiveDirectory"]);
  });

  test("judges routes and rules that deny as well, since Azure refuses them too", () => {
    assert.deepEqual(bad(invalidTag, route("MachineLearning")), ["MachineLearning"]);
    assert.deepEqual(bad(invalidTag, route("0.0.0.0/0")), []);
    assert.deepEqual(bad(invalidTag, group("Inbound", "Azureml", "*", "*", "*", "Deny")), ["Azureml"]);
  });
});

describe("loose-host-pattern", () => {
  test("finds patterns without a dot, bare domains, paths and asterisks inside", () => {
    assert.deepEqual(bad(loose, firewall(toHosts("*pytorch.org"))), ["*pytorch.org"]);
    assert.deepEqual(bad(loose, firewall(toHosts("windows.net", "core.windows.net", "vault.azure.net", "azurecr.us", "microsoft.com"))), [
      "azurecr.us",
      "core.windows.net",
      "microsoft.com",
      "vault.azure.net",
      "windows.net",
    ]);
    assert.deepEqual(bad(loose, firewall(toHosts("github.com/microsoft/x", "https://github.com"))), [
      "github.com/microsoft/x",
      "https://github.com",
    ]);
    assert.deepEqual(bad(loose, firewall(toHosts("api.*.azureml.ms"))), ["api.*.azureml.ms"]);
  });

  test("takes hosts, wildcards and the asterisk alone", () => {
    assert.deepEqual(
      bad(loose, firewall(toHosts("*", "*.pytorch.org", "pytorch.org", "graph.windows.net", "anaconda.com", "mcr.microsoft.com"))),
      [],
    );
  });
});

describe("wrong-cloud-host", () => {
  test("takes hosts that a cloud has in common with others", () => {
    const common = [
      "graph.windows.net",
      "*.instances.azureml.ms",
      "mcr.microsoft.com",
      "*.kusto.windows.net",
      "vscode.blob.core.windows.net",
    ];
    assert.deepEqual(bad(wrongCloud, firewall(toHosts(...common)), "usgov"), []);
    assert.deepEqual(bad(wrongCloud, firewall(toHosts(...common)), "china"), []);
  });

  test("gives the name that the service has in this cloud", () => {
    const [verdict] = wrongCloud.check(contextOf(graphOf(firewall(toHosts("stml.blob.core.windows.net"))), "china"));
    assert.ok(verdict?.is === "unmet");
    assert.match(verdict.message, /stml\.blob\.core\.chinacloudapi\.cn/);
  });
});

describe("wrong-cloud-host on private zones", () => {
  const zone = (name: string) => resource("zone", "Microsoft.Network/privateDnsZones", name);

  test("finds zones of another cloud that no other rule speaks of", () => {
    assert.deepEqual(bad(wrongCloud, zone("privatelink.queue.core.windows.net"), "usgov"), ["privatelink.queue.core.windows.net"]);
    assert.deepEqual(bad(wrongCloud, zone("privatelink.queue.core.usgovcloudapi.net"), "usgov"), []);
    assert.deepEqual(bad(wrongCloud, zone("privatelink.azurecr.io"), "usgov"), [], "'private-dns-zone' speaks of it");
    assert.deepEqual(bad(wrongCloud, zone("internal.example.com"), "usgov"), []);
  });
});

describe("outdated-requirement", () => {
  test("finds what serves only retired rows", () => {
    assert.deepEqual(bad(outdated, group("Inbound", "BatchNodeManagement.eastus", "*", "29876-29877")), ["BatchNodeManagement.eastus"]);
    assert.deepEqual(bad(outdated, group("Inbound", "AzureLoadBalancer", "VirtualNetwork", "44224")), ["AzureLoadBalancer"]);
    assert.deepEqual(bad(outdated, route("BatchNodeManagement.eastus")), ["BatchNodeManagement.eastus"]);
    assert.deepEqual(bad(outdated, firewall(toHosts("mlworkspace.azure.ai", "viennaglobal.azurecr.io"))), [
      "mlworkspace.azure.ai",
      "viennaglobal.azurecr.io",
    ]);
  });

  test("leaves alone what is needed today, what is general, and what is denied", () => {
    assert.deepEqual(bad(outdated, group("Inbound", "VirtualNetwork", "VirtualNetwork", "*", "*")), []);
    assert.deepEqual(bad(outdated, group("Inbound", "AzureLoadBalancer", "*", "*", "*")), []);
    assert.deepEqual(bad(outdated, group("Outbound", "VirtualNetwork", "BatchNodeManagement.eastus")), []);
    assert.deepEqual(bad(outdated, route("AzureMachineLearning")), []);
    assert.deepEqual(bad(outdated, firewall(toHosts("ml.azure.com", "*.azureml.net", "pypi.org"))), []);
    assert.deepEqual(bad(outdated, group("Inbound", "BatchNodeManagement", "*", "29876-29877", "Tcp", "Deny")), []);
  });

  test("goes by the day that is asked for", () => {
    const context = contextOf(graphOf(group("Inbound", "BatchNodeManagement", "*", "29876-29877")));
    const then = { ...context, scenario: { ...context.scenario, asOf: "2021-07-29" } };
    assert.deepEqual(
      told(outdated, then).filter((line) => line.startsWith("unmet")),
      [],
    );
  });
});

describe("overbroad-rule", () => {
  const wide = (protocol: string, tag: string) =>
    firewall({ name: "n", ipProtocols: [protocol], destinationAddresses: [tag], destinationPorts: ["*"] });

  test("finds every port to a service, and services that call in though they never do", () => {
    assert.deepEqual(bad(overbroad, wide("Any", "AzureMachineLearning")), ["AzureMachineLearning"]);
    assert.deepEqual(bad(overbroad, wide("TCP", "AzureActiveDirectory")), ["AzureActiveDirectory"]);
    assert.deepEqual(bad(overbroad, group("Inbound", "AzureActiveDirectory", "VirtualNetwork")), ["AzureActiveDirectory"]);
    const open = group("Outbound", "VirtualNetwork", "Internet", "*", "*");
    const workspace = resource("mlw", "Microsoft.MachineLearningServices/workspaces", "mlw");
    assert.deepEqual(told(overbroad, contextOf(graphOf(open, workspace))), ["unmet  Internet"]);
    assert.deepEqual(told(overbroad, contextOf(graphOf(open))), [], "nothing here is about machine learning");
  });

  test("leaves alone traffic of the network itself, named ports, and services that do call", () => {
    assert.deepEqual(bad(overbroad, group("Inbound", "VirtualNetwork", "VirtualNetwork", "*", "*")), []);
    assert.deepEqual(bad(overbroad, group("Outbound", "10.0.0.0/24", "10.0.1.0/24", "*", "*")), []);
    assert.deepEqual(bad(overbroad, group("Inbound", "AzureMachineLearning", "VirtualNetwork", "44224")), []);
    assert.deepEqual(bad(overbroad, group("Outbound", "*", "*", "*", "*", "Deny")), []);
  });

  test("takes every port where the revision that is asked for wants them", () => {
    const context = contextOf(graphOf(wide("TCP", "AzureActiveDirectory")));
    const scenario = { ...context.scenario, asOf: "2021-07-29" };
    const requirements = context.book.filter(({ id }) => id === "outbound-azure-active-directory-every-port");
    assert.deepEqual(told(overbroad, { ...context, scenario, requirements }), ["met group"]);
  });
});
