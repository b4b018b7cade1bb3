// What has to reach computes from outside, by day, with and without public addresses, and for machines that are attached.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { inForce } from "../../src/rulebook/requirements/select.ts";
import { rule } from "../../src/rulebook/rules/inbound-compute/rule.ts";
import type { Parts } from "../reach/network.ts";
import { networkOf, securityRule } from "../reach/network.ts";
import { contextOf, idOf, ref, resource } from "../support/graph.ts";

function told(asOf: string, parts: Parts, ...features: readonly string[]): readonly string[] {
  const made = contextOf(networkOf(parts), "public", ...features);
  const scenario = { ...made.scenario, asOf };
  const context = { ...made, scenario, requirements: inForce(requirements, scenario) };
  return [...rule.check(context)].map(({ is, value, ports }) => `${is} ${value} ${ports?.join(",")}`).sort();
}

const into = (name: string, priority: number, access: "Allow" | "Deny", from: string, port: string) =>
  securityRule(name, priority, access, "*", { direction: "Inbound", sourceAddressPrefix: from, destinationPortRange: port });
const now = "2026-03-26";

describe("computes with public addresses", () => {
  const features = ["computePublicIp", "computeCluster"];

  test("are called on 44224 today, and on nothing else", () => {
    assert.deepEqual(told(now, { security: [] }, ...features), ["unmet AzureMachineLearning 44224"]);
    assert.deepEqual(told(now, { security: [into("aml", 100, "Allow", "AzureMachineLearning", "44224")] }, ...features), [
      "met AzureMachineLearning 44224",
    ]);
    assert.deepEqual(told(now, {}, ...features), ["met AzureMachineLearning 44224"], "no group stands in the way");
  });

  test("were called on 29876-29877 by Azure Batch until 2025-02-09", () => {
    for (const day of ["2021-07-29", "2022-09-18", "2025-02-09"])
      assert.ok(told(day, { security: [] }, ...features).includes("unmet BatchNodeManagement 29876-29877"), day);
    assert.deepEqual(told("2025-02-10", { security: [] }, ...features), ["unmet AzureMachineLearning 44224"]);
  });

  test("are not reached by a rule about the port that the caller comes from", () => {
    const swapped = securityRule("swapped", 100, "Allow", "*", {
      direction: "Inbound",
      sourceAddressPrefix: "AzureMachineLearning",
      sourcePortRange: "44224",
    });
    assert.deepEqual(told(now, { security: [swapped] }, ...features), ["unmet AzureMachineLearning 44224"]);
  });
});

describe("computes without public addresses", () => {
  const compute = { enableNodePublicIp: false };
  const features = ["noPublicIp", "computeCluster"];

  test("are called by nobody today", () => {
    assert.deepEqual(told(now, { security: [into("no", 100, "Deny", "*", "*")], compute }, ...features), []);
  });

  test("were called from their network and by the load balancer in the preview of 2022, which the default rules let in", () => {
    const both = ["AzureLoadBalancer 44224", "VirtualNetwork 29876-29877"];
    assert.deepEqual(
      told("2022-09-18", { security: [], compute }, ...features),
      both.map((one) => `met ${one}`),
    );
    assert.deepEqual(
      told("2022-09-18", { security: [into("no", 100, "Deny", "*", "*")], compute }, ...features),
      both.map((one) => `unmet ${one}`),
    );
  });
});

describe("a machine that is attached as a compute", () => {
  const machine = (security: Parts["security"], card: NonNullable<Parts["security"]>): Parts => ({
    ...(security && { security }),
    more: [
      resource("cardGroup", "Microsoft.Network/networkSecurityGroups", "nsg-card", { properties: { securityRules: card } }),
      resource("card", "Microsoft.Network/networkInterfaces", "nic", {
        properties: {
          networkSecurityGroup: { id: ref("cardGroup") },
          ipConfigurations: [{ properties: { subnet: { id: ref("training") } } }],
        },
      }),
      resource("vm", "Microsoft.Compute/virtualMachines", "vm", {
        properties: { networkProfile: { networkInterfaces: [{ id: ref("card") }] } },
      }),
      resource("attached", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "vm"], {
        properties: { computeType: "VirtualMachine", resourceId: ref("vm") },
      }),
    ],
  });
  const ssh = into("ssh", 100, "Allow", "AzureMachineLearning", "22");

  test("is called over SSH, and the groups of its subnet and its interface both have to let that in", () => {
    const asked = (...parts: Parameters<typeof machine>) => told(now, machine(...parts), "attachedMachine");
    assert.deepEqual(asked([ssh], [ssh]), ["met AzureMachineLearning 22"]);
    assert.deepEqual(asked([ssh], []), ["unmet AzureMachineLearning 22"]);
    assert.deepEqual(asked([], [ssh]), ["unmet AzureMachineLearning 22"]);
    assert.deepEqual(asked(undefined, [ssh]), ["met AzureMachineLearning 22"]);
  });

  test("that is declared elsewhere is not spoken of here", () => {
    const more = [
      resource("attached", "Microsoft.MachineLearningServices/workspaces/computes", ["ws", "vm"], {
        properties: { computeType: "VirtualMachine", resourceId: idOf("Microsoft.Compute/virtualMachines", "vm") },
      }),
    ];
    assert.deepEqual(told(now, { security: [], more }, "attachedMachine"), []);
  });
});
