import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { coverage } from "../../src/reach/coverage.ts";
import { networkOf, toFirewall } from "../reach/network.ts";
import type { Plain } from "../support/graph.ts";
import { contextOf, notKnown } from "../support/graph.ts";

const names = [
  "name",
  "properties",
  "rules",
  "ruleType",
  "action",
  "type",
  "priority",
  "sourceAddresses",
  "destinationAddresses",
  "destinationPorts",
];
const more = ["ipProtocols", "protocols", "addressPrefix", "nextHopType", "nextHopIpAddress", "access", "direction", "targetFqdns", "port"];
const words = [
  "NetworkRule",
  "ApplicationRule",
  "Allow",
  "Deny",
  "VirtualAppliance",
  "10.0.0.4",
  "0.0.0.0/0",
  "10.0.0.0/99",
  "::/0",
  "9-1",
  "*",
  "",
  "AzureCloud",
];
const leaf: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom(...words),
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(0).map(() => notKnown()),
);
const rubbish: fc.Arbitrary<Plain> = fc.letrec<{ node: Plain }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("node"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names, ...more), tie("node"), { maxKeys: 6 }),
  ),
})).node;

describe("rubbish in the place of rules and routes", () => {
  test("is answered, never thrown at", () => {
    fc.assert(
      fc.property(
        fc.array(rubbish, { maxLength: 4 }),
        fc.array(rubbish, { maxLength: 4 }),
        fc.array(rubbish, { maxLength: 4 }),
        (security, collections, routes) => {
          const graph = networkOf({ security, collections, routes: [toFirewall, ...routes] });
          const { scenario, requirements } = contextOf(graph, "public", "python");
          const { rows } = coverage(graph, scenario, requirements);
          assert.ok(rows.every(({ cells }) => cells.length > 0));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("in the place of whole resources is answered too", () => {
    fc.assert(
      fc.property(rubbish, rubbish, rubbish, (policy, subnet, spoke) => {
        const body = (value: Plain) => ({
          networkSecurityGroup: value,
          dnsSettings: value,
          addressSpace: value,
          basePolicy: value,
          dhcpOptions: value,
        });
        const graph = networkOf({ policy: body(policy), subnet: body(subnet), spoke: body(spoke), routes: [toFirewall] });
        const { scenario, requirements } = contextOf(graph, "public", "python");
        assert.ok(coverage(graph, scenario, requirements).rows.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
