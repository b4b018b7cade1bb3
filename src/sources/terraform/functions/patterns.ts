// Go's regular expressions by way of JavaScript's.
import { own } from "../../../model/own.ts";
import { list, type Property, scalar, type Value } from "../../../model/value.ts";
import { failure, record } from "../evaluate/values.ts";
import type { Call } from "./define.ts";

const longestText = 20_000;

/** The pattern as JavaScript takes it, or a failure. Nested repetition, which JavaScript may not finish, is refused. */
export function expressionOf(call: Call, pattern: string): RegExp | Value {
  if (/\([^)]*[+*][^)]*\)[+*]/.test(pattern)) return failure("This pattern may take too long to be tried.", call.at);
  let flags = "gu";
  let source = pattern.replace(/^\(\?([imsU]+)\)/, (_, given: string) => {
    for (const flag of given) if ("ims".includes(flag)) flags += flag;
    return "";
  });
  source = source
    .replace(/\(\?P</g, "(?<")
    .replace(/\\A/g, "^")
    .replace(/\\z/g, "$")
    .replace(/\\Q(.*?)\\E/g, (_, literal: string) => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .replace(/\[\[:(\w+):\]\]/g, (_, name: string) => `[${own(classes, name) ?? ""}]`)
    .replace(/\[:(\w+):\]/g, (_, name: string) => own(classes, name) ?? "");
  try {
    return new RegExp(source, flags);
  } catch {
    try {
      return new RegExp(source, flags.replace("u", ""));
    } catch {
      return failure("This is not a regular expression.", call.at);
    }
  }
}

const classes: { readonly [name: string]: string } = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "0-9A-Za-z",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9A-Fa-f",
  word: "\\w",
};

/** Each match as Terraform gives it: a string, a list of groups, or an object of named ones. */
export function matchesOf(call: Call, pattern: string, text: string): Value[] {
  const expression = expressionOf(call, pattern);
  if (!(expression instanceof RegExp)) return [expression];
  if (text.length > longestText) return [failure("This text is too long for a pattern to be tried on it.", call.at)];
  return [...text.matchAll(expression)].map((match) => {
    const given = (group: string | undefined): Value => scalar(group ?? null, call.at);
    if (match.groups) {
      const properties: Property[] = Object.entries(match.groups).map(([name, group]) => ({ name, at: call.at, value: given(group) }));
      return record(properties, call.at);
    }
    return match.length > 1 ? list(match.slice(1).map(given), call.at) : scalar(match[0], call.at);
  });
}

/** `$1`, `${name}` and `$name` in the replacement stand for groups, as in Go. */
export function replaceAll(call: Call, text: string, pattern: string, replacement: string): Value | string {
  const expression = expressionOf(call, pattern);
  if (!(expression instanceof RegExp)) return expression;
  if (text.length > longestText) return failure("This text is too long for a pattern to be tried on it.", call.at);
  return text.replace(expression, (...match: unknown[]) => {
    const groups = match.at(-1);
    const named = typeof groups === "object" && groups !== null ? (groups as { [name: string]: string | undefined }) : {};
    return replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole: string, braced?: string, plain?: string) => {
      const name = braced ?? plain;
      if (name === undefined) return "$";
      if (/^\d+$/.test(name)) return String(match[Number(name)] ?? "");
      return own(named, name) ?? (whole === "$$" ? "$" : "");
    });
  });
}
