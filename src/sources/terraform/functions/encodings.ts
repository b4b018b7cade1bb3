import { parse as parseYaml } from "yaml";
import { list, scalar, text, type Value } from "../../../model/value.ts";
import { decodedOf, failure, fromJson, isKnown, type Json, reasonIn, record, symbolic, toJson } from "../evaluate/values.ts";
import { type Builtin, type Call, fixed } from "./define.ts";
import { jsonText } from "./json.ts";
import { yamlText } from "./yaml.ts";

export const encodings: { readonly [name: string]: Builtin } = {
  jsonencode: fixed(["value"], (call, value) => encoded(call, value, jsonText)),
  yamlencode: fixed(["value"], (call, value) => encoded(call, value, yamlText)),
  jsondecode: fixed(["value"], (call, value) => decode(call, value, (source) => JSON.parse(source) as Json)),
  yamldecode: fixed(["value"], (call, value) =>
    decode(call, value, (source) => (parseYaml(source, { version: "1.1", maxAliasCount: 100, logLevel: "error" }) ?? null) as Json),
  ),
  base64encode: fixed(["string"], (_, value) => base64(new TextEncoder().encode(value))),
  base64decode: fixed(["string"], (call, value) => {
    const bytes = fromBase64(value);
    return bytes ? (utf8(bytes) ?? failure("The decoded bytes are not UTF-8.", call.at)) : failure("This is not base64.", call.at);
  }),
  textencodebase64: fixed(["string", "string"], (call, value, encoding) => {
    if (/^utf-?16le$/i.test(encoding)) return base64(Uint8Array.from([...value].flatMap((letter) => utf16(letter))));
    return /^utf-?8$/i.test(encoding)
      ? base64(new TextEncoder().encode(value))
      : failure(`The encoding '${encoding}' is not known here.`, call.at);
  }),
  textdecodebase64: fixed(["string", "string"], (call, value, encoding) => {
    const bytes = fromBase64(value);
    if (!bytes) return failure("This is not base64.", call.at);
    if (/^utf-?16le$/i.test(encoding)) return new TextDecoder("utf-16le").decode(bytes);
    return utf8(bytes) ?? failure("The decoded bytes are not UTF-8.", call.at);
  }),
  urlencode: fixed(["string"], (_, value) =>
    encodeURIComponent(value)
      .replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%20/g, "+"),
  ),
  urldecode: fixed(["string"], (call, value) => {
    try {
      return decodeURIComponent(value.replace(/\+/g, " "));
    } catch {
      return failure("This is not encoded for a URL.", call.at);
    }
  }),
  csvdecode: fixed(["string"], (call, value) => {
    const read = csvRows(value);
    if (!read) return failure("This is not a table of values between commas.", call.at);
    const [names = [], ...rows] = read;
    if (rows.some((row) => row.length !== names.length)) return failure("A row has another number of fields than the header.", call.at);
    return list(
      rows.map((row) =>
        record(
          names.map((name, column) => ({ name, at: call.at, value: scalar(row[column] ?? "", call.at) })),
          call.at,
        ),
      ),
      call.at,
    );
  }),
};

/** The text, where all is known, and the document with its places in any case. */
function encoded(call: Call, value: Value, spell: (json: Json) => string): Value {
  const decoded = value;
  if (isKnown(value)) return Object.assign(scalar(spell(toJson(value)), call.at), { decoded });
  const because = reasonIn(value) ?? { kind: "azure", text: "This is known when it is deployed." };
  const named = symbolic(call.name, [value], call.at);
  return Object.assign(named.kind === "constant" ? { ...named } : text([{ kind: "unknown", because, at: call.at }], call.at), { decoded });
}

function decode(call: Call, value: Value, parse: (source: string) => Json): Value {
  const decoded = decodedOf(value);
  if (decoded) return decoded;
  if (value.kind !== "scalar") return symbolic(call.name, [value], call.at);
  if (typeof value.value !== "string") return failure("A string is needed.", call.at);
  try {
    return fromJson(parse(value.value), call.at);
  } catch {
    return failure("This text cannot be decoded.", call.at);
  }
}

export function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(value: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/\s]*(?:={1,2}\s*)?$/.test(value) || value.replace(/\s/g, "").length % 4 !== 0) return undefined;
  return Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0));
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function utf16(letter: string): number[] {
  return letter.split("").flatMap((unit) => [unit.charCodeAt(0) % 256, Math.floor(unit.charCodeAt(0) / 256)]);
}

/** Undefined when a quote stands where none may. */
function csvRows(source: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let read = 0;
  for (const [whole, quoted, plain = "", end = ""] of source.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/gy)) {
    read += whole.length;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return read === source.length ? rows : undefined;
}
