// Functions that read a file when Bicep compiles: `loadTextContent` and its like.

import { parse as parseYaml } from "yaml";
import type { Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { valued } from "../../expression/plain.ts";
import type { Expr } from "../../expression/tree.ts";
import { look } from "../../model/look.ts";
import { fileOrigin, type Origin } from "../../model/origin.ts";
import { own } from "../../model/own.ts";
import type { Source } from "../../model/reader.ts";
import { list, object, type Path, type Property, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { jsonValue } from "./json-value.ts";
import { nameOf, relativeTo, resolve } from "./paths.ts";
import type { Program } from "./program.ts";

/** Larger files are not taken apart. Bicep itself takes no more than 131,072 characters. */
const largest = 4_000_000;

/** The value of a load function; undefined when the name is none of them. */
export function load(program: Program, name: string, args: readonly Expr[], at: Origin, env: Environment): Value | undefined {
  const word = name.toLowerCase();
  const how = own(loaders, word);
  const first = args[0];
  if (!first || (!how && word !== "loaddirectoryfileinfo")) return undefined;
  const path = evaluate(first, env);
  if (path.kind !== "scalar" || typeof path.value !== "string")
    return unknown({ kind: "error", text: "The path of a file to load is a string that is known.", at }, at);
  if (!how) return filesIn(program, path.value, args[1] && evaluate(args[1], env), at);
  const read = program.host.read(resolve(program.uri, path.value));
  if (typeof read !== "object") return unknown(unread(path.value, at), at);
  if (read.text.length > largest) return unknown({ kind: "limit", text: `'${path.value}' is too large to be read.`, at }, at);
  const value = how(read, at);
  if (!value) return unknown({ kind: "unread", text: `'${path.value}' cannot be read as what it is loaded as.`, at }, at);
  const within = args[1] && word !== "loadtextcontent" ? evaluate(args[1], env) : undefined;
  return within ? below(value, within, at) : value;
}

function unread(path: string, at: Origin): Reason {
  return { kind: "unread", text: `The file '${path}' is not there or not loaded.`, settle: `add the file '${path}'`, at };
}

const loaders: Readonly<Record<string, (source: Source, at: Origin) => Value | undefined>> = {
  loadtextcontent: (source) => scalar(plainText(source.text), fileOrigin(source.uri, 0, source.text.length)),
  loadjsoncontent: jsonValue,
  loadyamlcontent: yamlValue,
  loadfileasbase64: base64Of,
};

/** Faces list the files that they read, so a folder may hold more than is known of it. */
function filesIn(program: Program, path: string, pattern: Value | undefined, at: Origin): Value {
  const folder = resolve(program.uri, path.endsWith("/") ? path : `${path}/`);
  const listed = program.host.list(folder);
  if (typeof listed === "string" || (pattern && typeof scalarOf(pattern) !== "string")) return unknown(unread(path, at), at);
  const asked = `${(pattern && scalarOf(pattern)) ?? "*"}`.toLowerCase();
  const files = listed.map(nameOf).filter((name) => isOf(name.toLowerCase(), asked));
  const property = (name: string, value: string): Property => ({ name, at, value: scalar(value, at) });
  const base = relativeTo(program.uri, folder);
  const items = files.map((name) =>
    object(
      [property("relativePath", base + name), property("baseName", name), property("extension", /\.[^.]*$/.exec(name)?.[0] ?? "")],
      at,
    ),
  );
  return list(items, at, { kind: "unread", text: `The folder '${path}' may hold files that were not read.`, at });
}

function scalarOf(value: Value): unknown {
  return value.kind === "scalar" ? value.value : undefined;
}

/** Whether a name is of a search pattern of folders, with `*` and `?`. Goes back to the last star only. */
function isOf(name: string, pattern: string): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let here = 0; here < name.length; here++) {
    if (pattern[at] === "*") [star, resume] = [at++, here--];
    else if (pattern[at] === "?" || pattern[at] === name[here]) at++;
    else if (star < 0) return false;
    else [at, here] = [star + 1, resume++];
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Only of text: what was not valid as text is not what the file holds. */
function base64Of(source: Source, at: Origin): Value {
  if (source.text.includes("\ufffd") || source.text.length > 200_000)
    return unknown({ kind: "unsupported", text: "The content of this file is not looked into.", at }, at);
  const bytes = new TextEncoder().encode(source.text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return scalar(btoa(binary), fileOrigin(source.uri, 0, source.text.length));
}

function plainText(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function yamlValue(source: Source): Value | undefined {
  try {
    return valued(parseYaml(source.text, { logLevel: "error" }), fileOrigin(source.uri, 0, source.text.length));
  } catch {
    return undefined;
  }
}

/** What a plain JSON path such as `$.rules[0].name` leads to. */
function below(value: Value, path: Value, at: Origin): Value {
  const text = path.kind === "scalar" && typeof path.value === "string" ? path.value : undefined;
  const steps: Path | undefined = text === undefined ? undefined : stepsOf(text);
  if (!steps) return unknown({ kind: "unsupported", text: "This path into the file is not followed.", at }, at);
  const seen = look(value, steps);
  return seen.is === "value" ? seen.value : unknown({ kind: "error", text: "The path leads to nothing in the file.", at }, at);
}

function stepsOf(text: string): Path | undefined {
  const way = text.replace(/^\$/, "");
  if (!/^[\w-]*(?:\.[\w-]+|\[\d+\][\w-]*)*$/.test(way)) return undefined;
  return [...way.matchAll(/([\w-]+)/g)].map(([step], index, all) => (way[(all[index]?.index ?? 0) - 1] === "[" ? Number(step) : step));
}
