// How a report of 20,000 findings opens and scrolls in the webview of a real VS Code: `node bench/large-report.ts`; needs `npm run package`
// and what `npm run test:desktop` needs. STACKS (default 660) sets how often the sample is there, 31 findings each.
// Prints the milliseconds from the command to the first frame with the report's head and first findings, and until the whole page has come;
// then how long the frames of a scroll take, a screen at a time and in sixty leaps through the whole page.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { startJourney } from "../test/vscode/journey.ts";
import type { Workbench } from "../test/vscode/workbench.ts";

const stacks = Number(process.env.STACKS ?? 660);
const sample = join(import.meta.dirname, "../samples/bicep/insecure");

const folder = mkdtempSync(join(tmpdir(), "aml-large-"));
for (let stack = 0; stack < stacks; stack += 1) cpSync(sample, join(folder, `team${stack % 40}`, `stack${stack}`), { recursive: true });
const journey = await startJourney(folder);
try {
  const { workbench } = journey;
  await workbench.page.setViewportSize({ width: 1440, height: 900 });
  const first = await open(workbench);
  console.log(`audited and opened: head after ${first.head.toFixed(0)} ms, all after ${first.all.toFixed(0)} ms`);
  for (let round = 0; round < 3; round += 1) {
    await workbench.runCommand("View: Close All Editors");
    await workbench.page.locator("iframe.webview").first().waitFor({ state: "detached" });
    const { head, all, frame } = await open(workbench);
    const findings = await frame.locator("ol.findings > li").count();
    console.log(`${findings} findings opened: head after ${head.toFixed(0)} ms, all after ${all.toFixed(0)} ms`);
    console.log(`a screen at a time: ${await scroll(frame, "innerHeight * 0.9")}`);
    console.log(`in sixty leaps:     ${await scroll(frame, "document.documentElement.scrollHeight / 60")}`);
  }
} finally {
  await journey.end();
  rmSync(folder, { recursive: true, force: true });
}

async function open({ page, runCommand }: Workbench) {
  const { promise, resolve } = Promise.withResolvers<Frame>();
  const look = async (frame: Frame) => {
    const found = await frame.waitForSelector("main > h1", { timeout: 120_000 }).catch(() => undefined);
    if (found) resolve(frame);
  };
  page.on("framenavigated", look);
  page.on("frameattached", look);
  await runCommand("Audit AML network");
  const start = performance.now();
  const frame = await promise;
  await frame.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
  const head = performance.now() - start;
  await frame.waitForSelector("#deployments", { state: "attached", timeout: 120_000 });
  await frame.locator("[data-later]").first().waitFor({ state: "detached", timeout: 120_000 });
  page.off("framenavigated", look);
  page.off("frameattached", look);
  return { head, all: performance.now() - start, frame };
}

async function scroll(frame: Frame, step: string): Promise<string> {
  const frames = (await frame.evaluate(`new Promise((done) => {
    scrollTo(0, document.getElementById("findings").offsetTop * ${step.startsWith("inner") ? 1 : 0});
    const frames = [];
    let last = performance.now();
    const next = (now) => {
      frames.push(now - last);
      last = now;
      scrollBy(0, ${step});
      if (frames.length < 60) requestAnimationFrame(next);
      else done(frames.slice(1));
    };
    requestAnimationFrame(next);
  })`)) as number[];
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  return `a frame takes ${at(0.5)} ms, 95 % below ${at(0.95)} ms, the longest ${at(1)} ms`;
}
