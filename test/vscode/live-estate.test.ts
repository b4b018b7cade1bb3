// What else a person does with the tree of live Azure, in a real VS Code: reads everything, stops it, keeps it, and looks from this machine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { parseSnapshot } from "../../src/live/snapshot.ts";
import { challenged } from "../azure/fault.ts";
import { type LiveJourney, SECRET, startLive } from "./live-journey.ts";

describe("an estate in a real VS Code", () => {
  let live: LiveJourney;

  before(async () => {
    live = await startLive();
    await live.workbench.page.getByRole("tab", { name: "AML Network", exact: true }).click();
    await live.workbench.page.getByText("Explore the sample estate").first().waitFor();
  });

  after(async () => {
    await live?.end();
  });

  test("a search that is cancelled says so, with a button to make it again", async () => {
    const { azure, row, workbench } = live;
    azure.faults.push({ on: ({ path }) => path === "/subscriptions", does: { is: "hang" } });
    await workbench.runCommand("AML Network Audit: Sign in to Azure");
    await workbench.page.getByRole("button", { name: "Allow" }).first().click();
    await live.press("Searching for workspaces", "Cancel reading");
    await row("The reading was cancelled.").waitFor();
    await workbench.screenshot("live-cancelled");
    azure.faults.pop();
    await live.press("The reading was cancelled.", "Refresh");
    await row("aml-mlw").waitFor();
  });

  test("reading every workspace can be cancelled; each then says so and can be read by itself", async () => {
    const { azure, row, workbench } = live;
    azure.faults.push({ on: ({ path }) => /workspaces\/aml-mlw$/i.test(path), does: { is: "hang" } });
    await workbench.runCommand("AML Network Audit: Read every workspace");
    await row("reading…").waitFor();
    await live.press("reading…", "Cancel reading");
    await row("could not be read").waitFor();
    await row("aml-mlw").click();
    await row("The reading was cancelled.").waitFor();
    await workbench.screenshot("live-all-cancelled");
    azure.faults.pop();
    await live.press("aml-mlw", "Refresh");
    await row("Firewall and egress").waitFor();
  });

  test("reading every workspace counts what fails, and a claims challenge on the way is answered", async () => {
    const { azure, workbench } = live;
    const on = ({ path }: { readonly path: string }) => /workspaces\/aml-mlw$/i.test(path);
    azure.faults.push({ on, does: challenged("{}"), times: 1 }, { on, does: { is: "late", milliseconds: 1500 } });
    const before = azure.requests.length;
    await workbench.runCommand("AML Network Audit: Read every workspace");
    await live.row("reading…").waitFor();
    await workbench.page.getByRole("button", { name: "Cancel reading" }).first().waitFor();
    await live.row("reading…").waitFor({ state: "detached" });
    azure.faults.length = 0;
    await workbench.page.getByRole("treeitem", { name: /1 workspace, 1 failing/ }).waitFor();
    const all = azure.requests.slice(before).filter(({ path }) => /workspaces\/aml-mlw$/i.test(path));
    assert.deepEqual(
      all.map(({ status }) => status),
      [401, 200],
    );
    const [, claims = ""] = all.at(-1)?.token.split(".") ?? [];
    assert.match(Buffer.from(claims, "base64url").toString(), /insufficient_claims/);
    await workbench.screenshot("live-all-read");
  });

  test("a snapshot is exported, whole and without secrets", async () => {
    const { page } = live.workbench;
    const file = join(live.data, "azure.json");
    await live.workbench.runCommand("AML Network Audit: Export a snapshot…");
    const input = page.locator(".quick-input-widget:not([style*='display: none']) input.input");
    await input.waitFor();
    // The dialog puts its own path there first, and takes another once it has looked at it.
    for (let tries = 0; tries < 20 && (await input.isVisible()); tries += 1) {
      await input.fill(file);
      await page.keyboard.press("Enter");
      await input.waitFor({ state: "hidden", timeout: 1000 }).catch(() => undefined);
    }
    await live.workbench.notification(/The snapshot holds \d+ resources/).waitFor();
    const parsed = parseSnapshot(readFileSync(file, "utf8"));
    assert.ok(parsed.is === "snapshot" && parsed.snapshot.rows.length > 10);
    assert.ok(!readFileSync(file, "utf8").includes(SECRET));
  });

  test("the report of what was read opens beside the tree", async () => {
    await live.workbench.runCommand("AML Network Audit: Open the report of what was read");
    await live.workbench.webview().getByRole("heading", { name: "AML network audit" }).waitFor();
    await live.workbench.screenshot("live-report");
    await live.workbench.runCommand("View: Close All Editors");
  });

  test("this machine is only asked after a person agreed", async () => {
    const { page } = live.workbench;
    await live.choose("aml-mlw", "Probe from this machine…");
    await page.getByRole("dialog").getByText("Probe the network from this machine?").waitFor();
    await live.workbench.screenshot("live-probe");
    await page.getByRole("button", { name: "Probe", exact: true }).click();
    await page.getByRole("dialog").getByText("Probe the network").waitFor({ state: "detached" });
  });

  test("another tenant is signed in to when it is chosen", async () => {
    const { page } = live.workbench;
    const before = live.azure.requests.length;
    await live.workbench.runCommand("AML Network Audit: Choose the tenant…");
    await page
      .locator(".quick-input-widget")
      .getByRole("option", { name: /^Guest/ })
      .click();
    await page.getByRole("button", { name: "Allow" }).first().click();
    await live.row("aml-mlw").waitFor();
    const [, claims = ""] = live.azure.requests.at(-1)?.token.split(".") ?? [];
    assert.ok(live.azure.requests.length > before + 1);
    assert.match(Buffer.from(claims, "base64url").toString(), /VSCODE_TENANT:00000000-0000-0000-0000-00000000000e/);
  });

  test("only reads were made, and no token is in any log", () => {
    assert.ok(live.azure.requests.every(({ method, path }) => method === "GET" || /\/Microsoft\.ResourceGraph\/resources$/i.test(path)));
    assert.ok(!live.logs().includes(SECRET));
  });
});
