import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { own } from "../../../model/own.ts";
import { failure } from "../evaluate/values.ts";
import { type Builtin, fixed } from "./define.ts";
import { base64 } from "./encodings.ts";

const algorithms = { md5, sha1, sha256, sha512 };

export const hashes: { readonly [name: string]: Builtin } = {
  md5: fixed(["string"], (_, value) => digest("md5", value, "hex")),
  sha1: fixed(["string"], (_, value) => digest("sha1", value, "hex")),
  sha256: fixed(["string"], (_, value) => digest("sha256", value, "hex")),
  sha512: fixed(["string"], (_, value) => digest("sha512", value, "hex")),
  base64sha256: fixed(["string"], (_, value) => digest("sha256", value, "base64")),
  base64sha512: fixed(["string"], (_, value) => digest("sha512", value, "base64")),
  uuidv5: fixed(
    ["string", "string"],
    (call, namespace, name) => uuidV5(namespace, name) ?? failure(`'${namespace}' is not a namespace.`, call.at),
  ),
};

export function digest(algorithm: keyof typeof algorithms, text: string, spelling: "hex" | "base64"): string {
  const bytes = algorithms[algorithm](new TextEncoder().encode(text));
  return spelling === "base64" ? base64(bytes) : hex(bytes);
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const namespaces: { readonly [name: string]: string } = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

function uuidV5(namespace: string, name: string): string | undefined {
  const digits = (own(namespaces, namespace) ?? namespace).replaceAll("-", "");
  if (!/^[0-9a-fA-F]{32}$/.test(digits)) return undefined;
  const prefix = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const made = hex(sha1(Uint8Array.from([...prefix, ...new TextEncoder().encode(name)])).slice(0, 16));
  const variant = ((Number.parseInt(made.charAt(16), 16) % 4) + 8).toString(16);
  return `${made.slice(0, 8)}-${made.slice(8, 12)}-5${made.slice(13, 16)}-${variant}${made.slice(17, 20)}-${made.slice(20)}`;
}
