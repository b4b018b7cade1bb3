// A language server that dies under the editor's hands: what was typed is judged again, and giving up is said and can be undone.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { openVault } from "../cli/command.ts";
import { type Journey, startJourney } from "./journey.ts";

const closed = "    publicNetworkAccess: 'Disabled'";
const onDisk = openVault.replace("    enablePurgeProtection", `${closed}\n    enablePurgeProtection`);

describe("a language server that is killed", () => {
  let journey: Journey;

  before(async () => {
    journey = await startJourney({ "main.bicep": onDisk });
  });

  after(async () => {
    await journey?.end();
  });

  /** Its process, once there is one other than this. */
  async function server(but?: number): Promise<number> {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,args="], { encoding: "utf8" });
      const ours = stdout.split("\n").filter((line) => line.includes(journey.data) && line.includes("server.cjs"));
      const found = ours.map((line) => Number.parseInt(line, 10)).find((id) => id !== but);
      if (found !== undefined) return found;
      await journey.workbench.page.evaluate("new Promise((drawn) => requestAnimationFrame(drawn))");
    }
    throw new Error("The language server has no process.");
  }

  const stopped = () =>
    journey.workbench.statusBar().locator('[aria-label="AML Network Audit: The audit has stopped. Select to start it again."]');
  const found = () => journey.workbench.problem("public-network-access");

  /** Edits that are taken back and made again are judged both times: the server that runs has the text as it is typed. */
  async function isAlive(): Promise<void> {
    const { keyboard } = journey.workbench.page;
    const locator = found().first();
    await locator.waitFor();
    await journey.workbench.page.locator(".editor-group-container.active .monaco-editor .view-line").first().click();
    await keyboard.press("Control+z");
    await locator.waitFor({ state: "detached" });
    await keyboard.press("Control+Shift+z");
    await locator.waitFor();
    assert.equal(await journey.workbench.page.locator(".tab.active.dirty").count(), 1);
    assert.equal(readFileSync(join(journey.folder, "main.bicep"), "utf8"), onDisk);
  }

  test("comes back, judges what is not saved yet, and after five times says that it stopped until it is started again", async () => {
    const { workbench } = journey;
    const { keyboard } = workbench.page;
    await workbench.openFile("main.bicep");
    await keyboard.press("Control+Shift+m");
    await workbench.openFile("main.bicep");
    await workbench.goTo(onDisk.split("\n").indexOf(closed) + 1, 1);
    await keyboard.press("Control+Shift+k");
    await isAlive();
    let last = await server();
    for (let kills = 0; kills < 4; kills += 1) {
      process.kill(last, "SIGKILL");
      last = await server(last);
      await isAlive();
    }
    await workbench.screenshot("killed-server-back");
    process.kill(last, "SIGKILL");
    await stopped().waitFor();
    await workbench.screenshot("killed-server-stopped");
    await workbench.statusBar().click();
    last = await server(last);
    await isAlive();
    assert.equal(await stopped().count(), 0);
    process.kill(last, "SIGKILL");
    await stopped().waitFor();
    await workbench.runCommand("AML Network Audit: Restart the language server");
    await server(last);
    await isAlive();
  });
});
