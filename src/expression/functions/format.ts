// .NET's composite formatting as `format` uses it: `{0}`, `{0,10}`, `{0:N2}`, in the invariant culture.
import type { Origin } from "../../model/origin.ts";
import { scalar, type Value } from "../../model/value.ts";
import { joinedText } from "../build.ts";
import { wrong } from "../call.ts";
import { opaque } from "../canonical.ts";
import { spelt } from "../plain.ts";
import { dateOf, formatDate } from "./date-format.ts";

/** The pattern with its holes filled. What is not known stays a part of the text. */
export function formatted(pattern: string, args: readonly Value[], at: Origin): Value {
  const parts: Value[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") parts.push(scalar(literal, at));
    literal = "";
  };
  for (let index = 0; index < pattern.length; index++) {
    const sign = pattern.charAt(index);
    if ((sign === "{" || sign === "}") && pattern.charAt(index + 1) === sign) {
      literal += sign;
      index++;
    } else if (sign === "{") {
      const end = pattern.indexOf("}", index);
      const hole = end < 0 ? undefined : holeOf(pattern.slice(index + 1, end));
      const arg = hole && args[hole.index];
      if (!hole || !arg) return wrong("The format string does not fit its arguments.", at);
      flush();
      parts.push(fill(arg, hole));
      index = end;
    } else if (sign === "}") return wrong("The format string has a '}' without its '{'.", at);
    else literal += sign;
  }
  flush();
  return joinedText(parts, at);
}

interface Hole {
  readonly index: number;
  readonly width: number;
  readonly how: string;
}

function holeOf(inside: string): Hole | undefined {
  const found = /^(\d{1,4})(?:,\s*(-?\d{1,4}))?(?::(.*))?$/s.exec(inside);
  return found ? { index: Number(found[1]), width: Number(found[2] ?? 0), how: found[3] ?? "" } : undefined;
}

function fill(arg: Value, hole: Hole): Value {
  if (hole.how === "" && hole.width === 0) return arg.kind === "scalar" && arg.value === null ? scalar("", arg.at) : arg;
  const written = writtenAs(arg, hole.how);
  if (written === undefined) return opaque("format", [scalar(`{0,${hole.width}:${hole.how}}`, arg.at), arg], arg.at);
  return scalar(hole.width < 0 ? written.padEnd(-hole.width) : written.padStart(hole.width), arg.at);
}

function writtenAs(arg: Value, how: string): string | undefined {
  if (arg.kind !== "scalar") return spelt(arg);
  if (typeof arg.value === "boolean") return arg.value ? "True" : "False";
  if (typeof arg.value === "number") return how === "" ? `${arg.value}` : numberAs(arg.value, how);
  if (arg.value === null) return "";
  const date = how === "" ? undefined : dateOf(arg.value);
  return date ? (formatDate(date, how) ?? arg.value) : arg.value;
}

/** Standard forms `B C D E F G N P R X` and custom ones of `0`, `#`, `,` and `.`; undefined for what is neither. */
function numberAs(value: number, how: string): string | undefined {
  const standard = /^([a-zA-Z])(\d{0,2})$/.exec(how);
  if (!standard) return /^[0#,.]+$/.test(how) ? custom(value, how) : undefined;
  const [, letter = "", digits = ""] = standard;
  const places = digits === "" ? undefined : Number(digits);
  const sign = value < 0 ? "-" : "";
  const size = Math.abs(value);
  switch (letter.toUpperCase()) {
    case "B":
      return Number.isInteger(value) ? (value >>> 0).toString(2).padStart(places ?? 0, "0") : undefined;
    case "D":
      return Number.isInteger(value) ? sign + `${size}`.padStart(places ?? 0, "0") : undefined;
    case "F":
      return sign + size.toFixed(places ?? 2);
    case "N":
      return sign + grouped(size.toFixed(places ?? 2));
    case "C":
      return sign === "" ? `¤${grouped(size.toFixed(places ?? 2))}` : `(¤${grouped(size.toFixed(places ?? 2))})`;
    case "P":
      return `${sign}${grouped((size * 100).toFixed(places ?? 2))} %`;
    case "G":
    case "R":
      return places === undefined || places === 0 ? `${value}` : undefined;
    case "X": {
      if (!Number.isInteger(value)) return undefined;
      const hex = BigInt.asUintN(value < -0x8000_0000 ? 64 : 32, BigInt(value)).toString(16);
      const cased = letter === "X" ? hex.toUpperCase() : hex;
      return (value > 0xffff_ffff ? BigInt(value).toString(16) : cased).padStart(places ?? 0, "0");
    }
    default:
      return undefined;
  }
}

function custom(value: number, how: string): string {
  const [whole = "", fraction = ""] = how.split(".");
  const digits = whole.replaceAll(",", "");
  const least = digits.length - Math.max(0, digits.indexOf("0") < 0 ? digits.length : digits.indexOf("0"));
  const [integer = "", decimals = ""] = Math.abs(value).toFixed(Math.min(20, fraction.length)).split(".");
  const shown = integer === "0" && least === 0 ? "" : integer.padStart(least, "0");
  const kept = decimals.replace(new RegExp(`0{0,${Math.max(0, fraction.length - fraction.lastIndexOf("0") - 1)}}$`), "");
  return `${value < 0 ? "-" : ""}${/#,#|0,0|#,0/.test(whole) ? grouped(shown) : shown}${kept === "" ? "" : `.${kept}`}`;
}

function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const sign = whole.startsWith("-") ? 1 : 0;
  const first = sign + ((whole.length - sign) % 3);
  const threes = whole.slice(first).match(/.{3}/gs) ?? [];
  const out = whole.slice(0, first) + (first > sign && threes.length > 0 ? "," : "") + threes.join(",");
  return fraction === undefined ? out : `${out}.${fraction}`;
}
