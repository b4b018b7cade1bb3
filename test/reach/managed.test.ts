// Cases from learn.microsoft.com/azure/machine-learning/how-to-managed-network.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../src/model/assemble.ts";
import type { Plain } from "../support/graph.ts";
import { notKnown, resource } from "../support/graph.ts";
import { say, walkTo } from "./network.ts";

function told(managedNetwork: Plain, to: string, ...rules: readonly ReturnType<typeof resource>[]): string {
  const workspace = resource("ws", "Microsoft.MachineLearningServices/workspaces", "ws", {
    location: "eastus",
    properties: { managedNetwork },
  });
  return say(walkTo(assemble([{ declarations: [workspace, ...rules], outputs: new Map(), unseen: [], problems: [] }]), to));
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
    assert.equal(told({ isolationMode: "AllowOnlyApprovedOutbound" }, "pypi.org", rule), "allowed by pypi");
  });

  test("of which the mode is not known is unclear", () => {
    assert.equal(told({ isolationMode: notKnown() }, "pypi.org"), "unclear");
  });
});
