// Bundles the faces into dist/. `node scripts/build.ts --watch` keeps them fresh.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuildOptions, build, context } from "esbuild";

const root = join(import.meta.dirname, "..");
const out = join(root, "dist");

/** Each bundle by its name in dist/, and where it begins. */
export const bundles = {
  extension: "src/extension/extension.ts",
  client: "src/extension/node-client.ts",
  live: "src/extension/live/live.ts",
  server: "src/server/main.ts",
  cli: "src/cli/main.ts",
  "cli-process": "src/cli/process.ts",
  "cli-live": "src/cli/live.ts",
} as const;

/** Those for VS Code for the Web, where there is no Node. */
export const webBundles = {
  web: "src/extension/web.ts",
  "web-server": "src/server/web-main.ts",
} as const;

/** Files that the bundles read while they run. */
export const assets = [
  "node_modules/web-tree-sitter/web-tree-sitter.wasm",
  "node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm",
];

if (import.meta.main) await main();

async function main(): Promise<void> {
  if (process.argv.includes("--watch")) {
    prepare();
    const all = [...configurations(), ...webConfigurations()];
    await Promise.all(all.map(async (options) => (await context(options)).watch()));
    console.log("Watching; the bundles in dist/ follow every change.");
  } else {
    await bundle();
    await bundleForWeb();
  }
}

export async function bundleForWeb(): Promise<void> {
  prepare();
  await Promise.all(webConfigurations().map((options) => build(options)));
}

export async function bundle(names: readonly (keyof typeof bundles)[] = Object.keys(bundles) as (keyof typeof bundles)[]): Promise<void> {
  prepare();
  await Promise.all(configurations(names).map((options) => build(options)));
}

/** The suite that runs inside an extension host; gives its path. */
export async function bundleSuite(): Promise<string> {
  const outfile = join(out, "suite.cjs");
  await build({
    entryPoints: [join(root, "test/vscode/suite/suite.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  return outfile;
}

function prepare(): void {
  mkdirSync(out, { recursive: true });
  for (const asset of assets) copyFileSync(join(root, asset), join(out, basename(asset)));
}

export function configurations(
  names: readonly (keyof typeof bundles)[] = Object.keys(bundles) as (keyof typeof bundles)[],
): BuildOptions[] {
  return names
    .filter((name) => existsSync(join(root, bundles[name])))
    .map((name) => ({
      entryPoints: [join(root, bundles[name])],
      outfile: join(out, `${name}.cjs`),
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node22",
      // jsonc-parser's main is UMD, which cannot be bundled.
      mainFields: ["module", "main"],
      external: ["vscode"],
      define: { "import.meta.dirname": "__dirname", "import.meta.url": "__bundleUrl" },
      banner: {
        js: `${name === "cli" ? "#!/usr/bin/env node\n" : ""}const __bundleUrl = require("node:url").pathToFileURL(__filename).href;`,
      },
      // Node reads the whole of what is imported as CommonJS for its names first; what is required it just runs.
      ...(name === "cli" && { supported: { "dynamic-import": false } }),
      plugins: [{ name: "bundles stay apart", setup: keepApart(name) }],
      sourcemap: false,
      legalComments: "none",
      // Names stay: keeping them beside shortened ones costs a call for each closure that is made.
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: "warning",
    }));
}

export function webConfigurations(): BuildOptions[] {
  return Object.entries(webBundles).map(([name, start]) => ({
    entryPoints: [join(root, start)],
    outfile: join(out, name === "web" ? "web.cjs" : `${name}.js`),
    bundle: true,
    platform: "browser",
    // An extension is loaded as CommonJS; a worker is a script.
    format: name === "web" ? "cjs" : "iife",
    target: "es2024",
    mainFields: ["browser", "module", "main"],
    external: ["vscode", "module", "fs/promises"],
    // Only to be an address: what is read comes as bytes.
    define: { "import.meta.dirname": '"/"', "import.meta.url": '"file:///"' },
    sourcemap: false,
    legalComments: "none",
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "warning",
  }));
}

/** An import of another bundle's beginning is loaded from that bundle when it is reached. */
function keepApart(name: keyof typeof bundles): NonNullable<BuildOptions["plugins"]>[number]["setup"] {
  return (esbuild) => {
    for (const [other, start] of Object.entries(bundles)) {
      if (other === name) continue;
      const filter = new RegExp(`/${basename(start).replace(".", "\\.")}$`);
      esbuild.onResolve({ filter }, (found) =>
        join(found.resolveDir, found.path) === join(root, start) ? { path: `./${other}.cjs`, external: true } : undefined,
      );
    }
  };
}
