// How fast Bicep is parsed, and how fast a deployment is evaluated again after a keystroke.
// Run: node bench/bicep.ts [--rival tree-sitter-bicep.wasm] DIR...
// With a rival (the `.wasm` of the package `tree-sitter-bicep`), it parses the same texts in the same run. Reading the disk is not timed.
// Times are of this thread's processor, so that what else the machine does is not counted.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Language, Parser } from "web-tree-sitter";
import type { Host } from "../src/model/reader.ts";
import { parse } from "../src/sources/bicep/parse.ts";
import { bicepReader } from "../src/sources/bicep/reader.ts";

const args = process.argv.slice(2);
const rival = args[0] === "--rival" ? args.splice(0, 2)[1] : undefined;
const texts = args.flatMap(bicepBelow).map((file) => ({ file, text: readFileSync(file, "utf8") }));
const characters = texts.reduce((sum, { text }) => sum + text.length, 0);

const ours = timed((text) => parse(text).faults.length);
console.log(`${texts.length} files, ${(characters / 1e6).toFixed(1)} MB`);
console.log(`parse: ${ours.milliseconds.toFixed(0)} ms, ${rate(ours.milliseconds)}; ${ours.failed} files with a fault`);
console.log(`slowest for its size: ${ours.slowest.toFixed(1)} ms for each 50 KB`);
if (rival !== undefined) {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(rival)));
  const theirs = timed((text) => {
    const tree = parser.parse(text);
    const failed = tree?.rootNode.hasError === true;
    tree?.delete();
    return Number(failed);
  });
  console.log(
    `tree-sitter-bicep: ${theirs.milliseconds.toFixed(0)} ms, ${rate(theirs.milliseconds)}; ${theirs.failed} files with an error`,
  );
  console.log(`parse is ${(theirs.milliseconds / ours.milliseconds).toFixed(1)} times as fast`);
}
keystrokes();

/** Milliseconds that this thread has had of the processor. */
function processor(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function timed(read: (text: string) => number) {
  for (const { text } of texts.slice(0, 150)) read(text); // warmed up as in a server
  let milliseconds = 0;
  let failed = 0;
  let slowest = 0;
  for (const { text } of texts) {
    const start = processor();
    if (read(text) > 0) failed++;
    const took = processor() - start;
    milliseconds += took;
    slowest = Math.max(slowest, took / Math.max(1, text.length / 51_200));
  }
  return { milliseconds, failed, slowest };
}

/** A file of a thousand lines that calls ten modules, evaluated again with its modules after each of 200 edits. */
function keystrokes(): void {
  const module = `param index int\nparam subnet string\n${resources(8, "index")}output id string = r0.id\n`;
  const calls = Array.from(
    { length: 10 },
    (_, i) =>
      `module m${i} './m${i}.bicep' = {\n  name: 'm${i}'\n  params: {\n    index: ${i}\n    subnet: ${i === 0 ? "'s'" : `m${i - 1}.outputs.id`}\n  }\n}\n`,
  );
  const main = `param prefix string\n${resources(76, "prefix")}${calls.join("")}`;
  const files = new Map(Array.from({ length: 10 }, (_, i) => [`file:///m${i}.bicep`, module]));
  const times: number[] = [];
  for (let key = 0; key < 200; key++) {
    files.set("file:///main.bicep", `${main}// ${"x".repeat(key % 40)}\nvar edited${key} = ${key}\n`);
    const start = processor();
    bicepReader.evaluate({ uri: "file:///main.bicep", parameters: [], prefix: "" }, hostOf(files));
    times.push(processor() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
  console.log(`keystroke in ${main.split("\n").length} lines with 10 modules: median ${at(0.5)} ms, 95th of 100 ${at(0.95)} ms`);
}

function resources(count: number, stem: string): string {
  return Array.from(
    { length: count },
    (_, i) => `resource r${i} 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: toLower('\${${stem}}${i}')
  location: resourceGroup().location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    publicNetworkAccess: ${i} > 3 ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
    }
  }
}
`,
  ).join("");
}

function hostOf(files: ReadonlyMap<string, string>): Host {
  const host: Host = {
    cloud: "public",
    read: (uri) => {
      const text = files.get(uri);
      return text === undefined ? "missing" : { uri, text };
    },
    list: () => "missing",
    module: (call) => bicepReader.call(call, host),
  };
  return host;
}

function rate(milliseconds: number): string {
  return `${(characters / 1000 / milliseconds).toFixed(1)} MB/s`;
}

function bicepBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.bicep(param)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
