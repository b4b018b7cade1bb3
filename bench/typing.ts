// What the extension costs a keystroke: the same keys in the same running VS Code, with the extension at work and switched off by its setting, in turns.
// `node bench/typing.ts`; needs `npm run package` and what `npm run test:desktop` needs. PAIRS (default 34) and KEYS (default 40) set the size.
// A keystroke lasts from the key's event until the frame after the editor's text changed. Where in a frame a key falls is chance, evenly spread,
// so that means tell more than medians: of each run the mean without the fastest and the slowest tenth. Prints the mean difference of the pairs
// with an interval of 95 % by bootstrap. A busy machine widens it: run it on a quiet one.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startJourney } from "../test/vscode/journey.ts";

const pairs = Number(process.env.PAIRS ?? 34);
const keys = Number(process.env.KEYS ?? 40);
const sample = join(import.meta.dirname, "../samples/bicep");

const journey = await startJourney(sample);
try {
  const { workbench } = journey;
  await workbench.openFile("insecure/main.bicep");
  await workbench.squiggles().first().waitFor();
  await workbench.page.evaluate(watch);
  await type();
  const differences: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const first = pair % 2 === 0;
    await enable(first);
    const one = await type();
    await enable(!first);
    const other = await type();
    const [ours, plain] = first ? [one, other] : [other, one];
    differences.push(ours - plain);
    console.log(`pair ${pair + 1}: with ${ours.toFixed(2)} ms, without ${plain.toFixed(2)} ms`);
  }
  const [low, high] = interval(differences);
  console.log(
    `difference ${mean(differences).toFixed(2)} ms, 95 % within ${low.toFixed(2)} to ${high.toFixed(2)} ms (${pairs} pairs of ${keys} keys)`,
  );

  /** Switches the extension on or off in the running editor, and waits until the editor shows it. */
  async function enable(on: boolean): Promise<void> {
    mkdirSync(join(journey.folder, ".vscode"), { recursive: true });
    writeFileSync(join(journey.folder, ".vscode", "settings.json"), JSON.stringify({ "amlNetworkAudit.enable": on }));
    await workbench
      .squiggles()
      .first()
      .waitFor({ state: on ? "visible" : "detached" });
  }

  /** Milliseconds of a keystroke at the beginning of the first line. */
  async function type(): Promise<number> {
    await workbench.goTo(1, 3);
    await workbench.page.evaluate("window.keystrokes = []");
    for (let key = 0; key < keys; key += 1) await workbench.page.keyboard.type("x", { delay: 25 });
    await workbench.page.waitForFunction(`window.keystrokes.length >= ${keys}`);
    const taken = (await workbench.page.evaluate("window.keystrokes")) as number[];
    for (let key = 0; key < keys; key += 1) await workbench.page.keyboard.press("Backspace");
    return trimmed(taken);
  }
} finally {
  await journey.end();
}

/** Runs in the page. */
function watch(): void {
  const page = globalThis as unknown as {
    keystrokes: number[];
    addEventListener(type: string, listener: (event: { key: string }) => void, capture: boolean): void;
    requestAnimationFrame(run: () => void): void;
  };
  page.keystrokes = [];
  page.addEventListener(
    "keydown",
    ({ key }) => {
      if (key !== "x") return;
      const start = performance.now();
      page.requestAnimationFrame(() => setTimeout(() => page.keystrokes.push(performance.now() - start), 0));
    },
    true,
  );
}

function trimmed(values: readonly number[]): number {
  const tenth = Math.floor(values.length / 10);
  return mean([...values].sort((a, b) => a - b).slice(tenth, values.length - tenth));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function interval(values: readonly number[]): readonly [number, number] {
  const means = Array.from({ length: 4000 }, () => mean(values.map(() => values[Math.floor(Math.random() * values.length)] ?? 0)));
  means.sort((a, b) => a - b);
  return [means[100] ?? Number.NaN, means[3899] ?? Number.NaN];
}
