// What the tree of live Azure does in a workspace that nobody trusts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type LiveJourney, startLive } from "./live-journey.ts";

describe("live Azure in a workspace that is not trusted", () => {
  let live: LiveJourney;

  before(async () => {
    live = await startLive({ trusted: false });
  });

  after(async () => {
    await live?.end();
  });

  test("is not read, and says so; the sample estate can be explored and explained", async () => {
    const { workbench, row } = live;
    await workbench.page.getByRole("tab", { name: "AML Network", exact: true }).click();
    await workbench.page.getByText("Azure is not read from a workspace that is not trusted.").waitFor();
    await workbench.screenshot("live-untrusted");
    assert.equal(await workbench.page.getByRole("button", { name: "Sign in to Azure" }).count(), 0);
    await workbench.page.getByRole("button", { name: "Explore the sample estate" }).click();
    await row("mlw-training").click();
    await row("AzureMonitor").click();
    await workbench.page.getByRole("tab", { name: /Preview AzureMonitor/ }).waitFor();
    assert.deepEqual(live.azure.requests, []);
  });
});
