// Cases from learn.microsoft.com/azure/machine-learning/how-to-managed-network.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../src/model/assemble.ts";
import { topologyOf } from "../../src/reach/topology/topology.ts";
import type { Plain } from "../support/graph.ts";
import { idOf, notKnown, resource } from "../support/graph.ts";
import { networkOf, say, walkTo } from "./network.ts";

interface Beside {
  readonly stores?: { readonly [name: string]: Plain };
  readonly rules?: readonly ReturnType<typeof resource>[];
}

function walked(managedNetwork: Plain, to: string, { stores = {}, rules = [] }: Beside = {}) {
  const properties = { managedNetwork, ...stores };
  const workspace = resource("ws", "Microsoft.MachineLearningServices/workspaces", "ws", { location: "eastus", properties });
  return walkTo(assemble([{ declarations: [workspace, ...rules], outputs: new Map(), unseen: [], problems: [] }]), to);
}

function told(managedNetwork: Plain, to: string, beside: Beside = {}): string {
  return say(walked(managedNetwork, to, beside));
}

const approved = (outboundRules: { readonly [name: string]: Plain } = {}): Plain => ({
  isolationMode: "AllowOnlyApprovedOutbound",
  outboundRules,
});

describe("a managed network", () => {
  test("that allows the Internet lets everything out", () => {
    assert.equal(told({ isolationMode: "AllowInternetOutbound" }, "pypi.org"), "allowed by AllowInternetOutbound");
  });

  test("has rules that Azure adds by itself", () => {
    assert.equal(told(approved(), "AzureMachineLearning:18881"), "allowed by required rule of Azure");
    assert.equal(told(approved(), "BatchNodeManagement.eastus"), "allowed by required rule of Azure");
    assert.equal(told(approved(), "Storage.eastus"), "allowed by private endpoints that Azure adds");
  });

  test("is not accused of lacking what only users of studio need", () => {
    assert.equal(told(approved(), "AzureFrontDoor.Frontend"), "unclear");
  });

  test("reaches hosts only by rules, and those only on 80 and 443", () => {
    const rules = approved({ pypi: { type: "FQDN", destination: "pypi.org", category: "UserDefined" } });
    assert.equal(told(approved(), "pypi.org"), "blocked: nothing allows");
    assert.equal(told(rules, "pypi.org"), "allowed by pypi");
    assert.equal(told(rules, "pypi.org:8080"), "blocked: nothing allows");
  });

  test("takes service tags with their protocol and ports", () => {
    const rules = approved({ tag: { type: "ServiceTag", destination: { serviceTag: "Sql", protocol: "TCP", portRanges: "443, 1433" } } });
    assert.equal(told(rules, "Sql:1433"), "allowed by tag");
    assert.equal(told(rules, "Sql:1434"), "blocked: nothing allows");
  });

  test("takes rules that are resources of their own", () => {
    const rule = resource("rule", "Microsoft.MachineLearningServices/workspaces/outboundRules", ["ws", "pypi"], {
      properties: { type: "FQDN", destination: "pypi.org" },
    });
    assert.equal(told({ isolationMode: "AllowOnlyApprovedOutbound" }, "pypi.org", { rules: [rule] }), "allowed by pypi");
  });

  test("takes what a private endpoint answers for inside, by sub-resource", () => {
    const id = (name: string) => `/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/${name}`;
    const rules = approved({
      data: { type: "PrivateEndpoint", destination: { serviceResourceId: id("stdata"), subresourceTarget: "dfs" } },
    });
    assert.equal(told(rules, "stdata.dfs.core.windows.net"), "allowed by data");
    assert.equal(told(rules, "stdata.blob.core.windows.net"), "blocked: nothing allows");
    assert.equal(told(rules, "other.dfs.core.windows.net"), "blocked: nothing allows");
    assert.equal(told(rules, "stdata.example.com"), "blocked: nothing allows");
  });

  test("reaches the workspace's own stores by private endpoints that Azure adds", () => {
    const stores = {
      storageAccount: idOf("Microsoft.Storage/storageAccounts", "stml"),
      keyVault: idOf("Microsoft.KeyVault/vaults", "kvml"),
    };
    const reached = (host: string) => told(approved(), host, { stores });
    assert.equal(reached("stml.blob.core.windows.net"), "allowed by private endpoints that Azure adds");
    assert.equal(reached("stml.queue.core.windows.net"), "blocked: nothing allows");
    assert.equal(reached("kvml.vault.azure.net"), "allowed by private endpoints that Azure adds");
  });

  test("names the tier of the firewall that Azure makes for hosts: Standard, or Basic where it is chosen", () => {
    const rules = { pypi: { type: "FQDN", destination: "pypi.org" } };
    const steps = (managedNetwork: Plain) => walked(managedNetwork, "pypi.org").steps.map(({ text }) => text);
    const withTier = (firewallSku: string): Plain => ({ isolationMode: "AllowOnlyApprovedOutbound", firewallSku, outboundRules: rules });
    assert.match(steps(approved(rules)).join(), /by the firewall of the Standard tier/);
    assert.match(steps(withTier("Basic")).join(), /by the firewall of the Basic tier/);
    assert.match(steps(withTier("Premium")).join(), /is of tier 'Basic' or 'Standard', not 'premium'/);
  });

  test("that is switched off is none: the computes' subnets are judged", () => {
    const graph = networkOf({
      more: [
        resource("mn", "Microsoft.MachineLearningServices/workspaces", "mn", {
          properties: { managedNetwork: { isolationMode: "Disabled" } },
        }),
      ],
    });
    assert.equal(topologyOf(graph).managed.length, 0);
    assert.equal(say(walkTo(graph, "pypi.org")), "allowed by open way to the Internet");
  });

  test("of which the mode is not known is unclear", () => {
    assert.equal(told({ isolationMode: notKnown() }, "pypi.org"), "unclear");
  });
});
