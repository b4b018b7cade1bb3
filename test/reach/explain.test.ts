import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseDestination, traceFlow } from "../../src/reach/trace.ts";
import { createPaint } from "../../src/report/paint.ts";
import { createPlaces } from "../../src/report/places.ts";
import { printWalks } from "../../src/report/walk.ts";
import { contextOf } from "../support/graph.ts";
import { collection, networkOf, networkRule, securityRule, toFirewall } from "./network.ts";

describe("a destination as a person writes it", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["pypi.org", "host pypi.org 443 TCP"],
    ["*.Anaconda.org:80", "host *.anaconda.org 80 TCP"],
    ["AzureMachineLearning:5831/udp", "tag azuremachinelearning 5831 UDP"],
    ["Storage.eastus", "tag storage.eastus 443 TCP"],
    ["AzureFrontDoor.FirstParty:443", "tag azurefrontdoor.firstparty 443 TCP"],
    ["10.0.0.4:53/udp", "range 53 UDP"],
    ["BatchNodeManagement/tcp", "tag batchnodemanagement 443 TCP"],
  ];
  for (const [written, says] of cases)
    test(`'${written}' is read`, () => {
      const found = parseDestination(written);
      assert.ok(found);
      const name =
        found.target.is === "tag" ? `tag ${found.target.name}` : found.target.is === "host" ? `host ${found.target.host}` : "range";
      assert.equal(`${name} ${found.ports} ${found.protocol}`, says);
    });

  test("what is none is not read", () => {
    for (const written of ["999.1.1.1", "", ":443", "a b", "pypi.org:99999", "pypi.org:9-1", "https://pypi.org/simple", "<script>"])
      assert.equal(parseDestination(written), undefined, written);
  });
});

describe("an explanation", () => {
  const graph = networkOf({
    security: [securityRule("out", 100, "Allow", "*")],
    routes: [toFirewall],
    collections: [collection("net", 200, "Allow", networkRule("aml", ["AzureMachineLearning"]))],
  });
  const { scenario } = contextOf(graph);
  const places = createPlaces("file:///", () => "x");
  const print = (to: string, from?: string) => {
    const destination = parseDestination(to);
    assert.ok(destination);
    return printWalks(traceFlow(graph, scenario, destination, from), places, createPaint(false));
  };

  test("names every step with its place and ends with what decides", () => {
    const text = print("AzureMachineLearning");
    assert.match(text, /^AzureMachineLearning on TCP 443 from subnet 'training': allowed/);
    assert.match(text, /security group: Rule 'out' of security group 'nsg' of subnet 'training' allows it/);
    assert.match(text, /route: Route 'default' for '0\.0\.0\.0\/0' sends it to firewall 'fw'/);
    assert.match(text, /main\.bicep:1:1/);
    assert.match(text, /Allowed by 'aml'\.\n$/);
  });

  test("says what is missing", () => {
    assert.match(
      print("pypi.org"),
      /blocked[\s\S]*what no rule allows is denied[\s\S]*Blocked\. To let it through, allow 'pypi\.org' on TCP 443 in an\s+application rule of firewall 'fw'\.\n$/,
    );
  });

  test("asks for a network rule where a tag, an address or UDP is meant", () => {
    assert.match(print("AzureMonitor:443"), /allow 'AzureMonitor' on TCP 443 in a network rule of\s+firewall 'fw'/);
    assert.match(print("stml.file.core.windows.net:445"), /on TCP 445 in a network rule of\s+firewall 'fw'/);
    assert.match(print("pypi.org:53/udp"), /allow 'pypi\.org' on UDP 53 in a network rule of\s+firewall 'fw'/);
  });

  test("names everything that stops it, one after the other", () => {
    const stopped = networkOf({ security: [securityRule("no", 100, "Deny", "*")], routes: [toFirewall], collections: [] });
    const destination = parseDestination("AzureMonitor");
    assert.ok(destination);
    const text = printWalks(traceFlow(stopped, scenario, destination), places, createPaint(false), 400);
    assert.match(
      text,
      /Blocked\. To let it through, allow it before rule 'no'\. Then allow 'AzureMonitor' on TCP 443 in a network rule of firewall 'fw'\.\n$/,
    );
  });

  test("gives a reason once", () => {
    const nobody = networkOf({
      routes: [{ name: "nva", properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.9.0.4" } }],
    });
    const destination = parseDestination("pypi.org");
    assert.ok(destination);
    const text = printWalks(traceFlow(nobody, scenario, destination), places, createPaint(false), 400);
    assert.match(
      text,
      /whose rules are not seen[\s\S]*It cannot be told, for the reason that is given above\. To settle it, name the deployment/,
    );
    assert.equal(text.match(/whose rules are not seen/g)?.length, 1);
  });

  test("starts from a subnet that is named, and says when there is none of that name", () => {
    assert.match(print("AzureMachineLearning", "training"), /allowed/);
    assert.match(print("AzureMachineLearning", "nowhere"), /Name one with '--from'/);
  });
});
