// `npm run bench [-- DIR...]`: every benchmark, one after the other, on the folders that are given, else on the samples.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundle } from "./build.ts";

const root = join(import.meta.dirname, "..");
const folders = process.argv.slice(2);
const of = (name: string) => (folders.length ? folders : [join(root, "samples", name)]);

const benches: readonly (readonly [string, readonly string[]])[] = [
  ["bicep", of("bicep")],
  ["arm", of("arm")],
  ["terraform", of("terraform")],
  ["reach", []],
  ["live", []],
  ["editor", []],
  ["activation", []],
  ["growth", []],
  ["found", []],
  ["peers", folders.length ? folders : [join(root, "samples")]],
];

await bundle();
let failed = 0;
for (const [name, args] of benches) {
  console.log(`\n— ${name}`);
  const run = spawnSync(process.execPath, [join(root, "bench", `${name}.ts`), ...args], { stdio: "inherit", cwd: root });
  if (run.status !== 0) failed += 1;
}
process.exitCode = failed;
