// What an editor pays for the extension before anybody uses it: `node bench/activation.ts` after a build. Loading dist/extension.cjs beside an
// empty extension, each in a process of its own, in turn, with an editor's module that has nothing in it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ours = join(import.meta.dirname, "../dist/extension.cjs");
const folder = mkdtempSync(join(tmpdir(), "bench-activation-"));
const empty = join(folder, "empty.cjs");
writeFileSync(empty, "exports.activate = () => undefined;\n");
const load = join(folder, "load.cjs");
writeFileSync(
  load,
  `const Module = require("node:module");
const resolve = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? new Proxy({}, { get: () => class {} }) : resolve(name, ...rest));
const start = process.hrtime.bigint();
require(process.argv[2]);
process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e6));
`,
);
try {
  const [own, none]: [number[], number[]] = [[], []];
  for (let round = 0; round < 40; round++) {
    none.push(loading(empty));
    own.push(loading(ours));
  }
  const cell = (times: number[]) => {
    times.sort((a, b) => a - b);
    return `median ${(times[20] ?? 0).toFixed(2)} ms, 95th of 100 ${(times[37] ?? 0).toFixed(2)} ms`;
  };
  console.log(`extension.cjs, ${(statSync(ours).size / 1024).toFixed(1)} KB: ${cell(own)}`);
  console.log(`an empty extension: ${cell(none)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function loading(extension: string): number {
  return Number(spawnSync(process.execPath, [load, extension], { encoding: "utf8" }).stdout);
}
