// Cases from learn.microsoft.com/azure/virtual-network/network-security-group-how-it-works: outbound asks the interface's group, then the subnet's.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { coverage } from "../../src/reach/coverage.ts";
import { sourceOf } from "../../src/reach/sources.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, notKnown, ref, resource } from "../support/graph.ts";
import type { Body, Parts } from "./network.ts";
import { networkOf, say, securityRule, walkFrom } from "./network.ts";

const group = (key: string, ...securityRules: readonly Plain[]) =>
  resource(key, "Microsoft.Network/networkSecurityGroups", key, { properties: { securityRules } });
const asg = (key: string) => resource(key, "Microsoft.Network/applicationSecurityGroups", key, { properties: {} });

function machine(card: Body = {}, configuration: Body = {}) {
  return [
    resource("vm", "Microsoft.Compute/virtualMachines", "jump", {
      properties: { networkProfile: { networkInterfaces: [{ id: ref("nic") }] } },
    }),
    resource("nic", "Microsoft.Network/networkInterfaces", "jump-nic", {
      properties: { ipConfigurations: [{ name: "ip", properties: { subnet: { id: ref("training") }, ...configuration } }], ...card },
    }),
  ];
}

function told(parts: Parts, to = "azuremachinelearning", name = "jump"): string {
  const graph = networkOf(parts);
  const [source] = sourceOf(graph, name);
  assert.ok(source);
  return say(walkFrom(graph, source, { is: "tag", name: to }, "tcp", { from: 443, to: 443 }));
}

const closed = securityRule("deny-all", 4096, "Deny", "*");
const open = securityRule("open", 100, "Allow", "*");
const nsg = { networkSecurityGroup: { id: ref("own") } };

describe("a virtual machine", () => {
  test("starts in the subnet of its interface, and is named by its own name, its interface's or its key", () => {
    for (const name of ["jump", "jump-nic", "vm"])
      assert.equal(told({ more: machine() }, undefined, name), "allowed by open way to the Internet");
  });

  test("needs both groups to let it through: its interface's and its subnet's", () => {
    assert.equal(told({ more: [...machine(nsg), group("own", closed)] }), "blocked by deny-all");
    assert.equal(told({ security: [open], more: [...machine(nsg), group("own", closed)] }), "blocked by deny-all");
    assert.equal(told({ security: [closed], more: [...machine(nsg), group("own", open)] }), "blocked by deny-all");
    assert.equal(told({ security: [open], more: [...machine(nsg), group("own", open)] }), "allowed by open");
  });

  test("is unclear when its interface's group is not known", () => {
    assert.equal(told({ more: machine({ networkSecurityGroup: { id: notKnown() } }) }), "unclear");
  });

  test("is held by rules for the application security groups that it is in", () => {
    const rule = securityRule("asg", 100, "Deny", "*", { sourceAddressPrefix: "", sourceApplicationSecurityGroups: [{ id: ref("asg") }] });
    const security = [rule];
    const member = (...ids: readonly Plain[]) => machine({}, { applicationSecurityGroups: ids.map((id) => ({ id })) });
    assert.equal(told({ security, more: [...member(ref("asg")), asg("asg")] }), "blocked by asg");
    assert.equal(told({ security, more: [...member(ref("other")), asg("asg"), asg("other")] }), "allowed by AllowInternetOutBound");
    assert.equal(told({ security, more: [...member(notKnown()), asg("asg")] }), "unclear");
  });

  test("is held by rules for its own address, where it has a fixed one", () => {
    const rule = securityRule("one", 100, "Deny", "*", { sourceAddressPrefix: "10.1.1.9" });
    assert.equal(told({ security: [rule], more: machine({}, { privateIPAddress: "10.1.1.9" }) }), "blocked by one");
    assert.equal(told({ security: [rule], more: machine({}, { privateIPAddress: "10.1.1.8" }) }), "allowed by AllowInternetOutBound");
  });

  test("leaves a private subnet by an address of its own only", () => {
    const subnet = { defaultOutboundAccess: false };
    assert.equal(told({ subnet, more: machine() }), "blocked: no way out");
    const address = resource("ip", "Microsoft.Network/publicIPAddresses", "ip", { properties: {} });
    assert.equal(
      told({ subnet, more: [...machine({}, { publicIPAddress: { id: ref("ip") } }), address] }),
      "allowed by open way to the Internet",
    );
  });
});

describe("what people's machines need", () => {
  const rows = (parts: Parts) => {
    const graph = networkOf(parts);
    const { scenario, requirements } = contextOf(graph, "public", "vscode");
    return coverage(graph, scenario, requirements).rows.filter(({ flow }) => flow.from === "client");
  };
  const bastion = resource("bastion", "Microsoft.Network/virtualNetworks/subnets", ["spoke", "AzureBastionSubnet"], {
    properties: { addressPrefix: "10.1.3.0/26" },
  });

  const fromJumpBox = (found: ReturnType<typeof rows>) =>
    found.length > 0 && found.every(({ cells }) => cells.length === 1 && cells[0]?.source.name === "virtual machine 'jump'");

  test("is judged from the machines that a Bastion host or a gateway is there for", () => {
    const gateway = resource("gateway", "Microsoft.Network/virtualNetworks/subnets", ["spoke", "GatewaySubnet"], {
      properties: { addressPrefix: "10.1.4.0/26" },
    });
    const elsewhere = resource("elsewhere", "Microsoft.Network/virtualNetworks", "elsewhere", {
      properties: { subnets: [{ name: "AzureBastionSubnet", properties: { addressPrefix: "10.9.0.0/26" } }] },
    });
    assert.deepEqual(rows({}), []);
    assert.ok(fromJumpBox(rows({ more: [...machine(), bastion] })));
    assert.ok(fromJumpBox(rows({ more: [...machine(), gateway] })));
    assert.deepEqual(rows({ more: [...machine(), elsewhere] }), []);
  });

  test("is judged from every machine where no way in is declared, but from no appliance", () => {
    assert.ok(fromJumpBox(rows({ more: machine() })));
    assert.deepEqual(rows({ more: machine({ enableIPForwarding: true }) }), []);
    assert.deepEqual(rows({ more: machine({ enableIPForwarding: notKnown() }) }), []);
  });

  test("is stopped by the group of their interface", () => {
    const found = rows({ more: [...machine(nsg), group("own", closed), bastion] });
    assert.ok(found.length > 0 && found.every(({ cells }) => cells[0]?.is === "blocked"));
  });
});
