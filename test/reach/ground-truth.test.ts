// Shapes of real deployments, written anew: a hub with a firewall and a spoke with computes, and a spoke without a firewall.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Graph } from "../../src/model/graph.ts";
import { coverage } from "../../src/reach/coverage.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, ref, resource } from "../support/graph.ts";
import type { Parts } from "./network.ts";
import { applicationRule, collection, networkOf, networkRule, securityRule, toFirewall } from "./network.ts";

const group = resource("spokes", "Microsoft.Network/ipGroups", "spokes", { properties: { ipAddresses: ["10.1.0.0/16"] } });
const fromSpokes = { sourceAddresses: [], sourceIpGroups: [ref("spokes")] };
const toInternet = (tag: string): Plain => ({ name: tag, properties: { addressPrefix: tag, nextHopType: "Internet" } });
const inbound = (name: string, priority: number, tag: string, port: string) =>
  securityRule(name, priority, "Allow", "VirtualNetwork", { direction: "Inbound", sourceAddressPrefix: tag, destinationPortRange: port });

function answers(graph: Graph, ...features: readonly string[]): Readonly<Record<string, string>> {
  const { scenario, requirements } = contextOf(graph, "public", ...features);
  const { rows } = coverage(graph, { ...scenario, region: "eastus" }, requirements);
  return Object.fromEntries(
    rows.map(({ requirement, cells }) => [
      requirement.id,
      cells.map((cell) => (cell.is === "allowed" ? `allowed by ${cell.witness?.name}` : `${cell.is} ${cell.ports.join(",")}`)).join("; "),
    ]),
  );
}

function hub(more: Parts = {}): Graph {
  return networkOf({
    security: [inbound("batch", 100, "BatchNodeManagement", "29876-29877"), inbound("aml", 110, "AzureMachineLearning", "44224")],
    routes: [toFirewall, toInternet("AzureMachineLearning"), toInternet("BatchNodeManagement")],
    collections: [
      collection(
        "network",
        200,
        "Allow",
        networkRule("cloud", ["AzureCloud"], { ...fromSpokes, destinationPorts: ["443", "9000"] }),
        networkRule("sign-in", ["AzureActiveDirectory"], { ...fromSpokes, destinationPorts: ["*"] }),
        networkRule("aml", ["AzureMachineLearning"], fromSpokes),
        networkRule("front-door", ["AzureFrontDoor.Frontend", "AzureFrontDoor.FirstParty"], fromSpokes),
      ),
      collection(
        "application",
        300,
        "Allow",
        applicationRule("jump-box", ["*"], { sourceAddresses: ["10.0.5.0/24"] }),
        applicationRule("python", ["anaconda.com", "*.anaconda.com", "*.anaconda.org", "pypi.org"], fromSpokes),
      ),
    ],
    more: [group],
    ...more,
  });
}

describe("a spoke behind a firewall, with routes of two tags to the Internet", () => {
  const found = answers(hub(), "python", "pythonIndex");

  test("reaches by those routes what the firewall's rules lack", () => {
    assert.match(found["outbound-azure-machine-learning-tcp"] ?? "", /^allowed/);
    assert.match(found["outbound-azure-machine-learning-udp"] ?? "", /^allowed/);
    assert.match(found["outbound-batch-node-management"] ?? "", /^allowed/);
  });

  test("lacks them when the routes are taken away", () => {
    const without = answers(hub({ routes: [toFirewall] }), "python");
    assert.equal(without["outbound-azure-machine-learning-tcp"], "blocked 18881");
    assert.equal(without["outbound-azure-machine-learning-udp"], "blocked 5831");
    assert.equal(without["outbound-batch-node-management"], "allowed by cloud");
  });

  test("is served by 'AzureCloud' where that takes in a tag, and by its own rule where it does not", () => {
    assert.equal(found["outbound-azure-resource-manager"], "allowed by cloud");
    assert.equal(found["outbound-storage"], "allowed by cloud");
    assert.equal(found["outbound-azure-active-directory"], "allowed by sign-in");
    assert.equal(found["outbound-azure-front-door-first-party"], "allowed by front-door");
  });

  test("is not served by a rule that lets another subnet reach everything", () => {
    assert.equal(found["outbound-pypi-org"], "allowed by python");
    assert.equal(found["outbound-pythonhosted-org-hosts"], "blocked 443");
  });
});

describe("a spoke without a firewall", () => {
  const routes = [
    { name: "default", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "Internet" } },
    toInternet("AzureMachineLearning"),
  ];

  test("reaches everything by default, whatever the security group does not say", () => {
    const found = answers(networkOf({ security: [inbound("aml", 110, "AzureMachineLearning", "44224")], routes }), "python");
    for (const [id, answer] of Object.entries(found)) assert.match(answer, /^allowed by Allow(Internet|Vnet)OutBound$/, id);
  });

  test("reaches only what is allowed when the group denies the rest", () => {
    const security = [
      securityRule("aml", 100, "Allow", "AzureMachineLearning", { destinationPortRange: "443" }),
      securityRule("no", 4096, "Deny", "*"),
    ];
    const found = answers(networkOf({ security, routes }), "python");
    assert.equal(found["outbound-azure-machine-learning-tcp"], "blocked 18881");
    assert.equal(found["outbound-azure-monitor"], "blocked 443");
    assert.equal(found["outbound-pypi-org"], "blocked 443");
  });
});
