// What a person does with live Azure in VS Code, in a real one, against the simulated Azure.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createVSIX } from "@vscode/vsce";
import type { Locator } from "playwright-core";
import { forbidden } from "../azure/fault.ts";
import { type Simulator, simulate } from "../azure/simulator.ts";
import type { ArmResource } from "../azure/world.ts";
import { type Editor, findBrowser, installExtension, startEditor } from "./code-server.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const scenario = join(import.meta.dirname, "..", "scenarios", "closed-egress");
const entry = join(import.meta.dirname, "host", "node_modules", "code-server", "out", "node", "entry.js");
const secret = "c2VjcmV0LW9mLXRoZS10ZXN0cw";

describe("live Azure in a real VS Code", () => {
  const data = mkdtempSync(join(tmpdir(), "aml-live-vscode-"));
  const folder = join(data, "network");
  let azure: Simulator;
  let editor: Editor;
  let workbench: Workbench;

  before(async () => {
    mkdirSync(folder);
    cpSync(join(scenario, "main.bicep"), join(folder, "main.bicep"));
    azure = await simulate(withMachine(JSON.parse(readFileSync(join(scenario, "azure.json"), "utf8"))));
    writeFileSync(join(data, "ca.pem"), azure.ca);
    process.env.NODE_EXTRA_CA_CERTS = join(data, "ca.pem");
    process.env.AML_NETWORK_AUDIT_TEST_ARM = azure.endpoint;
    process.env.AML_NETWORK_AUDIT_TEST_PROVIDER = "aml-test";
    installExtension(data);
    await installFakeSignIn(data);
    editor = await startEditor(data, folder);
    const browser = findBrowser(console.error);
    if ("missing" in browser) throw new Error(browser.missing);
    workbench = await openWorkbench(browser.path, editor.url);
  });

  after(async () => {
    await workbench?.close();
    await editor?.stop();
    await azure?.[Symbol.asyncDispose]();
    for (const name of ["NODE_EXTRA_CA_CERTS", "AML_NETWORK_AUDIT_TEST_ARM", "AML_NETWORK_AUDIT_TEST_PROVIDER"]) delete process.env[name];
    rmSync(data, { recursive: true, force: true });
  });

  const row = (text: string | RegExp): Locator => workbench.page.locator(".pane-body .monaco-list-row").filter({ hasText: text }).first();

  /** Rows out of sight are not drawn: the tree is scrolled until the row is there. */
  const reveal = async (text: string | RegExp): Promise<Locator> => {
    for (let tries = 0; tries < 20 && (await row(text).count()) === 0; tries += 1) {
      await workbench.page.mouse.move(200, 400);
      await workbench.page.mouse.wheel(0, 300);
      await row(text)
        .waitFor({ timeout: 1000 })
        .catch(() => undefined);
    }
    return row(text);
  };

  test("nothing is read before somebody asks for it", async () => {
    await workbench.page.getByRole("tab", { name: "AML Network Audit" }).click();
    await workbench.page.getByText("Explore the sample estate").first().waitFor();
    await workbench.screenshot("live-welcome");
    assert.deepEqual(azure.requests, []);
  });

  test("the sample estate is explored without an account", async () => {
    await workbench.page.getByRole("button", { name: "Explore the sample estate" }).click();
    await row("mlw-training").waitFor();
    await row("mlw-training").click();
    await row("Firewall and egress").waitFor();
    await workbench.screenshot("live-sample");
    assert.deepEqual(azure.requests, []);
  });

  test("signed in, a failing flow is seen, explained, and found in the code", async () => {
    await workbench.runCommand("AML Network Audit: Sign in to Azure");
    const allow = workbench.page.getByRole("button", { name: "Allow" });
    await Promise.race([allow.first().waitFor(), row("aml-mlw").waitFor()]);
    if (await allow.first().isVisible()) await allow.first().click();
    await row("aml-mlw").waitFor();
    await row("aml-mlw").click();
    await row("Firewall and egress").waitFor();
    await row("AzureMonitor").waitFor();
    await workbench.screenshot("live-tree");
    await row("AzureMonitor").click();
    await workbench.page.getByRole("tab", { name: /Preview AzureMonitor/ }).waitFor();
    await workbench.webview().getByRole("heading", { name: "The way it takes" }).waitFor();
    await workbench.screenshot("live-explained");
    await row("AzureMonitor").hover();
    await row("AzureMonitor").getByRole("button", { name: "Go to the code that declares it" }).click();
    await workbench.page.locator('.tab.active[data-resource-name="main.bicep"]').waitFor();
    await workbench.screenshot("live-code");
  });

  test("after the network was mended, a refresh turns the flow", async () => {
    const groups = azure.world.list(
      "/subscriptions/00000000-0000-0000-0000-000000000001",
      "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    );
    assert.ok(groups[0]);
    azure.world.put(withMonitor(groups[0]));
    await row("aml-mlw").hover();
    await row("aml-mlw").getByRole("button", { name: "Refresh" }).click();
    await workbench.page
      .getByRole("treeitem", { name: /^AzureMonitor, .*, met/ })
      .first()
      .waitFor();
    await workbench.screenshot("live-mended");
  });

  test("what may not be read any more is told with its reason, and comes back when it may", async () => {
    azure.faults.push({ on: ({ path }) => /workspaces\/aml-mlw$/i.test(path), does: forbidden() });
    const refresh = async () => {
      await row("aml-mlw").hover();
      await row("aml-mlw").getByRole("button", { name: "Refresh" }).click();
    };
    await refresh();
    await row(/The right 'Microsoft.MachineLearningServices\/workspaces\/read' lacks/).waitFor();
    await workbench.screenshot("live-forbidden");
    azure.faults.pop();
    await refresh();
    await row("Firewall and egress").waitFor();
  });

  test("only what fails is shown when that is asked for", async () => {
    await row("AzureActiveDirectory").waitFor();
    await workbench.page.getByRole("button", { name: "Show only what fails or is unclear" }).click();
    await row("AzureActiveDirectory").waitFor({ state: "detached" });
    assert.equal(await workbench.page.getByRole("treeitem", { name: /, met$/ }).count(), 0);
    await workbench.screenshot("live-failing");
    await workbench.page.getByRole("button", { name: "Show everything" }).click();
    await row("AzureActiveDirectory").waitFor();
  });

  test("Azure's own check, effective routes and security rules stand under 'Diagnose'", async () => {
    await (await reveal("Diagnose")).click();
    await (await reveal("Azure found no problem in network, names and locks.")).waitFor();
    await (await reveal(/From 'vm-nic' TCP 443 to the internet is refused by 'deny-out'/)).waitFor();
    await workbench.screenshot("live-diagnosed");
  });

  test("a search can be cancelled, and made again", async () => {
    azure.faults.push({ on: ({ path }) => path === "/subscriptions", does: { is: "hang" } });
    await workbench.runCommand("AML Network Audit: Sign in to Azure");
    await row("Searching for workspaces").hover();
    await row("Searching for workspaces").getByRole("button", { name: "Cancel reading" }).click();
    await row("The reading was cancelled.").waitFor();
    await workbench.screenshot("live-cancelled");
    azure.faults.pop();
    await workbench.runCommand("AML Network Audit: Sign in to Azure");
    await row("aml-mlw").waitFor();
  });

  test("only reads were made, to one host, and no token is in any log", () => {
    const posts = /\/(providers\/Microsoft\.ResourceGraph\/resources|diagnose|effectiveRouteTable|effectiveNetworkSecurityGroups)$/i;
    assert.ok(azure.requests.length > 10);
    for (const { method, path } of azure.requests)
      assert.ok(method === "GET" || (method === "POST" && posts.test(path)), `${method} ${path}`);
    assert.deepEqual([...new Set(azure.requests.map(({ host }) => host))], [new URL(azure.endpoint).host]);
    for (const file of globSync("user/logs/**/*.log", { cwd: data }))
      assert.ok(!readFileSync(join(data, file), "utf8").includes(secret), file);
    assert.ok(!editor.output().includes(secret));
  });
});

function withMonitor(group: ArmResource): ArmResource {
  const text = JSON.stringify(group);
  return JSON.parse(text.replace('"AzureResourceManager"', '"AzureResourceManager","AzureMonitor"'));
}

/** A machine in the training subnet, whose effective rules Azure tells. */
function withMachine(rows: readonly ArmResource[]) {
  const nic = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/networkInterfaces/vm-nic";
  const card: ArmResource = { id: nic, name: "vm-nic", type: "Microsoft.Network/networkInterfaces", properties: {} };
  const placed = rows.map((row): ArmResource => {
    const { subnets } = (row.properties ?? {}) as { readonly subnets?: readonly { readonly name: string; readonly properties: object }[] };
    if (!/\/virtualNetworks$/i.test(row.type) || !subnets) return row;
    const [last] = subnets.slice(-1);
    const ipConfigurations = [{ id: `${nic}/ipConfigurations/a` }];
    const changed = subnets.map((one) => (one === last ? { ...one, properties: { ...one.properties, ipConfigurations } } : one));
    return { ...row, properties: { ...(row.properties as object), subnets: changed } };
  });
  const rule = {
    name: "securityRules/deny-out",
    priority: 4000,
    access: "Deny",
    protocol: "All",
    direction: "Outbound",
    sourceAddressPrefix: "0.0.0.0/0",
    sourcePortRange: "0-65535",
    destinationAddressPrefix: "Internet",
    destinationPortRange: "0-65535",
  };
  const group = {
    networkSecurityGroup: { id: nic.replace("networkInterfaces/vm-nic", "networkSecurityGroups/nsg") },
    effectiveSecurityRules: [rule],
  };
  return { rows: [...placed, card], operations: { [`${nic}/effectiveNetworkSecurityGroups`.toLowerCase()]: { value: [group] } } };
}

async function installFakeSignIn(data: string): Promise<void> {
  const packagePath = join(data, "fake-sign-in.vsix");
  const cwd = join(import.meta.dirname, "fake-sign-in");
  await createVSIX({ cwd, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  const args = ["--install-extension", packagePath, "--extensions-dir", join(data, "extensions"), "--user-data-dir", join(data, "user")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The account for tests could not be installed: ${stdout}${stderr}`);
}
