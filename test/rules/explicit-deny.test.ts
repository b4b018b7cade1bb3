// A rule that denies a required flow stops it as surely as a missing one, and says so by name.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Severity } from "../../src/model/verdict.ts";
import { coverage } from "../../src/reach/coverage.ts";
import { rule as hosts } from "../../src/rulebook/rules/outbound-fqdn/rule.ts";
import { rule as tags } from "../../src/rulebook/rules/outbound-service-tag/rule.ts";
import { rule as open } from "../../src/rulebook/rules/outbound-unrestricted/rule.ts";
import type { Parts } from "../reach/network.ts";
import { applicationRule, collection, networkOf, networkRule, securityRule, toFirewall } from "../reach/network.ts";
import { contextOf } from "../support/graph.ts";

function stopped(rule: typeof tags, parts: Parts, value: string): readonly { readonly severity: Severity; readonly message: string }[] {
  return [...rule.check(contextOf(networkOf(parts), "public", "python"))].flatMap((verdict) =>
    verdict.is === "unmet" && verdict.value === value ? [{ severity: verdict.severity ?? rule.severity, message: verdict.message }] : [],
  );
}

describe("an explicit deny that blocks", () => {
  test("is an error in a security group", () => {
    const [first] = stopped(tags, { security: [securityRule("no-aml", 100, "Deny", "AzureMachineLearning")] }, "AzureMachineLearning");
    assert.equal(first?.severity, "error");
    assert.match(
      first?.message ?? "",
      /^TCP [\d, ]+ to 'AzureMachineLearning' is stopped on its way from .*Rule 'no-aml' of security group 'nsg' .* denies it\./,
    );
    assert.match(first?.message ?? "", /Allow 'AzureMachineLearning' on TCP [\d, ]+ before that rule\.$/);
  });

  test("is an error in a firewall, whatever a later collection allows", () => {
    const collections = [
      collection("no", 100, "Deny", networkRule("no-storage", ["Storage"])),
      collection("yes", 200, "Allow", networkRule("all", ["*"], { destinationPorts: ["*"] })),
    ];
    const [first] = stopped(tags, { routes: [toFirewall], collections }, "Storage.eastus");
    assert.equal(first?.severity, "error");
    assert.match(first?.message ?? "", /no-storage/);
  });

  test("is a warning for a host that is only recommended", () => {
    const collections = [
      collection("no", 100, "Deny", applicationRule("no-pypi", ["pypi.org"])),
      collection("yes", 200, "Allow", applicationRule("all", ["*"])),
    ];
    const [first] = stopped(hosts, { routes: [toFirewall], collections }, "pypi.org");
    assert.equal(first?.severity, "warning");
    assert.match(first?.message ?? "", /no-pypi/);
  });
});

describe("a rule for a service tag", () => {
  const flow = (parts: Parts) => {
    const { graph, scenario, requirements } = contextOf(networkOf(parts));
    const row = coverage(graph, { ...scenario, region: "eastus" }, requirements).rows.find(
      ({ requirement }) => requirement.id === "outbound-azure-resource-manager",
    );
    return row?.cells[0]?.is;
  };
  const closed = securityRule("no", 4096, "Deny", "*");

  test("that denies holds for the hosts of the service as well, which are its other way to be allowed", () => {
    assert.equal(flow({ security: [securityRule("no-arm", 100, "Deny", "AzureResourceManager")] }), "blocked");
    assert.equal(flow({ security: [securityRule("no-cloud", 100, "Deny", "AzureCloud")] }), "blocked");
  });

  test("that allows lets through what the firewall then allows by host", () => {
    const collections = [collection("app", 200, "Allow", applicationRule("arm", ["management.azure.com"]))];
    const security = [securityRule("arm", 100, "Allow", "AzureResourceManager"), closed];
    assert.equal(flow({ security, routes: [toFirewall], collections }), "allowed");
    assert.equal(flow({ security: [closed], routes: [toFirewall], collections }), "blocked");
  });
});

describe("an open default", () => {
  test("lets every flow through, each with the default rule as its witness, and is a note", () => {
    const context = contextOf(networkOf({ security: [] }), "public", "python");
    const verdicts = [...tags.check(context), ...hosts.check(context)];
    assert.ok(verdicts.length > 0);
    for (const verdict of verdicts)
      assert.match(verdict.is === "met" ? (verdict.witness?.name ?? "") : verdict.is, /^Allow(Internet|Vnet)OutBound$/);
    const notes = [...open.check(context)];
    assert.equal(notes.length, 1);
    assert.equal(notes[0]?.is === "unmet" && (notes[0].severity ?? open.severity), "note");
  });
});
