// The packages that are inside the bundles, with their licences: `docs/licences.md`. Run by `npm run docs`; the same list makes the SBOM.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";
import { assets, configurations } from "../build.ts";

export const licencesPath = "docs/licences.md";

export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says it. */
  readonly licence: string;
  /** The licence files' texts, empty when the package has none. */
  readonly text: string;
}

const root = join(import.meta.dirname, "../..");

/** In order of name and version; from esbuild's own account of what it put into the bundles. */
export async function bundledPackages(): Promise<readonly Bundled[]> {
  const made = await Promise.all(configurations().map((options) => build({ ...options, write: false, metafile: true, minify: false })));
  // What was looked at and shaken off again is in no bundle.
  const inputs = made.flatMap(({ metafile }) =>
    Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.keys(inputs).filter((path) => inputs[path]?.bytesInOutput)),
  );
  const folders = new Set([...inputs, ...assets].flatMap((path) => packageOf(join(root, path)) ?? []));
  const packages = [...folders].map(describe).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return packages.filter((one, index) => index === 0 || key(one) !== key(packages[index - 1] ?? one));
}

export function licencesPage(packages: readonly Bundled[]): string {
  const texts = Map.groupBy(packages, ({ text }) => text);
  return [
    "# Third-party licences",
    "",
    `The bundles of the extension and of the command line contain ${packages.length} packages. Nothing else is installed with them. Generated from what is`,
    "bundled; `npm run docs` writes it.",
    "",
    "| Package | Version | Licence |",
    "| --- | --- | --- |",
    ...packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    "",
    ...[...texts].flatMap(([text, group]) => [
      `## ${group.map(({ name }) => name).join(", ")}`,
      "",
      ...(text ? ["```text", text, "```"] : ["The package has no licence file; it names the licence that stands in the table."]),
      "",
    ]),
  ].join("\n");
}

/** The folder of the package that a file belongs to; undefined for files of our own. */
function packageOf(path: string): string | undefined {
  if (!relative(root, path).startsWith("node_modules")) return undefined;
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    if (dirname(folder).endsWith("node_modules") || /node_modules[\\/]@[^\\/]+$/.test(dirname(folder))) {
      if (existsSync(join(folder, "package.json"))) return folder;
    }
  }
  return undefined;
}

function describe(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = globSync("{LICENSE,LICENCE,License,license}*", { cwd: folder }).sort();
  const text = files
    .map((file) =>
      readFileSync(join(folder, file), "utf8")
        .replaceAll("\r\n", "\n")
        .replaceAll(/[ \t]+$/gm, "")
        .trim(),
    )
    .join("\n\n");
  return { name, version, licence: String(license ?? "not stated"), text: text.replaceAll("```", "'''") };
}

function key({ name, version }: Bundled): string {
  return `${name}@${version}`;
}
