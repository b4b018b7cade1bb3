// `npm run package:npm`: packs the command line as an npm package into dist/. It has a manifest of its own, because package.json is the
// extension's: what it contributes to VS Code means nothing to npm, and everything that the command needs is inside its bundle.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { bundle } from "./build.ts";

const root = join(import.meta.dirname, "..");
const stage = join(root, "dist", "npm");

/** What the package holds beside its manifest, as globs from the root. README's links lead into `docs/`. */
export const contents = [
  "dist/{cli,cli-process,cli-live}.cjs",
  "dist/*.wasm",
  "README.md",
  "LICENSE",
  "CHANGELOG.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs/*.md",
  "docs/rules/*.md",
  "docs/how-to/*",
];

if (import.meta.main) console.log(`Packed ${await packNpm()}.`);

export function npmManifest() {
  const { name, version, description, license, keywords, bin, engines } = manifest;
  return { name, version, description, license, keywords, bin, engines: { node: engines.node }, publishConfig: { provenance: true } };
}

/** Gives the path of the tarball. */
export async function packNpm(): Promise<string> {
  await bundle(["cli", "cli-process", "cli-live"]);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(npmManifest(), undefined, 2)}\n`);
  for (const file of globSync(contents, { cwd: root })) {
    mkdirSync(dirname(join(stage, file)), { recursive: true });
    cpSync(join(root, file), join(stage, file));
  }
  const shell = process.platform === "win32";
  const said = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--offline"], { cwd: stage, encoding: "utf8", shell });
  const [packed] = Object.values<{ readonly filename: string }>(JSON.parse(said));
  if (!packed) throw new Error(`npm packed nothing: ${said}`);
  return join(stage, packed.filename);
}
