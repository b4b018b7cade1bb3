// What the paths of a command line stand for: files to be audited, and the folder that reports are relative to.
import { stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative, resolve } from "node:path";
import { decode } from "../disk/decode.ts";
import { findFiles } from "../disk/find.ts";
import { failure, loadFile } from "../disk/load.ts";
import { folderUriOf, uriOf } from "../disk/uri.ts";
import type { Problem } from "../model/declaration.ts";
import { type Host, Refusal } from "./host.ts";

export interface Inputs {
  /** Absolute path of the folder that reports are relative to. */
  readonly root: string;
  /** URI of the deepest folder that holds everything that was named: templates read nothing outside. */
  readonly asked: string;
  readonly files: readonly { readonly uri: string; readonly text: string }[];
  readonly problems: readonly Problem[];
  /** Set when single files were named: only the deployments that these take part in are reported. */
  readonly only?: ReadonlySet<string>;
}

export async function readInputs(
  paths: readonly string[],
  stdinName: string | undefined,
  excluded: (path: string) => boolean,
  host: Host,
): Promise<Inputs> {
  const named = (paths.length ? paths : ["."]).map((path) => (path === "-" ? path : resolve(host.cwd, path)));
  const kinds = await Promise.all(named.map((path) => (path === "-" ? "input" : kindOf(path))));
  const folders = named.filter((_, index) => kinds[index] === "folder");
  const files = named.filter((_, index) => kinds[index] === "file");
  const holding = [...folders, ...files.map((file) => dirname(file))];
  const input = kinds.includes("input") && stdinName !== undefined ? [dirname(resolve(host.cwd, stdinName))] : [];
  const reading: Reading = { files: new Map(), problems: [] };
  for (const folder of folders) await readFolder(folder, excluded, reading, true);
  const only = new Set<string>();
  for (const file of files) {
    only.add(uriOf(file));
    await readFolder(dirname(file), (path) => excluded(path) || dirname(path) !== dirname(file), reading, false);
    await readFile(file, reading);
  }
  if (kinds.includes("input")) only.add(await readInput(stdinName, reading, host));
  for (const uri of only) if (isWhatIf(reading.files.get(uri) ?? "")) reading.problems.push({ uri, start: 0, end: 0, message: whatIf });
  return {
    root: holding.every((folder) => contains(host.cwd, folder)) ? host.cwd : common(holding, host.cwd),
    asked: folderUriOf(common([...holding, ...input], host.cwd)),
    files: [...reading.files].map(([uri, text]) => ({ uri, text })),
    problems: reading.problems,
    ...(folders.length === 0 && { only }),
  };
}

/** Somebody who names one wants it audited; among others it is JSON like any other. */
function isWhatIf(text: string): boolean {
  return text.trimStart().startsWith("{") && text.includes('"changeType"') && text.includes('"resourceId"');
}

const whatIf = "This is the result of a what-if, not a template, so it was not audited. Name the template and its parameters instead.";

interface Reading {
  readonly files: Map<string, string>;
  readonly problems: Problem[];
}

async function kindOf(path: string): Promise<"file" | "folder"> {
  try {
    const about = await stat(path);
    return about.isDirectory() ? "folder" : "file";
  } catch (error) {
    const what = failure(error);
    throw new Refusal(`'${path}' cannot be audited: ${what === "missing" || "text" in what ? "it is not there." : what.problem}`);
  }
}

/** The deepest folder that holds these. */
function common(folders: readonly string[], cwd: string): string {
  let root = folders[0] ?? cwd;
  while (!folders.every((folder) => contains(root, folder)) && dirname(root) !== root) root = dirname(root);
  return root;
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}

/** Problems of files that were not named themselves are left out where only files were named. */
async function readFolder(folder: string, excluded: (path: string) => boolean, reading: Reading, report: boolean): Promise<void> {
  const found = await findFiles(folder, { excluded });
  for (const path of found.paths) await readFile(path, reading, report);
  if (report) for (const { path, message } of found.problems) reading.problems.push({ uri: uriOf(path), start: 0, end: 0, message });
}

async function readFile(path: string, reading: Reading, report = true): Promise<void> {
  const uri = uriOf(path);
  if (reading.files.has(uri)) return;
  const loaded = await loadFile(path);
  if (loaded !== "missing" && "text" in loaded) reading.files.set(uri, loaded.text);
  else if (report) {
    const message = loaded === "missing" ? "This file vanished while it was read. It was not audited." : loaded.problem;
    reading.problems.push({ uri, start: 0, end: 0, message });
  }
}

async function readInput(name: string | undefined, reading: Reading, host: Host): Promise<string> {
  if (name === undefined) throw new Refusal("'-' needs '--stdin-name NAME', such as 'main.bicep', to tell the language of what is read.");
  const path = resolve(host.cwd, name);
  const decoded = decode(await host.readInput());
  // Its neighbours are read from disk: modules and parameter files that it belongs with.
  await readFolder(dirname(path), (other) => dirname(other) !== dirname(path) || basename(other) === basename(path), reading, false);
  const uri = uriOf(path);
  if ("text" in decoded) reading.files.set(uri, decoded.text);
  else reading.problems.push({ uri, start: 0, end: 0, message: decoded.problem });
  return uri;
}
