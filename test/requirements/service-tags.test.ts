import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { tagContainment } from "../../src/reach/tags/table.ts";
import { lacksTag, listDate, tagInCloud, tagNames } from "../../src/rulebook/service-tags/known.ts";

/** `outer inner` to how many prefixes lack, and which are kept. */
function pairs(cloud: "public" | "usgov") {
  const lines = tagContainment[cloud].pairs.trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [outer, inner, of, lacks, ...lacking] = line.split(" ");
      return [`${outer} ${inner}`, { of: Number(of), lacks: Number(lacks), lacking }] as const;
    }),
  );
}

describe("the tables of service tags", () => {
  test("know names without case, with the regions that a tag has", () => {
    assert.deepEqual(tagInCloud("azuremachinelearning", "public"), { is: "known", name: "AzureMachineLearning" });
    assert.deepEqual(tagInCloud("storage.usgovvirginia", "usgov"), { is: "known", name: "Storage.usgovvirginia" });
    assert.deepEqual(tagInCloud("Storage.eastus", "usgov"), { is: "not-regional", name: "Storage", sure: true });
    assert.deepEqual(tagInCloud("AzureActiveDirectory.eastus", "public"), { is: "not-regional", name: "AzureActiveDirectory", sure: true });
    assert.deepEqual(tagInCloud("NoSuchTag", "public"), { is: "unknown" });
    assert.deepEqual(tagInCloud("NoSuchTag", "china"), { is: "unlisted" });
  });

  test("tell which cloud lacks a tag, and when its list was published", () => {
    assert.ok(lacksTag("AzureFrontDoor.FirstParty", "usgov"));
    assert.ok(!lacksTag("AzureFrontDoor.FirstParty", "public"));
    assert.ok(!lacksTag("VirtualNetwork", "usgov"));
    assert.ok(tagNames("public").includes("AzureFrontDoor.Frontend"));
    assert.equal(listDate("public"), "2025-11-17");
    assert.equal(listDate("china"), undefined);
  });

  test("tell what AzureCloud takes in wholly and in part", () => {
    const inPublic = pairs("public");
    const signIn = inPublic.get("azurecloud azureactivedirectory");
    assert.equal(signIn?.lacks, 4);
    assert.ok(signIn?.lacking.includes("20.190.128.0/18"), "the sign-in service itself");
    assert.ok(inPublic.get("azurecloud storage")?.lacking.includes("52.239.192.0/18"));
    assert.equal(inPublic.get("azurecloud azuremachinelearning")?.lacks, 0);
    assert.equal(inPublic.get("azurecloud batchnodemanagement")?.lacks, 0);
    assert.equal(inPublic.get("azurecloud azurefrontdoor.firstparty"), undefined, "it shares nothing with it");
    assert.equal(pairs("usgov").get("azurecloud storage")?.lacks, 0);
  });
});
