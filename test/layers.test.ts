// The picture in ARCHITECTURE.md, held import by import.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";

/** What a folder of `src` may import beside itself: folders, then packages. `the library` is the files of `src` itself. */
const layers: Readonly<Record<string, { readonly folders: readonly string[]; readonly packages: readonly string[] }>> = {
  model: { folders: [], packages: [] },
  expression: { folders: ["model"], packages: ["ipaddr.js", "jsonc-parser", "@noble/hashes"] },
  "sources/bicep": { folders: ["model", "expression"], packages: ["jsonc-parser", "yaml"] },
  "sources/arm": { folders: ["model", "expression"], packages: ["jsonc-parser"] },
  "sources/terraform": {
    folders: ["model", "expression"],
    packages: ["web-tree-sitter", "jsonc-parser", "ipaddr.js", "yaml", "@noble/hashes", "re2js"],
  },
  "sources/azure": { folders: ["model", "expression"], packages: [] },
  reach: { folders: ["model"], packages: ["ipaddr.js"] },
  rulebook: { folders: ["model", "reach"], packages: ["ipaddr.js"] },
  analysis: { folders: ["model", "reach", "rulebook"], packages: ["jsonc-parser", "valibot", "@valibot/to-json-schema"] },
  report: { folders: ["model", "reach", "rulebook", "analysis"], packages: ["sarif"] },
  "the library": { folders: ["model", "sources/*", "rulebook", "analysis", "reach", "report"], packages: [] },
  "azure-view.ts": { folders: ["model", "audit-azure.ts", "rulebook", "analysis", "reach"], packages: [] },
  scaffold: { folders: ["model", "rulebook", "analysis", "the library"], packages: [] },
  disk: { folders: ["model", "analysis"], packages: [] },
  live: { folders: ["model"], packages: ["@azure", "https-proxy-agent", "valibot", "ipaddr.js", "jsonc-parser"] },
  server: {
    folders: ["model", "reach", "rulebook", "analysis", "report", "the library", "azure-view.ts", "scaffold", "disk"],
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument", "jsonc-parser", "@noble/hashes"],
  },
  cli: {
    folders: ["model", "reach", "rulebook", "analysis", "report", "the library", "audit-azure.ts", "scaffold", "disk", "live"],
    packages: ["@azure"],
  },
  extension: {
    folders: ["model", "report", "server", "disk", "live", "analysis"],
    packages: ["vscode", "vscode-languageclient", "@azure"],
  },
};

/** Above this line nothing knows a disk, a clock, a network or a process. */
const outside = ["disk", "live", "server", "cli", "extension"];

const root = join(import.meta.dirname, "..");
const files = globSync("src/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));

describe("the layers", () => {
  test("import only what the picture allows", () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !allowed(layerOf(file), target))
        .map((target) => `${file} imports ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  test("name no machine above the line", () => {
    const machine =
      /\b(process|console|fetch|setTimeout|setInterval|setImmediate|globalThis|Buffer)\b\s*[.(]|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/;
    const inner = files.filter((file) => !outside.includes(layerOf(file)) && !isExample(file));
    const broken = inner.flatMap((file) => (machine.test(code(file)) ? [`${file}: ${machine.exec(code(file))?.[0]}`] : []));
    assert.deepEqual(broken, []);
  });

  test("import in no circle", () => {
    const graph = new Map(files.map((file) => [file, importsOf(file).filter((target) => target.startsWith("src/"))]));
    const state = new Map<string, "open" | "done">();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      state.set(file, "open");
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    assert.deepEqual(circles, []);
  });

  test("have a line in the table for every folder", () => {
    assert.deepEqual(
      [...new Set(files.map(layerOf))].filter((layer) => !layers[layer]),
      [],
    );
  });

  test("hold no file over 300 lines and none with a name that says nothing", () => {
    const long = files.filter((file) => read(file).split("\n").length > 301 && !isData(file));
    const vague = files.filter((file) => /\/(utils?|helpers?|common|manager|service|misc|shared)\.ts$/.test(file));
    assert.deepEqual({ long, vague }, { long: [], vague: [] });
  });
});

function layerOf(file: string): string {
  const [, first = "", second = ""] = file.split("/");
  if (first.endsWith(".ts")) return "the library";
  return first === "sources" ? `${first}/${second}` : first;
}

function allowed(layer: string, target: string): boolean {
  const rule = layers[layer];
  if (!rule) return false;
  if (target.endsWith("package.json")) return layer === "report";
  if (target.startsWith("src/")) {
    const to = layerOf(target);
    return to === layer || rule.folders.includes(to) || (to.startsWith("sources/") && rule.folders.includes("sources/*"));
  }
  if (target.startsWith("node:")) return outside.includes(layer);
  const name = target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : (target.split("/")[0] ?? "");
  return rule.packages.includes(name) || rule.packages.includes(name.split("/")[0] ?? "");
}

/** Static, side-effect and dynamic imports, of types too; paths from the root for our own files. */
function importsOf(file: string): readonly string[] {
  const found = code(file).matchAll(/(?:^(?:import|export)\s+(?:[^;"'`]*?\sfrom\s+)?|\bimport\()"([^"]+)"/gm);
  return [...found].map(([, target = ""]) =>
    target.startsWith(".") ? normalize(join(dirname(file), target)).replaceAll("\\", "/") : target,
  );
}

/** A file without its comments, templates and examples of code in text. */
function code(file: string): string {
  return read(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "$1")
    .replace(/`(?:[^`\\]|\\.)*`/g, "``");
}

const texts = new Map<string, string>();

function read(file: string): string {
  const text = texts.get(file) ?? readFileSync(join(root, file), "utf8");
  texts.set(file, text);
  return text;
}

/** Rows of data that scripts derive are as long as they are. */
function isData(file: string): boolean {
  return /\/(data|tables)\//.test(file) || read(file).startsWith("// Derived");
}

function isExample(file: string): boolean {
  return /\/(met|unmet)[^/]*\.ts$/.test(file);
}
