// How fast ARM templates are read and evaluated, and whether memory stays flat. Run: node bench/arm.ts DIR...
// Takes every `.json` file below the folders: templates are evaluated, each by itself, parameters files outlined, the rest costs its
// first bytes and is not counted. Reading the disk is not timed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Host, Source } from "../src/model/reader.ts";
import { armReader } from "../src/sources/arm/reader.ts";

const batch = 100;
const files = process.argv.slice(2).flatMap(jsonBelow);
const counts = { templates: 0, parameters: 0, characters: 0, resources: 0, wall: 0, processor: 0 };
let slowest = { milliseconds: 0, file: "" };
const heap: number[] = [];

// The first files warm the engine up; they are read again with the rest.
for (const file of files.slice(0, 10 * batch)) read({ uri: pathToFileURL(file).href, text: readFileSync(file, "utf8") });
Object.assign(counts, { templates: 0, parameters: 0, characters: 0, resources: 0 });
slowest = { milliseconds: 0, file: "" };

for (let at = 0; at < files.length; at += batch) {
  const sources = files.slice(at, at + batch).map((file) => ({ uri: pathToFileURL(file).href, text: readFileSync(file, "utf8") }));
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (const source of sources) read(source);
  counts.wall += performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  counts.processor += (user + system) / 1000;
  if (at % 1000 === 0) heap.push(Math.round(process.memoryUsage().heapUsed / 1e6));
}

const { templates, parameters, characters, resources, wall, processor } = counts;
const rate = (milliseconds: number) => `${(characters / 1000 / milliseconds).toFixed(1)} MB/s`;
console.log(
  `${files.length} JSON files: ${templates} templates and ${parameters} parameters files, ${(characters / 1e6).toFixed(1)} MB, ${resources} resources`,
);
console.log(
  `${wall.toFixed(0)} ms by the clock: ${rate(wall)}; ${processor.toFixed(0)} ms of processor time, the collector's threads too: ${rate(processor)}`,
);
console.log(`slowest: ${slowest.milliseconds.toFixed(1)} ms for ${slowest.file}`);
console.log(`heap at every thousandth file: ${heap.join(" ")} MB`);

function read(source: Source): void {
  const start = performance.now();
  const { role } = armReader.outline(source);
  if (role === "none") return;
  counts.characters += source.text.length;
  if (role === "parameters") counts.parameters++;
  else {
    counts.templates++;
    armReader.problems(source);
    counts.resources += armReader.evaluate({ uri: source.uri, parameters: [], prefix: "" }, hostOf(source)).declarations.length;
  }
  const milliseconds = performance.now() - start;
  if (milliseconds > slowest.milliseconds) slowest = { milliseconds, file: source.uri };
}

function hostOf(source: Source): Host {
  return {
    cloud: "public",
    read: (uri) => (uri === source.uri ? source : "missing"),
    list: () => "missing",
    module: () => ({ declarations: [], outputs: new Map(), unseen: [], problems: [] }),
  };
}

function jsonBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
