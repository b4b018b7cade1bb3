// Other versions of Node, from npm, to try what is shipped on each that it promises to run on.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Major versions that the package's `engines` promise and that are looked after. */
export const promised = ["22", "24"];

/** The folder of a Node of this major version, installed below `place`; undefined when the registry does not answer. */
export function installNode(version: string, place: string): string | undefined {
  const folder = join(place, `node-${version}`);
  const shell = process.platform === "win32";
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const args = ["install", `node@${version}`, "--ignore-scripts=false", "--no-audit", "--no-fund", "--prefer-offline"];
  const bin = join(folder, "node_modules", ".bin");
  if (spawnSync("npm", args, { cwd: folder, shell }).status !== 0) return undefined;
  return spawnSync(join(bin, "node"), ["--version"], { shell }).status === 0 ? bin : undefined;
}
