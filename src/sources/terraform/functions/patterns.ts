// Go's regular expressions, in time that grows with the text: patterns and texts are a stranger's.
import { type Matcher, RE2JS } from "re2js";
import { own } from "../../../model/own.ts";
import { list, type Property, scalar, type Value } from "../../../model/value.ts";
import { failure, record } from "../evaluate/values.ts";
import type { Call } from "./define.ts";

const longestPattern = 2_000;
const longestText = 200_000;
/** Steps for each character of a text; `(a{100}){10}` takes a thousand. */
const largestProgram = 5_000;

/** The pattern, or undefined when it is none or too large. */
export function compiled(pattern: string): RE2JS | undefined {
  if (pattern.length > longestPattern) return undefined;
  try {
    const expression = RE2JS.compile(pattern);
    return expression.programSize() > largestProgram ? undefined : expression;
  } catch {
    return undefined;
  }
}

/** Each match as Terraform gives it: a string, a list of groups, or an object of named ones. */
export function matchesOf(call: Call, pattern: string, text: string): readonly Value[] | { readonly failed: Value } {
  const searched = search(call, pattern, text);
  if ("failed" in searched) return searched;
  const { expression, matcher } = searched;
  const names = Object.entries(expression.namedGroups());
  const given = (group: number): Value => scalar(matcher.group(group), call.at);
  const found: Value[] = [];
  while (matcher.find()) {
    if (names.length > 0) {
      const properties = names.map(([name, group]): Property => ({ name, at: call.at, value: given(group) }));
      found.push(record(properties, call.at));
    } else {
      const groups = Array.from({ length: matcher.groupCount() }, (_, index) => given(index + 1));
      found.push(groups.length > 0 ? list(groups, call.at) : given(0));
    }
  }
  return found;
}

/** `$1`, `${name}` and `$name` in the replacement stand for groups, as in Go. */
export function replaceAll(call: Call, text: string, pattern: string, replacement: string): Value | string {
  const searched = search(call, pattern, text);
  if ("failed" in searched) return searched.failed;
  const { expression, matcher } = searched;
  const names = expression.namedGroups();
  const parts: string[] = [];
  let end = 0;
  while (matcher.find()) {
    parts.push(text.slice(end, matcher.start()), expanded(replacement, matcher, names));
    end = matcher.end();
  }
  return parts.join("") + text.slice(end);
}

function search(
  call: Call,
  pattern: string,
  text: string,
): { readonly expression: RE2JS; readonly matcher: Matcher } | { readonly failed: Value } {
  if (text.length > longestText) return { failed: failure("This text is too long for a pattern to be tried on it.", call.at) };
  const expression = compiled(pattern);
  if (!expression) return { failed: failure("This is not a regular expression, or a very large one.", call.at) };
  return { expression, matcher: expression.matcher(text) };
}

function expanded(replacement: string, matcher: Matcher, names: Readonly<Record<string, number>>): string {
  return replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (_, braced?: string, plain?: string) => {
    const name = braced ?? plain;
    if (name === undefined) return "$";
    const group = /^\d+$/.test(name) ? Number(name) : own(names, name);
    return group === undefined || group > matcher.groupCount() ? "" : (matcher.group(group) ?? "");
  });
}
