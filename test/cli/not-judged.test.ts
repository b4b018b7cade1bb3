import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folder } from "./command.ts";

const workspace = `resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw'
  location: 'eastus'
}
`;

describe("flows of people's machines, of which no machine is declared", () => {
  test("are said not to be judged in every report that people read", async () => {
    using here = folder({ "main.bicep": workspace });
    for (const format of ["text", "markdown", "html"]) {
      const { out } = await here.run(["audit", "main.bicep", "--format", format]);
      assert.match(
        out.replace(/\s+/g, " "),
        /Not judged from here: \d+ flows that machines need from which people work with studio, to/,
        format,
      );
    }
  });

  test("are in what programs read too, by their requirements", async () => {
    using here = folder({ "main.bicep": workspace });
    const printed = async (format: string) => (await here.run(["audit", "main.bicep", "--format", format])).out;
    const [told] = JSON.parse(await printed("json")).notJudged;
    assert.equal(told.from, "client");
    assert.match(told.because, /machines elsewhere are not seen\.$/);
    const ids = told.flows.map(({ id }: { id: string }) => id);
    assert.ok(ids.length > 0);

    const [{ tool, invocations }] = JSON.parse(await printed("sarif")).runs;
    const notices = invocations[0].toolExecutionNotifications.filter(({ level }: { level: string }) => level === "note");
    assert.deepEqual(
      notices.map(({ properties }: { properties: { requirements: unknown } }) => properties.requirements),
      [ids],
    );
    assert.equal(tool.driver.notifications[notices[0].descriptor.index].id, notices[0].descriptor.id);

    const junit = await printed("junit");
    for (const { value } of told.flows)
      assert.match(junit, new RegExp(`<testcase classname="not-judged" name="${value}"><skipped message="Not judged from here: `));
  });

  test("are not spoken of where the configuration says that nobody works from inside the network", async () => {
    using here = folder({ "main.bicep": workspace, "aml-network-audit.json": '{ "features": { "clientsInside": false } }' });
    assert.doesNotMatch((await here.run(["audit", "main.bicep"])).out, /Not judged/);
  });

  test("are not spoken of where there is no machine learning", async () => {
    using here = folder({
      "main.bicep": "resource v 'Microsoft.Network/virtualNetworks@2024-05-01' = { name: 'v', location: 'eastus' }\n",
    });
    assert.doesNotMatch((await here.run(["audit", "main.bicep"])).out, /Not judged/);
  });
});
