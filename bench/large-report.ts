// How a report of 20,000 findings opens and scrolls in a browser: `node bench/large-report.ts REPORT.html` (CHROMIUM names the browser).
// Prints the milliseconds from navigation to the first frame with the whole page parsed, and the longest and median frame of a scroll through it.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const file = pathToFileURL(resolve(process.argv[2] ?? "report.html")).href;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  const start = performance.now();
  await page.goto(file);
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
  const opened = performance.now() - start;
  console.log(`open in ${opened.toFixed(0)} ms`);
  const frames = (await page.evaluate(`new Promise((done) => {
    const frames = [];
    let last = performance.now();
    const step = (now) => {
      frames.push(now - last);
      last = now;
      scrollBy(0, document.documentElement.scrollHeight / 60);
      if (frames.length < 60) requestAnimationFrame(step);
      else done(frames);
    };
    requestAnimationFrame(step);
  })`)) as number[];
  const sorted = [...frames].sort((a, b) => a - b);
  const [middle, high, longest] = [sorted[30] ?? 0, sorted[57] ?? 0, sorted[59] ?? 0];
  const findings = await page.locator("ol.findings > li").count();
  console.log(
    `${findings} findings: a frame of the scroll takes ${middle.toFixed(1)} ms, 95 % below ${high.toFixed(1)} ms, the longest ${longest.toFixed(1)} ms`,
  );
} finally {
  await browser.close();
}
