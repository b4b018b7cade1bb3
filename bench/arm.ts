// How fast ARM templates are read and evaluated, and whether memory stays flat.
// The goal is 20 MB/s by the clock on one core, counted the first time through, that of a command that has just started:
//   taskset -c 0 node bench/arm.ts DIR...
// Takes every `.json` file below the folders: templates are evaluated, each by itself, parameters files outlined, the rest costs its
// first bytes and is not counted. Reading the disk is not timed. Everything is gone through twice: the second time is that of a server.
// On one core the clock holds what the engine's own threads do too, compiling and collecting; with more of them it does not, so that the
// processor time of all threads is the figure to compare on a machine that does other work. A third time, not timed, shows what stays in memory.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Host, Source } from "../src/model/reader.ts";
import { armReader } from "../src/sources/arm/reader.ts";

const batch = 100;
const files = process.argv.slice(2).flatMap(jsonBelow);

timed("just started");
timed("warmed up");
memory();

function timed(when: string): void {
  const counts = { templates: 0, parameters: 0, characters: 0, resources: 0, wall: 0, thread: 0, processor: 0 };
  const slowest = { milliseconds: 0, characters: 0, file: "" };
  for (let at = 0; at < files.length; at += batch) {
    const sources = files.slice(at, at + batch).map(sourceOf);
    const [cpu, thread, start] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
    for (const source of sources) {
      const began = performance.now();
      read(source, counts);
      const milliseconds = performance.now() - began;
      if (milliseconds > slowest.milliseconds) Object.assign(slowest, { milliseconds, characters: source.text.length, file: source.uri });
    }
    counts.wall += performance.now() - start;
    counts.thread += milliseconds(process.threadCpuUsage(thread));
    counts.processor += milliseconds(process.cpuUsage(cpu));
  }
  const { templates, parameters, characters, resources, wall, thread, processor } = counts;
  const rate = (took: number) => `${took.toFixed(0)} ms, ${(characters / 1000 / took).toFixed(1)} MB/s`;
  const what = `${templates} templates and ${parameters} parameters files, ${(characters / 1e6).toFixed(1)} MB, ${resources} resources`;
  console.log(`${when}: of ${files.length} JSON files ${what}`);
  console.log(
    `  by the clock ${rate(wall)}; processor time of this thread ${rate(thread)}, with the engine's own threads ${rate(processor)}`,
  );
  console.log(`  slowest: ${slowest.milliseconds.toFixed(1)} ms for ${Math.round(slowest.characters / 1000)} KB, ${slowest.file}`);
}

/** What is in use after the collector has run, once for every thousand files. */
function memory(): void {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const heap = files.flatMap((file, index) => {
    read(sourceOf(file), { templates: 0, parameters: 0, characters: 0, resources: 0 });
    if (index % 1000 !== 0) return [];
    collect();
    return [Math.round(process.memoryUsage().heapUsed / 1e6)];
  });
  console.log(`heap in use at every thousandth file: ${heap.join(" ")} MB`);
}

function milliseconds({ user, system }: { readonly user: number; readonly system: number }): number {
  return (user + system) / 1000;
}

function sourceOf(file: string): Source {
  return { uri: pathToFileURL(file).href, text: readFileSync(file, "utf8") };
}

function read(source: Source, counts: { templates: number; parameters: number; characters: number; resources: number }): void {
  const { role } = armReader.outline(source);
  if (role === "none") return;
  counts.characters += source.text.length;
  if (role === "parameters") {
    counts.parameters++;
    return;
  }
  counts.templates++;
  armReader.problems(source);
  counts.resources += armReader.evaluate({ uri: source.uri, parameters: [], prefix: "" }, hostOf(source)).declarations.length;
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
