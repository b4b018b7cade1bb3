import { list, scalar, text, type Value } from "../../../model/value.ts";
import { stringPart } from "../evaluate/template.ts";
import { failure, isKnown, symbolic } from "../evaluate/values.ts";
import { type Builtin, type Call, fixed, variadic } from "./define.ts";
import { format, formatList } from "./format.ts";
import { matchesOf, replaceAll } from "./patterns.ts";

export const strings: { readonly [name: string]: Builtin } = {
  lower: fixed(["value"], (call, value) => eachPart(call, value, (part) => part.toLowerCase())),
  upper: fixed(["value"], (call, value) => eachPart(call, value, upper)),
  title: fixed(["string"], (_, value) =>
    value.replace(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase()),
  ),
  chomp: fixed(["string"], (_, value) => value.replace(/(?<![\r\n])[\r\n]+$/, "")),
  trimspace: fixed(["string"], (_, value) => value.trim()),
  trim: fixed(["string", "string"], (_, value, cut) => trimEnd(trimStart(value, cut), cut)),
  trimprefix: fixed(["string", "string"], (_, value, prefix) =>
    prefix !== "" && value.startsWith(prefix) ? value.slice(prefix.length) : value,
  ),
  trimsuffix: fixed(["string", "string"], (_, value, suffix) =>
    suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value,
  ),
  startswith: fixed(["string", "string"], (_, value, prefix) => value.startsWith(prefix)),
  endswith: fixed(["string", "string"], (_, value, suffix) => value.endsWith(suffix)),
  strcontains: fixed(["string", "string"], (_, value, part) => value.includes(part)),
  strrev: fixed(["string"], (_, value) => characters(value).reverse().join("")),
  substr: fixed(["string", "number", "number"], (call, value, offset, length) => substring(call, value, offset, length)),
  indent: fixed(["number", "string"], (_, spaces, value) => value.replace(/\n/g, `\n${" ".repeat(Math.max(0, Math.min(spaces, 1000)))}`)),
  join: variadic(["string"], "list", (call, [separator], lists) =>
    join(
      call,
      separator,
      lists.flatMap((one) => one.items),
      lists.find((one) => one.open),
    ),
  ),
  split: fixed(["string", "string"], (call, separator, value) =>
    list(
      (value === "" ? [""] : separator === "" ? characters(value) : value.split(separator)).map((part) => scalar(part, call.at)),
      call.at,
    ),
  ),
  replace: fixed(["value", "string", "string"], (call, given, search, replacement) => {
    // Ids fold case, so that a change of case alone leaves the same id.
    if (isId(given) && search.toLowerCase() === replacement.toLowerCase()) return given;
    const value = knownText(given);
    if (value === undefined) return notText(call, [given, scalar(search, call.at), scalar(replacement, call.at)]);
    if (search.length > 1 && search.startsWith("/") && search.endsWith("/"))
      return replaceAll(call, value, search.slice(1, -1), replacement);
    return value.replaceAll(search, () => replacement);
  }),
  regex: fixed(["string", "string"], (call, pattern, value) => {
    const matches = matchesOf(call, pattern, value);
    return "failed" in matches ? matches.failed : (matches[0] ?? failure("The pattern does not match.", call.at));
  }),
  regexall: fixed(["string", "string"], (call, pattern, value) => {
    const matches = matchesOf(call, pattern, value);
    return "failed" in matches ? matches.failed : list(matches, call.at);
  }),
  format: variadic(["string"], "value", (call, [pattern], args) => format(call, pattern, args)),
  formatlist: variadic(["string"], "value", (call, [pattern], args) => formatList(call, pattern, args)),
};

/** Letter by letter, as Go does: what would become two letters stays. */
function upper(value: string): string {
  return value.replace(/./gu, (letter) => (letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter));
}

/** What users see as one character. */
function characters(value: string): string[] {
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(value)].map((segment) => segment.segment);
}

function isId(value: Value): boolean {
  return value.kind === "reference" && value.path.length === 0;
}

function knownText(value: Value): string | undefined {
  const part = value.kind === "scalar" ? stringPart(value) : undefined;
  return part?.kind === "scalar" ? String(part.value) : undefined;
}

function notText(call: Call, args: readonly Value[]): Value {
  const [given] = args;
  return given && isKnown(given) ? failure(`'${call.name}' takes a string.`, call.at) : symbolic(call.name, args, call.at);
}

/** Of a string that is known in parts, each known part. */
function eachPart(call: Call, value: Value, change: (part: string) => string): Value | string {
  if (isId(value)) return value;
  if (value.kind === "text") {
    return text(
      value.parts.map((part) =>
        part.kind === "scalar" ? { ...part, value: change(String(part.value)) } : symbolic(call.name, [part], call.at),
      ),
      call.at,
    );
  }
  const part = value.kind === "scalar" ? stringPart(value) : undefined;
  if (part?.kind === "scalar") return change(String(part.value));
  return part ?? (isKnown(value) ? failure(`'${call.name}' takes a string.`, call.at) : symbolic(call.name, [value], call.at));
}

function trimStart(value: string, cut: string): string {
  const left = [...value];
  while (left[0] !== undefined && cut.includes(left[0])) left.shift();
  return left.join("");
}

function trimEnd(value: string, cut: string): string {
  return [...trimStart([...value].reverse().join(""), cut)].reverse().join("");
}

function substring(call: Call, value: string, offset: number, length: number): Value | string {
  const all = characters(value);
  const from = offset < 0 ? Math.max(0, all.length + offset) : offset;
  if (from > all.length && all.length > 0 && length === 0) return "";
  if (from > all.length) return all.length === 0 ? "" : scalar("", call.at);
  return all.slice(from, length < 0 ? undefined : from + length).join("");
}

function join(
  call: Call,
  separator: string,
  items: readonly Value[],
  open: { readonly open?: Parameters<typeof list>[2] } | undefined,
): Value {
  const parts = items.flatMap((item, index) => [...(index > 0 ? [scalar(separator, call.at)] : []), stringPart(item)]);
  const failed = parts.find((part) => part.kind === "unknown" && part.because.kind === "error");
  if (failed) return failed;
  return open?.open ? text([...parts, { kind: "unknown", because: open.open, at: call.at }], call.at) : text(parts, call.at);
}
