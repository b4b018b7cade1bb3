// The command as a task of VS Code, as the documentation writes it: the problem matcher takes its lines into the Problems view.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type Journey, startJourney } from "./journey.ts";

const root = join(import.meta.dirname, "../..");
const sample = (file: string) => readFileSync(join(root, "samples", file), "utf8");
const tasks = /```json\n(\{\n {2}"version": "2\.0\.0".*?)```/s.exec(readFileSync(join(root, "docs/how-to/editor.md"), "utf8"))?.[1] ?? "";

describe("a task with the problem matcher", () => {
  const bin = mkdtempSync(join(tmpdir(), "aml-bin-"));
  let journey: Journey;

  before(async () => {
    const command = join(bin, "aml-network-audit");
    writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${join(root, "dist/cli.cjs")}' "$@"\n`);
    chmodSync(command, 0o755);
    journey = await startJourney(
      {
        "main.bicep": sample("bicep/insecure/main.bicep"),
        "stacks/dev 1/main.tf": sample("terraform/insecure/main.tf"),
        ".vscode/tasks.json": tasks,
      },
      {
        settings: {
          // What stands in the Problems view is of the task alone.
          "amlNetworkAudit.enable": false,
          // As if the command were installed: a login shell makes a path of its own.
          "terminal.integrated.env.linux": { PATH: bin + delimiter + process.env.PATH },
        },
      },
    );
  });

  after(async () => {
    await journey?.end();
    rmSync(bin, { recursive: true, force: true });
  });

  test("fills the Problems view, each finding with its severity, rule and place", async () => {
    const { workbench, folder } = journey;
    const { page } = workbench;
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input.input").fill("task Audit AML network");
    await page.locator(".quick-input-widget .monaco-list-row.focused", { hasText: "Audit AML network" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".terminal-outer-container, .terminal-wrapper").first().waitFor();
    await workbench.runCommand("Problems: Focus on Problems View");
    await workbench.problem("is not allowed by firewall policy").first().waitFor();
    await workbench.screenshot("task-problems");
    assert.ok((await page.locator(".markers-panel .codicon-error").count()) > 0);
    // Rows out of sight are not drawn.
    const filter = page.locator(".panel input[placeholder^='Filter']").first();
    await filter.fill("stacks/dev 1");
    await workbench.problem("stacks/dev 1").first().waitFor();
    // Flows that are stopped at one place are told apart.
    for (const flow of ["outbound-azure-monitor", "outbound-azure-resource-manager"]) {
      await filter.fill(flow);
      await workbench.problem(`outbound-service-tag/${flow}`).first().waitFor();
    }
    await filter.fill("can be reached from the internet");
    const line =
      readFileSync(join(folder, "main.bicep"), "utf8")
        .split("\n")
        .findIndex((one) => one.startsWith("resource vault ")) + 1;
    const vault = workbench.problem("Key vault 'tryoutml-kv' can be reached from the internet.").first();
    const row = (await vault.textContent()) ?? "";
    assert.match(row, /from anywhere, past the private network\. .*public-network-access/s);
    assert.ok(row.includes(`[Ln ${line}, Col 10]`), row);
    assert.ok((await page.locator(".markers-panel .codicon-warning").count()) > 0);
  });
});
