// Fixes that reach beyond one finding, and files that are written from nothing, as a person takes them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { audit } from "../support/audit.ts";
import { type Journey, startJourney } from "./journey.ts";
import type { Workbench } from "./workbench.ts";

const root = join(import.meta.dirname, "../..");
const sample = readFileSync(join(root, "samples/bicep/insecure/main.bicep"), "utf8");
const terraform = readFileSync(join(root, "samples/terraform/insecure/main.tf"), "utf8");

const rule = "key-vault-purge-protection";
const files = { "network/main.bicep": sample, "terraform/main.tf": terraform };

describe("a wide fix in a real VS Code", () => {
  let journey: Journey;
  let workbench: Workbench;
  const text = (file: string) => readFileSync(join(journey.folder, file), "utf8");
  const problems = (words: string) => workbench.problem(words);

  before(async () => {
    journey = await startJourney(files);
    workbench = journey.workbench;
    await workbench.openFile("network/main.bicep");
    await workbench.runCommand("Problems: Focus on Problems View");
  });

  afterEach(async ({ name, passed }: { readonly name?: string; readonly passed?: boolean }) => {
    if (passed === false) await workbench.screenshot(`failed-${name?.replace(/\W+/g, "-").slice(0, 40)}`);
  });

  after(async () => {
    await journey?.end();
  });

  const filter = async (words: string) => {
    const box = workbench.page.getByPlaceholder(/^Filter \(e\.g\./);
    if (!(await box.isVisible())) await workbench.runCommand("Problems: Focus on Problems View");
    await box.fill(words);
    await problems(words).first().waitFor();
  };

  /** Takes what the preview shows, all of it. */
  const applyAll = async (shown: string, ...rows: readonly string[]) => {
    const preview = workbench.page.locator(".bulk-edit-panel");
    await preview.waitFor();
    for (const row of rows) await preview.locator(".monaco-list-row", { hasText: row }).first().waitFor();
    await workbench.screenshot(shown);
    for (const row of rows) await preview.locator(".monaco-list-row", { hasText: row }).locator(".edit-checkbox").click();
    await preview.locator(".edit-checkbox[aria-checked='false']").first().waitFor({ state: "detached" });
    await preview.getByRole("button", { name: "Apply" }).click();
    await preview.waitFor({ state: "hidden" });
    await workbench.runCommand("File: Save All Files");
    await workbench.page.locator(".tab.dirty").first().waitFor({ state: "detached" });
  };

  test("of a rule is taken in every file of the workspace, in each file's own language", async () => {
    await filter("is not protected from purging");
    await workbench.openFile("network/main.bicep");
    await workbench.goTo(17, 12);
    await workbench.quickFix(`Fix every '${rule}' in the workspace`);
    await applyAll("fix-workspace", "main.bicep", "main.tf");
    assert.match(text("network/main.bicep"), /^ {4}enablePurgeProtection: true$/m);
    assert.match(text("terraform/main.tf"), /^ {2}purge_protection_enabled += true$/m);
    await problems("is not protected from purging").first().waitFor({ state: "detached" });
  });

  test("of a policy allows every flow that it lacks at once", async () => {
    await workbench.openFile("network/main.bicep");
    const saved = text("network/main.bicep");
    const line = saved.slice(0, saved.indexOf("firewallPolicies@")).split("\n").length;
    await filter("outbound-service-tag");
    await workbench.goTo(line, 12);
    await workbench.quickFix("Allow every missing flow in 'tryoutml-policy'");
    await workbench.page.locator(".tab.active.dirty").waitFor();
    await workbench.screenshot("fix-policy");
    await workbench.save();
    const { findings } = await audit({ "main.bicep": text("network/main.bicep") });
    assert.deepEqual(
      findings.filter((finding) => finding.rule.startsWith("outbound-")).map(({ message }) => message),
      [],
    );
  });

  test("is not needed where one begins with a file that is written as the requirements ask", async () => {
    const { page } = workbench;
    await workbench.runCommand("AML Network Audit: Write a firewall policy, security group, routes, endpoints or keys…");
    for (const [asked, choice] of [
      ["What a workspace needs", "Firewall policy"],
      ["The language to write it in", "Terraform"],
      ["The cloud that it is for", "Azure Government"],
    ] as const) {
      await page.getByPlaceholder(asked).fill(choice);
      await page.keyboard.press("Enter");
    }
    await page.getByPlaceholder("eastus").fill("usgovvirginia");
    await page.keyboard.press("Enter");
    await page.locator(".view-line", { hasText: "azurerm_firewall_policy" }).first().waitFor();
    await workbench.goTo(86, 1);
    await page.locator(".view-line", { hasText: "usgovvirginia" }).first().waitFor();
    await workbench.screenshot("scaffold");
  });
});
