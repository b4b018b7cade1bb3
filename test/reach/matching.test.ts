import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { contains, parseRange, pieces, subtract, writeRange } from "../../src/reach/match/addresses.ts";
import { hostCover, unknownPart } from "../../src/reach/match/hosts.ts";
import { parsePorts, portPieces } from "../../src/reach/match/ports.ts";
import { tagCover } from "../../src/reach/match/tags.ts";
import { tagTable } from "../../src/reach/tags/knowledge.ts";

function range(text: string) {
  const found = parseRange(text);
  assert.ok(found, text);
  return found;
}

function kindOf(cover: ReturnType<typeof hostCover>): string {
  return typeof cover === "string" ? cover : "unclear";
}

describe("addresses", () => {
  test("prefixes, single addresses and ranges are read, and a prefix with host bits is the prefix", () => {
    assert.equal(writeRange(range("10.0.0.0/24")), "10.0.0.0/24");
    assert.equal(writeRange(range("10.0.0.77/24")), "10.0.0.0/24");
    assert.equal(writeRange(range("10.0.0.4")), "10.0.0.4/32");
    assert.equal(writeRange(range("10.0.0.4-10.0.0.9")), "10.0.0.4-10.0.0.9");
    assert.equal(writeRange(range("fd00::/8")), "fd00::/8");
  });

  test("what is no address is not read: reversed, empty, too long, mixed", () => {
    for (const text of [
      "",
      "/",
      "10.0.0",
      "10.0.0.0/33",
      "10.0.0.9-10.0.0.4",
      "10.0.0.1-fd00::1",
      "10.0.0.0/-1",
      "1e1.0.0.0",
      "0x0a.0.0.1",
      "::/129",
      "*",
    ])
      assert.equal(parseRange(text), undefined, text);
  });

  test("a version never holds the other", () => {
    assert.equal(contains(range("0.0.0.0/0"), range("::1")), false);
    assert.equal(contains(range("::/0"), range("10.0.0.0/8")), false);
  });

  test("taking away leaves what is around", () => {
    assert.deepEqual(subtract([range("10.0.0.0/30")], [range("10.0.0.1")]).map(writeRange), ["10.0.0.0/32", "10.0.0.2/31"]);
  });

  test("pieces lie between the edges of the others", () => {
    assert.deepEqual(pieces(range("10.0.0.0/30"), [range("10.0.0.2/31"), range("10.1.0.0/16")]).map(writeRange), [
      "10.0.0.0/31",
      "10.0.0.2/31",
    ]);
  });
});

describe("ports", () => {
  test("single ports, ranges and the asterisk are read; reversed and too large ones are not", () => {
    assert.deepEqual(parsePorts("443"), { from: 443, to: 443 });
    assert.deepEqual(parsePorts("8704-8710"), { from: 8704, to: 8710 });
    assert.deepEqual(parsePorts("*"), { from: 0, to: 65535 });
    for (const text of ["", "9-1", "65536", "80,443", "a", "-1", "1-"]) assert.equal(parsePorts(text), undefined, text);
  });

  test("a range is cut where rules tell its ports apart", () => {
    assert.deepEqual(portPieces({ from: 10, to: 20 }, [{ from: 12, to: 14 }]), [
      { from: 10, to: 11 },
      { from: 12, to: 14 },
      { from: 15, to: 20 },
    ]);
  });
});

describe("hosts", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["*.a.com", "x.a.com", "all"],
    ["*.a.com", "x.y.a.com", "all"],
    ["*.a.com", "a.com", "none"],
    ["*a.com", "a.com", "all"],
    ["*a.com", "anya.com", "all"],
    ["*.a.com", "*.a.com", "all"],
    ["*.a.com", "x.*.a.com", "all"],
    ["x.*.a.com", "*.a.com", "some"],
    ["*.a.com", "*a.com", "some"],
    ["*", "anything.org", "all"],
    ["A.COM.", "a.com", "all"],
    ["b.com", "a.com", "none"],
    ["x.a.com", "*.a.com", "some"],
    ["*.b.com", "*.a.com", "none"],
    ["", "a.com", "none"],
  ];
  for (const [pattern, wanted, answer] of cases)
    test(`'${pattern}' takes in ${answer} of '${wanted}'`, () => assert.equal(kindOf(hostCover(pattern, wanted)), answer));

  test("a part that is not known is equal to itself, and anything else is unclear", () => {
    const region = unknownPart("location");
    assert.equal(kindOf(hostCover(`${region}.tundra.azureml.ms`, `${region}.tundra.azureml.ms`)), "all");
    assert.equal(kindOf(hostCover("*.tundra.azureml.ms", `${region}.tundra.azureml.ms`)), "all");
    assert.equal(kindOf(hostCover("eastus.tundra.azureml.ms", `${region}.tundra.azureml.ms`)), "unclear");
    assert.equal(kindOf(hostCover("eastus.tundra.azureml.ms", `${region}.batch.azure.com`)), "none");
  });
});

describe("service tags", () => {
  const table = tagTable("public");
  const cases: readonly (readonly [string, string, string])[] = [
    ["storage", "storage.eastus", "all"],
    ["storage.eastus", "storage.eastus", "all"],
    ["storage.westus", "storage.eastus", "none"],
    ["storage.eastus", "storage", "some"],
    ["internet", "azuremachinelearning", "all"],
    ["azurefrontdoor.frontend", "azurefrontdoor.firstparty", "none"],
    ["azurecloud", "azuremachinelearning", "all"],
    ["azurecloud", "azureactivedirectory", "some"],
    ["azurecloud", "azurefrontdoor.firstparty", "none"],
    ["azurecloud", "storage", "some"],
    ["azurecloud", "storage.eastus", "all"],
    ["azurecloud.eastus", "storage.eastus", "all"],
    ["azurecloud.westus", "storage.eastus", "none"],
    ["azurecloud.eastus", "storage", "some"],
    ["azurecloud", `storage.${unknownPart("location")}`, "all"],
    ["azuremachinelearning", "azurecloud", "none"],
    [`storage.${unknownPart("location")}`, `storage.${unknownPart("location")}`, "all"],
    ["storage.eastus", `storage.${unknownPart("location")}`, "unclear"],
    ["storage", `storage.${unknownPart("location")}`, "all"],
  ];
  for (const [outer, inner, answer] of cases)
    test(`'${outer}' takes in ${answer} of '${inner.replace(/[^a-z.]/g, "")}'`, () =>
      assert.equal(kindOf(tagCover(outer, inner, table)), answer));
});
