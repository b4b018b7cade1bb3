// One journey with live Azure: the simulated Azure on loopback, an account for tests, and a fresh VS Code on the code of a scenario.
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { type Simulator, simulate } from "../azure/simulator.ts";
import type { ArmResource } from "../azure/world.ts";
import { type Editor, findBrowser, installExtension, installFolder, startEditor } from "./code-server.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const scenario = join(import.meta.dirname, "..", "scenarios", "closed-egress");

/** The last part of every token of the account for tests. */
export const SECRET = "c2VjcmV0LW9mLXRoZS10ZXN0cw";

export interface LiveJourney {
  readonly azure: Simulator;
  readonly workbench: Workbench;
  /** A row of the tree that is drawn. */
  row(text: string | RegExp): Locator;
  /** Rows out of sight are not drawn: the tree is scrolled until the row is there. */
  reveal(text: string | RegExp): Promise<Locator>;
  /** Signs in and waits until the workspaces are listed. */
  signIn(): Promise<void>;
  /** Presses a button of a row. */
  press(text: string | RegExp, button: string): Promise<void>;
  /** Chooses from the menu of a row. */
  choose(text: string | RegExp, item: string): Promise<void>;
  /** Everything that VS Code and the extension wrote into logs. */
  logs(): string;
  readonly data: string;
  end(): Promise<void>;
}

export async function startLive({ trusted = true } = {}): Promise<LiveJourney> {
  const data = mkdtempSync(join(tmpdir(), "aml-live-vscode-"));
  const folder = join(data, "network");
  mkdirSync(folder);
  cpSync(join(scenario, "main.bicep"), join(folder, "main.bicep"));
  const azure = await simulate(withMachine(JSON.parse(readFileSync(join(scenario, "azure.json"), "utf8"))));
  writeFileSync(join(data, "ca.pem"), azure.ca);
  Object.assign(process.env, {
    NODE_EXTRA_CA_CERTS: join(data, "ca.pem"),
    AML_NETWORK_AUDIT_TEST_ARM: azure.endpoint,
    AML_NETWORK_AUDIT_TEST_PROVIDER: "aml-test",
  });
  installExtension(data);
  await installFolder(join(import.meta.dirname, "fake-sign-in"), data);
  const editor = await startEditor(data, folder, { trusted });
  const browser = findBrowser(console.error);
  if ("missing" in browser) throw new Error(browser.missing);
  const workbench = await openWorkbench(browser.path, editor.url).catch(async (error) => {
    await editor.stop();
    throw error;
  });
  return journey({ azure, workbench, editor, data });
}

function journey({
  azure,
  workbench,
  editor,
  data,
}: {
  azure: Simulator;
  workbench: Workbench;
  editor: Editor;
  data: string;
}): LiveJourney {
  const row = (text: string | RegExp) => workbench.page.locator(".pane-body .monaco-list-row").filter({ hasText: text }).first();
  return {
    azure,
    workbench,
    data,
    row,
    async reveal(text) {
      for (let tries = 0; tries < 20 && (await row(text).count()) === 0; tries += 1) {
        await workbench.page.mouse.move(200, 400);
        await workbench.page.mouse.wheel(0, 300);
        await row(text)
          .waitFor({ timeout: 1000 })
          .catch(() => undefined);
      }
      return row(text);
    },
    async signIn() {
      await workbench.runCommand("AML Network Audit: Sign in to Azure");
      const allow = workbench.page.getByRole("button", { name: "Allow" });
      await Promise.race([allow.first().waitFor(), row("aml-mlw").waitFor()]);
      if (await allow.first().isVisible()) await allow.first().click();
      await row("aml-mlw").waitFor();
    },
    async press(text, button) {
      await row(text).hover();
      await row(text).getByRole("button", { name: button }).click();
    },
    async choose(text, item) {
      await row(text).click({ button: "right" });
      await workbench.page.getByRole("menuitem", { name: item }).hover();
      // By key: VS Code takes a click soon after the menu opened for the one that opened it.
      await workbench.page.keyboard.press("Enter");
    },
    logs: () =>
      [...globSync("user/logs/**/*.log", { cwd: data }).map((file) => readFileSync(join(data, file), "utf8")), editor.output()].join("\n"),
    async end() {
      await workbench.close();
      await editor.stop();
      await azure[Symbol.asyncDispose]();
      for (const name of ["NODE_EXTRA_CA_CERTS", "AML_NETWORK_AUDIT_TEST_ARM", "AML_NETWORK_AUDIT_TEST_PROVIDER"]) delete process.env[name];
      rmSync(data, { recursive: true, force: true });
    },
  };
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
