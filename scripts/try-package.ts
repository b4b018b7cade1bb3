// `npm run try-package [-- VERSION...]`: installs the packed npm package into an empty folder, without the network and without install
// scripts, and audits a sample with it, on each Node that the package promises to run on.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { installNode, promised } from "./install-node.ts";
import { packNpm } from "./npm-package.ts";

const root = join(import.meta.dirname, "..");
const shell = process.platform === "win32";
const samples = {
  bicep: ["samples/bicep/insecure"],
  arm: ["samples/arm/insecure"],
  terraform: ["samples/terraform/insecure"],
  azure: ["--snapshot", "samples/estate.json"],
};
const versions = process.argv.length > 2 ? process.argv.slice(2) : promised;

const tarball = await packNpm();
const place = mkdtempSync(join(tmpdir(), "try-package-"));
let failed = 0;
try {
  for (const version of versions) failed += tryOn(version) ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.log(
  failed ? `${failed} of ${versions.length} failed.` : `${manifest.name} ${manifest.version} works on every Node that was tried.`,
);
process.exitCode = failed ? 1 : 0;

function tryOn(version: string): boolean {
  const bin = installNode(version, place);
  if (bin === undefined) return said(version, "this Node could not be installed", false);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` };
  const folder = join(place, `empty-${version}`);
  mkdirSync(folder);
  const run = (program: string, args: readonly string[]) => spawnSync(program, [...args], { cwd: folder, env, encoding: "utf8", shell });

  const node = run("node", ["--version"]).stdout.trim();
  const installed = run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball]);
  if (installed.status !== 0) return said(node, `npm could not install it: ${installed.stderr}`, false);
  const packages = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
  if (packages.join() !== manifest.name) return said(node, `more than one package was installed: ${packages.join(", ")}`, false);

  cpSync(join(root, "samples"), join(folder, "samples"), { recursive: true });
  const told = run("npx", ["--offline", manifest.name, "--version"]).stdout.trim();
  const results = Object.entries(samples).map(([language, args]) => {
    const audit = run("npx", ["--offline", manifest.name, "audit", ...args, "--format", "json"]);
    return { language, status: audit.status, ...counts(audit.stdout), stderr: audit.stderr };
  });
  const good = told === manifest.version && results.every(({ status, met, unmet }) => status === 1 && met > 0 && unmet > 0);
  const summary = results.map(({ language, status, met, unmet }) => `${language} exit ${status}, ${met} met, ${unmet} unmet`).join("; ");
  return said(node, good ? summary : `${summary}\n${results.map(({ stderr }) => stderr).join("")}`, good);
}

function counts(json: string): { readonly met: number; readonly unmet: number } {
  try {
    return JSON.parse(json).summary;
  } catch {
    return { met: 0, unmet: 0 }; // no report came; its exit status and words are shown
  }
}

function said(node: string, words: string, good: boolean): boolean {
  console.log(`${good ? "✔" : "✖"} Node ${node}: ${words}`);
  return good;
}
