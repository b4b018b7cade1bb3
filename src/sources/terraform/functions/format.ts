import type { Origin } from "../../../model/origin.ts";
import { list, scalar, text, type Value } from "../../../model/value.ts";
import { asNumber } from "../evaluate/operator.ts";
import { stringPart } from "../evaluate/template.ts";
import { failure, isFailure, isKnown, isNull, numberText, symbolic, toJson } from "../evaluate/values.ts";
import type { Call } from "./define.ts";
import { jsonText } from "./json.ts";

const verb = /%(?:%|([-+# 0]*)([1-9]\d*)?(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/g;

/** Go's verbs as Terraform takes them. A part that is not known stays a part of the text. */
export function format(call: Call, pattern: string, args: readonly Value[]): Value {
  const parts: Value[] = [];
  let at = 0;
  let next = 0;
  let most = 0;
  for (const found of pattern.matchAll(verb)) {
    parts.push(scalar(pattern.slice(at, found.index), call.at));
    at = found.index + found[0].length;
    if (found[0] === "%%") {
      parts.push(scalar("%", call.at));
      continue;
    }
    const [, flags = "", width, precision, position, letter = ""] = found;
    if (position) next = Number(position) - 1;
    const arg = args[next];
    next++;
    most = Math.max(most, next);
    if (!arg) return failure(`There is no argument for '${found[0]}'.`, call.at);
    const part = spell(letter, flags, Number(width ?? 0), precision === undefined ? undefined : Number(precision), arg, call.at);
    if (isFailure(part)) return part;
    parts.push(part);
  }
  if (most < args.length && !/%\[/.test(pattern)) return failure("There are more arguments than the pattern takes.", call.at);
  parts.push(scalar(pattern.slice(at), call.at));
  return text(parts, call.at);
}

function spell(letter: string, flags: string, width: number, precision: number | undefined, arg: Value, at: Origin): Value {
  const value = arg;
  if (!isKnown(value)) {
    if (value.kind === "list" || value.kind === "object") return symbolic("format", [value], at);
    return width === 0 && (letter === "s" || letter === "v" || letter === "d")
      ? value
      : symbolic(`format%${flags}${width}${letter}`, [value], at);
  }
  const made = spellKnown(letter, flags, precision, value);
  return made === undefined ? failure(`'%${letter}' does not take this value.`, at) : scalar(pad(made, flags, width, letter), at);
}

function spellKnown(letter: string, flags: string, precision: number | undefined, value: Value): string | undefined {
  const number = asNumber(value);
  const plus = flags.includes("+") && number !== undefined && number >= 0 ? "+" : "";
  switch (letter) {
    case "v":
      return value.kind === "scalar" && !isNull(value) ? plain(value) : jsonText(toJson(value));
    case "s": {
      const string = stringPart(value);
      return string.kind === "scalar" ? cut(String(string.value), precision) : undefined;
    }
    case "q":
      return value.kind === "scalar" && !isNull(value) ? jsonText(plain(value)) : undefined;
    case "t":
      return value.kind === "scalar" && (value.value === true || value.value === false || value.value === "true" || value.value === "false")
        ? String(value.value)
        : undefined;
    case "d":
      return number === undefined ? undefined : plus + numberText(Math.trunc(number));
    case "b":
      return number === undefined ? undefined : plus + number.toString(2);
    case "o":
      return number === undefined ? undefined : plus + number.toString(8);
    case "x":
    case "X": {
      const hex = number === undefined ? hexOf(value) : Math.trunc(number).toString(16);
      return hex === undefined ? undefined : plus + (letter === "X" ? hex.toUpperCase() : hex);
    }
    case "f":
    case "F":
      return number === undefined ? undefined : plus + number.toFixed(Math.min(precision ?? 6, 100));
    case "e":
    case "E": {
      const spelt = number?.toExponential(Math.min(precision ?? 6, 100)).replace(/e([+-])(\d)$/, "e$10$2");
      return spelt === undefined ? undefined : plus + (letter === "E" ? spelt.toUpperCase() : spelt);
    }
    case "g":
    case "G":
      return number === undefined
        ? undefined
        : plus + numberText(precision === undefined ? number : Number(number.toPrecision(precision || 1)));
    default:
      return undefined;
  }
}

function plain(value: Value): string {
  const string = stringPart(value);
  return string.kind === "scalar" ? String(string.value) : "";
}

function hexOf(value: Value): string | undefined {
  if (value.kind !== "scalar" || typeof value.value !== "string") return undefined;
  return [...new TextEncoder().encode(value.value)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function cut(value: string, precision: number | undefined): string {
  return precision === undefined ? value : [...value].slice(0, precision).join("");
}

function pad(value: string, flags: string, width: number, letter: string): string {
  const wanted = Math.min(width, 10_000);
  if (flags.includes("-")) return value.padEnd(wanted);
  if (flags.includes("0") && "dbofFeEgGxXsv".includes(letter)) {
    const sign = /^[+-]/.exec(value)?.[0] ?? "";
    return sign + value.slice(sign.length).padStart(wanted - sign.length, "0");
  }
  return value.padStart(wanted);
}

/** Lists go on side by side; single values are repeated. */
export function formatList(call: Call, pattern: string, args: readonly Value[]): Value {
  const unclear = args.find((arg) => arg.kind === "unknown" || arg.kind === "constant" || (arg.kind === "list" && arg.open));
  if (unclear) return symbolic(call.name, [scalar(pattern, call.at), ...args], call.at);
  const lengths = args.flatMap((arg) => (arg.kind === "list" ? [arg.items.length] : []));
  const [length = 1] = lengths;
  if (lengths.some((other) => other !== length)) return failure("The lists are not of one length.", call.at);
  const rows = Array.from({ length }, (_, row) =>
    format(
      call,
      pattern,
      args.map((arg) => (arg.kind === "list" ? (arg.items[row] ?? arg) : arg)),
    ),
  );
  return rows.find(isFailure) ?? list(rows, call.at);
}
