// How fast ARM templates are read and evaluated, and whether memory stays flat. Run: node bench/arm.ts DIR...
// Counts every `.json` file below the folders: what is no template costs its first bytes. Reading the disk is not timed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Host, Source } from "../src/model/reader.ts";
import { armReader } from "../src/sources/arm/reader.ts";

const files = process.argv.slice(2).flatMap(jsonBelow);
const sources = new Map<string, Source>();
let characters = 0;
let templates = 0;
let declarations = 0;
let slowest = { milliseconds: 0, file: "" };
let wall = 0;
let cpu = 0;
const heap: number[] = [];

for (const [index, file] of files.entries()) {
  const uri = pathToFileURL(file).href;
  const source = { uri, text: readFileSync(file, "utf8") };
  sources.set(uri, source);
  const started = performance.now();
  const before = process.cpuUsage();
  const role = armReader.outline(source).role;
  if (role === "template") {
    armReader.problems(source);
    declarations += armReader.evaluate({ uri, parameters: [], prefix: "" }, hostOf()).declarations.length;
  }
  const spent = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  wall += spent;
  cpu += (user + system) / 1000;
  sources.delete(uri);
  if (role !== "template") continue;
  templates++;
  characters += source.text.length;
  if (spent > slowest.milliseconds) slowest = { milliseconds: spent, file };
  if (index % 1000 === 0) heap.push(process.memoryUsage().heapUsed / 1e6);
}

const rate = (milliseconds: number) => (characters / 1000 / milliseconds).toFixed(1);
console.log(`${files.length} JSON files, ${templates} templates, ${(characters / 1e6).toFixed(1)} MB, ${declarations} resources`);
console.log(
  `${wall.toFixed(0)} ms: ${rate(wall)} MB/s; ${cpu.toFixed(0)} ms of processor time with the collector's threads: ${rate(cpu)} MB/s`,
);
console.log(`slowest ${slowest.milliseconds.toFixed(1)} ms: ${slowest.file}`);
console.log(`heap at every thousandth file, MB: ${heap.map((size) => size.toFixed(0)).join(" ")}`);

/** Each template by itself: what it links is not there. */
function hostOf(): Host {
  const host: Host = {
    cloud: "public",
    read: (uri) => sources.get(uri) ?? "missing",
    list: () => "missing",
    module: (call) => armReader.call(call, host),
  };
  return host;
}

function jsonBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
