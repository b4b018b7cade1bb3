// What each tool finds in the networks whose truth is written down (`test/scenarios`): `node bench/found.ts` after a build.
// Each tool gets one file in a folder of its own. Ours is counted by what is expected and said; the others by their failed checks, whatever
// these are about, and by those that name a destination, a zone or an endpoint that the truth names.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ours, peers, type Tool } from "./peer-tools.ts";

const scenarios = join(import.meta.dirname, "../test/scenarios");
const place = mkdtempSync(join(tmpdir(), "bench-found-"));
const answer = (tool: Tool, folder: string) => {
  const [program = "", ...args] = tool.command(folder);
  return parsed(spawnSync(program, args, { cwd: place, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 }).stdout ?? "");
};

interface Said {
  readonly id: string;
  readonly words: string;
}

/** What each tool says in its answer. */
const failures: Readonly<Record<string, (told: unknown) => readonly Said[]>> = {
  checkov: (told) =>
    [told].flat().flatMap((one) => list(one, "results", "failed_checks").map((check) => said(check, "check_id", "check_name"))),
  trivy: (told) => list(told, "Results").flatMap((one) => list(one, "Misconfigurations").map((check) => said(check, "ID", "Message"))),
  tflint: (told) => list(told, "issues").map((issue) => said({ ...Object(issue), rule: Object(issue).rule?.name }, "rule", "message")),
};

try {
  for (const name of readdirSync(scenarios, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : []))) {
    const truth: readonly string[] = JSON.parse(readFileSync(join(scenarios, name, "expected.json"), "utf8"));
    const unmet = truth.map((line) => line.split(" | ")).filter(([, verdict]) => verdict === "unmet");
    console.log(`${name}: ${unmet.length} things are unmet`);
    for (const file of ["main.bicep", "main.json", "main.tf"]) put(name, file, unmet);
  }
} finally {
  rmSync(place, { recursive: true, force: true });
}

function put(name: string, file: string, unmet: readonly (readonly string[])[]): void {
  const folder = join(place, name, file.replace(".", "-"));
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(scenarios, name, file), join(folder, file));
  const found = list(answer(ours, folder), "findings");
  console.log(`  ${file}: ours ${found.filter((one) => Object(one).verdict === "unmet").length}`);
  const values = new Set(unmet.flatMap(([, , , , , value]) => (value ? [value.toLowerCase()] : [])));
  for (const peer of peers) {
    const all = failures[peer.name]?.(answer(peer, folder)) ?? [];
    const named = all.filter(({ words }) => [...values].some((value) => words.toLowerCase().includes(value)));
    console.log(
      `    ${peer.name} ${all.length}, of which ${named.length} name what is unmet: ${[...new Set(all.map(({ id }) => id))].sort().join(" ")}`,
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {}; // it reads no such file
  }
}

function list(from: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = path.reduce<unknown>((value, name) => Object(value)[name], from);
  return Array.isArray(found) ? found : [];
}

function said(check: unknown, id: string, words: string): Said {
  return { id: String(Object(check)[id]), words: String(Object(check)[words]) };
}
