// The suite of VS Code's own interface, in the extension host of the browser's VS Code: an untrusted workspace, as it has none to trust.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { bundleSuite } from "../../scripts/build.ts";
import { findBrowser, freePort, serverMain } from "./code-server.ts";
import { launch } from "./workbench.ts";

const root = join(import.meta.dirname, "../..");

describe("inside the extension host", () => {
  const data = mkdtempSync(join(tmpdir(), "aml-suite-"));
  let port: number;
  let stop: () => void;

  before(async () => {
    mkdirSync(join(data, "folder"));
    cpSync(join(root, "test/vscode/suite/main.bicep"), join(data, "folder/main.bicep"));
    port = await freePort();
    const child = spawn(
      process.execPath,
      [
        serverMain,
        "--host",
        "127.0.0.1",
        "--port",
        String(port),
        "--without-connection-token",
        "--accept-server-license-terms",
        "--enable-smoke-test-driver",
        "--server-data-dir",
        data,
        "--extensions-dir",
        join(data, "extensions"),
        "--telemetry-level",
        "off",
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    stop = () => child.kill();
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (chunk) => String(chunk).includes("Extension host agent listening") && resolve());
      child.once("exit", (code) => reject(new Error(`VS Code's server ended with ${code}.`)));
    });
  });

  after(() => {
    stop?.();
    rmSync(data, { recursive: true, force: true });
  });

  test("finds, mends and keeps its command", async () => {
    const suite = await bundleSuite();
    const browserFound = findBrowser(console.error);
    if ("missing" in browserFound) throw new Error(browserFound.missing);
    const browser = await launch(browserFound.path);
    try {
      const page = await browser.newPage();
      const said: string[] = [];
      const done = new Promise<number>((resolve) => {
        page.on("console", (message) => said.push(message.text()));
        page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
        page.exposeFunction("codeAutomationLog", (_level: string, args: unknown[]) => said.push(args.join(" ")));
      });
      const at = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
      const payload = JSON.stringify([
        ["extensionDevelopmentPath", at(root)],
        ["extensionTestsPath", at(suite)],
      ]);
      await page.goto(
        `http://127.0.0.1:${port}/?folder=${encodeURIComponent(join(data, "folder"))}&payload=${encodeURIComponent(payload)}`,
      );
      assert.equal(await done, 0, said.filter((line) => /✖|✔|rror/.test(line)).join("\n"));
    } finally {
      await browser.close();
    }
  });
});
