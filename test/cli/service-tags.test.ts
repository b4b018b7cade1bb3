import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { listedPrefixes, publishedTags } from "../support/service-tags.ts";
import { folder } from "./command.ts";

const workspace = `resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = { name: 'mlw', location: 'eastus' }`;
const main = `${listedPrefixes}${workspace}\n`;
const found = /lacks 1 of 2 prefixes of the tag: '20\.2\.0\.0\/24'\. 1 of 2 are not in the tag any more: '20\.9\.0\.0\/24'/;
const plain = (text: string) => text.replace(/\s+/g, " ");

describe("a published list of service tags", () => {
  test("is read from --service-tags", async () => {
    using here = folder({ "main.bicep": main, "tags.json": publishedTags() });
    assert.doesNotMatch(plain((await here.run(["audit", "main.bicep"])).out), found);
    assert.match(plain((await here.run(["audit", "main.bicep", "--service-tags", "tags.json"])).out), found);
  });

  test("is read where the configuration names it, relative to the configuration", async () => {
    using here = folder({
      "a/main.bicep": main,
      "tags.json": publishedTags(),
      "aml-network-audit.json": '{ "serviceTags": ["tags.json"] }',
    });
    assert.match(plain((await here.run(["audit", "a"])).out), found);
  });

  test("of another cloud says nothing of this one", async () => {
    using here = folder({ "main.bicep": main, "tags.json": publishedTags("AzureGovernment"), "more.json": publishedTags() });
    assert.doesNotMatch(plain((await here.run(["audit", "main.bicep", "--service-tags", "tags.json"])).out), found);
    const both = await here.run(["audit", "main.bicep", "--service-tags", "tags.json", "--service-tags", "more.json"]);
    assert.match(plain(both.out), found);
  });

  for (const [what, text] of [
    ["no JSON", "{"],
    ["no list", "{}"],
    ["a list of no cloud", publishedTags("Moon")],
  ] as const) {
    test(`that is ${what} is refused on the command line, and told at its place in the configuration`, async () => {
      using here = folder({ "main.bicep": main, "tags.json": text });
      const asked = await here.run(["audit", "--service-tags", "tags.json"]);
      assert.equal(asked.status, 2);
      assert.match(asked.said, /The list of service tags '.*tags\.json' .*\. Give a 'ServiceTags_\*\.json'/);
      here.write("aml-network-audit.json", '{\n  "serviceTags": ["tags.json", "nowhere.json"]\n}');
      const { out, status } = await here.run(["audit", "main.bicep"]);
      assert.notEqual(status, 2);
      assert.match(plain(out), /2:19 .*The list of service tags '.*tags\.json'.*2:32 .*nowhere\.json' is not there/);
    });
  }
});
