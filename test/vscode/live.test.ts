// What a person does with live Azure in VS Code, in a real one, against the simulated Azure.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { forbidden } from "../azure/fault.ts";
import type { ArmResource } from "../azure/world.ts";
import { type LiveJourney, SECRET, startLive } from "./live-journey.ts";

describe("live Azure in a real VS Code", () => {
  let live: LiveJourney;

  before(async () => {
    live = await startLive();
  });

  after(async () => {
    await live?.end();
  });

  test("the palette's first answer to 'Audit AML network' is the audit, beside a view named 'AML Network'", async () => {
    const { page } = live.workbench;
    await page.getByRole("tab", { name: "AML Network", exact: true }).waitFor();
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input.input").waitFor();
    await page.keyboard.type("Audit AML network");
    await page.locator(".quick-input-widget .monaco-list-row.focused").filter({ hasText: "Audit AML network" }).waitFor();
    await live.workbench.screenshot("live-palette");
    const rows = await page.locator(".quick-input-widget .monaco-list-row").allInnerTexts();
    assert.match(rows[0] ?? "", /^\s*Audit AML network/);
    await page.keyboard.press("Enter");
    await live.workbench.webview().getByRole("heading", { name: "AML network audit" }).waitFor();
    await live.workbench.runCommand("View: Close All Editors");
  });

  test("nothing is read before somebody asks for it", async () => {
    await live.workbench.page.getByRole("tab", { name: "AML Network", exact: true }).click();
    await live.workbench.page.getByText("Explore the sample estate").first().waitFor();
    await live.workbench.page
      .locator(".sidebar .composite.title")
      .filter({ hasText: /^AML Network$/i })
      .waitFor();
    await live.workbench.screenshot("live-welcome");
    assert.deepEqual(live.azure.requests, []);
  });

  test("the sample estate is explored without an account", async () => {
    await live.workbench.page.getByRole("button", { name: "Explore the sample estate" }).click();
    await live.row("mlw-training").waitFor();
    await live.row("mlw-training").click();
    await live.row("Firewall and egress").waitFor();
    await live.workbench.screenshot("live-sample");
    assert.deepEqual(live.azure.requests, []);
  });

  test("signed in, a failing flow is seen, explained, and found in the code", async () => {
    const { workbench, row } = live;
    await live.signIn();
    await row("aml-mlw").click();
    await row("Firewall and egress").waitFor();
    await row("AzureMonitor").waitFor();
    await workbench.screenshot("live-tree");
    await row("AzureMonitor").click();
    await workbench.page.getByRole("tab", { name: /Preview AzureMonitor/ }).waitFor();
    await workbench.webview().getByRole("heading", { name: "The way it takes" }).waitFor();
    await workbench.screenshot("live-explained");
    await live.press("AzureMonitor", "Go to the code that declares it");
    await workbench.page.locator('.tab.active[data-resource-name="main.bicep"]').waitFor();
    await workbench.screenshot("live-code");
  });

  test("a row is opened in the portal, its id copied, and its fix scaffolded", async () => {
    const { page } = live.workbench;
    const choose = (item: string) => live.choose("AzureMonitor", item);
    const id =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/aml-policy";
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await choose("Copy resource id");
    await page.waitForFunction(`navigator.clipboard.readText().then((text) => text === ${JSON.stringify(id)})`);
    await choose("Open in the Azure portal");
    await page
      .getByRole("dialog")
      .getByText(/https:\/\/portal\.azure\.com\/#.+/)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await choose("Scaffold the fix…");
    await page.locator(".quick-input-widget").getByRole("option", { name: "Bicep" }).click();
    await page.locator(".editor-group-container.active .view-line").filter({ hasText: "AzureMonitor" }).first().waitFor();
    await live.workbench.screenshot("live-scaffold");
  });

  test("after the network was mended, a refresh turns the flow", async () => {
    const { azure, workbench } = live;
    const groups = azure.world.list(
      "/subscriptions/00000000-0000-0000-0000-000000000001",
      "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    );
    assert.ok(groups[0]);
    azure.world.put(withMonitor(groups[0]));
    await live.press("aml-mlw", "Refresh");
    await workbench.page
      .getByRole("treeitem", { name: /^AzureMonitor, .*, met/ })
      .first()
      .waitFor();
    await workbench.screenshot("live-mended");
  });

  test("what may not be read any more is told with its reason, and comes back when it may", async () => {
    const { azure, row } = live;
    azure.faults.push({ on: ({ path }) => /workspaces\/aml-mlw$/i.test(path), does: forbidden() });
    await live.press("aml-mlw", "Refresh");
    await row(/The right 'Microsoft.MachineLearningServices\/workspaces\/read' lacks/).waitFor();
    await live.workbench.screenshot("live-forbidden");
    azure.faults.pop();
    await live.press("aml-mlw", "Refresh");
    await row("Firewall and egress").waitFor();
  });

  test("only what fails is shown when that is asked for", async () => {
    const { page } = live.workbench;
    await live.row("AzureActiveDirectory").waitFor();
    await page.getByRole("button", { name: "Show only what fails or is unclear" }).click();
    await live.row("AzureActiveDirectory").waitFor({ state: "detached" });
    assert.equal(await page.getByRole("treeitem", { name: /, met$/ }).count(), 0);
    await live.workbench.screenshot("live-failing");
    await page.getByRole("button", { name: "Show everything" }).click();
    await live.row("AzureActiveDirectory").waitFor();
  });

  test("Azure's own check, effective routes and security rules stand under 'Diagnose'", async () => {
    await (await live.reveal("Diagnose")).click();
    await (await live.reveal("Azure found no problem in network, names and locks.")).waitFor();
    await (await live.reveal(/From 'vm-nic' TCP 443 to the internet is refused by 'deny-out'/)).waitFor();
    await live.workbench.screenshot("live-diagnosed");
  });

  test("only reads were made, to one host, and no token is in any log", () => {
    const { azure } = live;
    const posts = /\/(providers\/Microsoft\.ResourceGraph\/resources|diagnose|effectiveRouteTable|effectiveNetworkSecurityGroups)$/i;
    assert.ok(azure.requests.length > 10);
    for (const { method, path } of azure.requests)
      assert.ok(method === "GET" || (method === "POST" && posts.test(path)), `${method} ${path}`);
    assert.deepEqual([...new Set(azure.requests.map(({ host }) => host))], [new URL(azure.endpoint).host]);
    assert.ok(!live.logs().includes(SECRET));
  });
});

function withMonitor(group: ArmResource): ArmResource {
  const text = JSON.stringify(group);
  return JSON.parse(text.replace('"AzureResourceManager"', '"AzureResourceManager","AzureMonitor"'));
}
