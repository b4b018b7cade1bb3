// Functions that read a file when Bicep compiles: `loadTextContent` and its like.
import { parse as parseYaml } from "yaml";
import type { Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { valued } from "../../expression/plain.ts";
import type { Expr } from "../../expression/tree.ts";
import { look } from "../../model/look.ts";
import { fileOrigin, type Origin } from "../../model/origin.ts";
import type { Source } from "../../model/reader.ts";
import { type Path, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { jsonValue } from "./json-value.ts";
import { resolve } from "./paths.ts";
import type { Program } from "./program.ts";

/** Larger files are not taken apart. Bicep itself takes no more than 131,072 characters. */
const largest = 4_000_000;

/** The value of a load function; undefined when the name is none of them. */
export function load(program: Program, name: string, args: readonly Expr[], at: Origin, env: Environment): Value | undefined {
  const how = loaders[name.toLowerCase()];
  const first = args[0];
  if (!how || !first) return undefined;
  const path = evaluate(first, env);
  if (path.kind !== "scalar" || typeof path.value !== "string")
    return unknown({ kind: "error", text: "The path of a file to load is a string that is known.", at }, at);
  const read = program.host.read(resolve(program.uri, path.value));
  if (typeof read !== "object") return unknown(unread(path.value, at), at);
  if (read.text.length > largest) return unknown({ kind: "limit", text: `'${path.value}' is too large to be read.`, at }, at);
  const value = how(read, at);
  if (!value) return unknown({ kind: "unread", text: `'${path.value}' cannot be read as what it is loaded as.`, at }, at);
  const within = args[1] && name.toLowerCase() !== "loadtextcontent" ? evaluate(args[1], env) : undefined;
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
  loaddirectoryfileinfo: (_source, at) => unknown({ kind: "unsupported", text: "Folders are not looked into.", at }, at),
};

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
    return valued(parseYaml(source.text, { logLevel: "silent" }), fileOrigin(source.uri, 0, source.text.length));
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
  if (!/^(?:\.?[\w-]+|\[\d+\])*$/.test(way)) return undefined;
  return [...way.matchAll(/([\w-]+)/g)].map(([step], index, all) => (way[(all[index]?.index ?? 0) - 1] === "[" ? Number(step) : step));
}
