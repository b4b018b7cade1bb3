import type { Origin } from "../../model/origin.ts";
import { list, scalar, text, type Value } from "../../model/value.ts";
import { joinedText } from "../build.ts";
import { type Family, type Fn, many, pure, wrong } from "../call.ts";
import { opaque } from "../canonical.ts";
import { guidOf, hash64 } from "../hash.ts";
import { spelt } from "../plain.ts";
import { isKnown, isNull, listOf, numberOf, stringOf, stringsOf } from "./arguments.ts";
import { formatted } from "./format.ts";
import { idSegments } from "./id-segments.ts";

export const stringFunctions: Family = {
  toLower: pure(1, 1, ([value], { at }) => mapped("toLower", value, (known) => known.toLowerCase(), at)),
  toUpper: pure(1, 1, ([value], { at }) => mapped("toUpper", value, (known) => known.toUpperCase(), at)),
  trim: one((known) => known.trim()),
  format: pure(1, many, ([pattern, ...args], { at }) => {
    const known = stringOf(pattern);
    return known === undefined ? undefined : formatted(known, args, at);
  }),
  string: pure(1, 1, ([value], { at }) => {
    if (value?.kind === "scalar") return joinedText([isNull(value) ? scalar("", at) : value], at);
    if (value?.kind === "text" || value?.kind === "reference") return value;
    const json = value && spelt(value);
    return json === undefined ? undefined : scalar(json, at);
  }),
  split: pure(2, 2, ([value, by], { at, env }) => {
    const segments = value && stringOf(by) === "/" ? idSegments(value, at, env) : undefined;
    if (segments) return list(segments, at);
    const whole = stringOf(value);
    const delimiters = by?.kind === "list" ? stringsOf(by.items) : stringsOf(by ? [by] : []);
    if (whole === undefined || !delimiters) return undefined;
    return list(
      splitAt(whole, delimiters).map((part) => scalar(part, value?.at ?? at)),
      at,
    );
  }),
  join: pure(2, 2, ([items, by], { at }) => {
    const parts = listOf(items)?.items;
    if (!parts || !by) return undefined;
    return joinedText(
      parts.flatMap((part, index) => (index === 0 ? [part] : [by, part])),
      at,
    );
  }),
  replace: pure(3, 3, (args, { at }) => {
    const [whole, from, to] = stringsOf(args) ?? [];
    if (whole === undefined || from === undefined || to === undefined) return undefined;
    return scalar(from === "" ? whole : whole.replaceAll(from, () => to), at);
  }),
  substring: pure(2, 3, ([value, from, count], { at }) => {
    const start = numberOf(from);
    if (value?.kind === "text" && start !== undefined) return cut(value, start, numberOf(count), at);
    const whole = stringOf(value);
    if (whole === undefined || start === undefined) return undefined;
    const length = count ? numberOf(count) : whole.length - start;
    if (length === undefined) return undefined;
    if (start < 0 || length < 0 || start + length > whole.length) return wrong("The part asked for is not within the string.", at);
    return scalar(whole.slice(start, start + length), at);
  }),
  padLeft: pure(2, 3, ([value, width, fill], { at }) => {
    const known = value?.kind === "scalar" ? `${value.value}` : undefined;
    const length = numberOf(width);
    const by = fill ? stringOf(fill) : " ";
    if (known === undefined || length === undefined || by === undefined) return undefined;
    return length > 10_000 ? undefined : scalar(known.padStart(length, by.charAt(0)), at);
  }),
  startsWith: pure(2, 2, ([value, part], { at }) => ends(value, part, (whole, wanted) => whole.startsWith(wanted), 0, at)),
  endsWith: pure(2, 2, ([value, part], { at }) => ends(value, part, (whole, wanted) => whole.endsWith(wanted), -1, at)),
  like: pure(2, 2, (args, { at }) => {
    const [whole, pattern] = stringsOf(args) ?? [];
    return whole === undefined || pattern === undefined ? undefined : scalar(matches(whole.toLowerCase(), pattern.toLowerCase()), at);
  }),
  uniqueString: pure(1, many, (args, { at }) => hashed(args, hash64, at)),
  guid: pure(1, many, (args, { at }) => hashed(args, guidOf, at)),
  base64: one((known) => toBase64(new TextEncoder().encode(known))),
  base64ToString: decoded((known) => fromBase64(known)),
  dataUri: one((known) => `data:text/plain;charset=utf8;base64,${toBase64(new TextEncoder().encode(known))}`),
  dataUriToString: decoded(fromDataUri),
  uriComponent: one((known) =>
    encodeURIComponent(known.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
  ),
  uriComponentToString: decoded((known) => (/%(?![0-9a-f]{2})/i.test(known) ? known : decode(known))),
};

/** A function of one known string. */
function one(apply: (known: string) => string): Fn {
  return pure(1, 1, ([value], { at }) => {
    const known = stringOf(value);
    if (known !== undefined) return scalar(apply(known), at);
    return value && isKnown(value) ? wrong("A string is asked for here.", at) : undefined;
  });
}

function decoded(apply: (known: string) => string | undefined): Fn {
  return pure(1, 1, ([value], { at }) => {
    const known = stringOf(value);
    if (known === undefined) return undefined;
    const result = apply(known);
    return result === undefined ? wrong("The string is not encoded as the function asks.", at) : scalar(result, at);
  });
}

/** Changes known parts of a string, and keeps the rest under the function's name. An id stays the same id whatever its case. */
function mapped(name: string, value: Value | undefined, change: (known: string) => string, at: Origin): Value | undefined {
  const known = stringOf(value);
  if (known !== undefined) return scalar(change(known), value?.at ?? at);
  if (value?.kind === "reference" && value.path.length === 0) return value;
  if (value?.kind !== "text") return undefined;
  return text(
    value.parts.map((part) => mapped(name, part, change, at) ?? opaque(name, [part], at)),
    at,
  );
}

/** A part of a text that lies wholly in its known beginning. */
function cut(value: Value & { kind: "text" }, start: number, count: number | undefined, at: Origin): Value | undefined {
  const known = stringOf(value.parts[0]);
  if (known === undefined || count === undefined || start < 0 || start + count > known.length) return undefined;
  return scalar(known.slice(start, start + count), at);
}

function splitAt(whole: string, delimiters: readonly string[]): readonly string[] {
  return delimiters.reduce<readonly string[]>((parts, by) => (by === "" ? parts : parts.flatMap((part) => part.split(by))), [whole]);
}

function ends(
  value: Value | undefined,
  part: Value | undefined,
  test: (whole: string, wanted: string) => boolean,
  side: 0 | -1,
  at: Origin,
): Value | undefined {
  const wanted = stringOf(part)?.toLowerCase();
  const whole = stringOf(value) ?? (value?.kind === "text" ? stringOf(value.parts.at(side)) : undefined);
  if (wanted === undefined || whole === undefined) return undefined;
  const met = test(whole.toLowerCase(), wanted);
  return met || value?.kind === "scalar" || whole.length >= wanted.length ? scalar(met, at) : undefined;
}

/** `*` stands for anything. Linear in both lengths but for going back to the last star. */
function matches(whole: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return whole === first;
  if (!whole.startsWith(first) || !whole.endsWith(last) || first.length + last.length > whole.length) return false;
  let at = first.length;
  for (const part of rest) {
    const found = whole.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= whole.length - last.length;
}

function hashed(args: readonly Value[], hash: (joined: string) => string, at: Origin): Value | undefined {
  const known = stringsOf(args);
  return known && scalar(hash(known.join("-")), at);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function fromBase64(encoded: string): string | undefined {
  if (!/^[A-Za-z0-9+/\s]*(?:={1,2}\s*)?$/.test(encoded) || encoded.replace(/\s/g, "").replace(/(?<!=)=+$/, "").length % 4 === 1)
    return undefined;
  return new TextDecoder().decode(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0)));
}

function fromDataUri(whole: string): string | undefined {
  const comma = whole.indexOf(",");
  if (!whole.startsWith("data:") || comma < 0) return undefined;
  const data = whole.slice(comma + 1);
  return whole.slice(0, comma).endsWith(";base64") ? fromBase64(data) : decode(data);
}

function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
