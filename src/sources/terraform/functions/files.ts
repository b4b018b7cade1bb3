// Functions that read files: the face gives their text, nothing is read here.

import type { RE2JS } from "re2js";
import { list, scalar, unknown, type Value } from "../../../model/value.ts";
import { failure, isKnown, sortedProperties } from "../evaluate/values.ts";
import { type Builtin, type Call, fixed } from "./define.ts";
import { base64 } from "./encodings.ts";
import { digest } from "./hashes.ts";
import { compiled } from "./patterns.ts";

export const files: { readonly [name: string]: Builtin } = {
  file: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(text, call.at))),
  filebase64: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(base64(new TextEncoder().encode(text)), call.at))),
  fileexists: fixed(["string"], (call, path) => {
    const read = call.scope.names.readText(path, call.at);
    if ("text" in read) return true;
    return read.value.kind === "unknown" && read.value.because.kind === "error" ? false : read.value;
  }),
  fileset: fixed(["string", "string"], (call, folder, pattern) => {
    const found = call.scope.names.listFiles(folder, call.at);
    if (!isPaths(found)) return found;
    if (/[*]{2}|\//.test(pattern))
      return unknown({ kind: "unsupported", text: "Patterns over several folders are not followed by the audit." }, call.at);
    const matches = globOf(pattern);
    if (!matches) return failure("This is no pattern of files.", call.at);
    return {
      ...list(
        found.filter((path) => matches.test(path)).map((path) => scalar(path, call.at)),
        call.at,
      ),
      set: true,
    } as Value;
  }),
  filemd5: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(digest("md5", text, "hex"), call.at))),
  filesha1: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(digest("sha1", text, "hex"), call.at))),
  filesha256: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(digest("sha256", text, "hex"), call.at))),
  filesha512: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(digest("sha512", text, "hex"), call.at))),
  filebase64sha256: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(digest("sha256", text, "base64"), call.at))),
  filebase64sha512: fixed(["string"], (call, path) => withText(call, path, (text) => scalar(digest("sha512", text, "base64"), call.at))),
  templatefile: fixed(["string", "value"], (call, path, variables) => withText(call, path, (text) => template(call, text, variables))),
  templatestring: fixed(["string", "value"], (call, text, variables) => template(call, text, variables)),
  basename: fixed(
    ["string"],
    (_, path) =>
      path
        .replace(/(?<!\/)\/+$/, "")
        .split("/")
        .at(-1) || (path.startsWith("/") ? "/" : "."),
  ),
  dirname: fixed(["string"], (_, path) => {
    const cut = path.replace(/(?<![^/])[^/]*$/, "").replace(/([^/])\/+$/, "$1");
    return cut === "" ? "." : cut;
  }),
  pathexpand: fixed(["string"], (call, path) =>
    path.startsWith("~") ? unknown({ kind: "azure", text: "The home folder is that of the machine that deploys." }, call.at) : path,
  ),
  abspath: fixed(["string"], (call, path) =>
    path.startsWith("/") ? path : unknown({ kind: "azure", text: "The folder is that of the machine that deploys." }, call.at),
  ),
};

function isPaths(found: readonly string[] | Value): found is readonly string[] {
  return Array.isArray(found);
}

function withText(call: Call, path: string, use: (text: string) => Value): Value {
  const read = call.scope.names.readText(path, call.at);
  return "text" in read ? use(read.text) : read.value;
}

function template(call: Call, text: string, variables: Value): Value {
  if (variables.kind !== "object")
    return isKnown(variables)
      ? failure("The variables of a template are a map.", call.at)
      : unknown({ kind: "parameter", text: "The template's variables are not known." }, call.at);
  const given = new Map(sortedProperties(variables).map((property) => [property.name, property.value]));
  return call.scope.names.template(text, given, call.at, call.scope.budget);
}

function globOf(pattern: string): RE2JS | undefined {
  const source = pattern
    .replace(/[.+^$()|\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]")
    .replace(/\{([^{}]*)\}/g, (_, inner: string) => `(?:${inner.split(",").join("|")})`);
  return compiled(`^(?:${source})$`);
}
