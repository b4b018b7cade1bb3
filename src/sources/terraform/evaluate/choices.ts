// Work on values that may be one of two: done on each side, within a bound.
import type { Origin } from "../../../model/origin.ts";
import { choice, type Literal, unknown, type Value } from "../../../model/value.ts";
import { failure, symbolic, tooMuch } from "./values.ts";

const mostLeaves = 64;

/** Applies `work` to every combination of the sides of the arguments. */
export function onEachSide(args: readonly Value[], at: Origin, work: (args: readonly Value[]) => Value): Value {
  if (!args.some((arg) => arg.kind === "choice")) return work(args);
  const leaves = args.reduce((product, arg) => product * leavesOf(arg), 1);
  return leaves > mostLeaves ? unknown(tooMuch, at) : split(args, at, work);
}

function split(args: readonly Value[], at: Origin, work: (args: readonly Value[]) => Value): Value {
  const first = args.find((arg) => arg.kind === "choice");
  if (first?.kind !== "choice") return work(args);
  const { when } = first;
  const yes = split(
    args.map((arg) => take(arg, when, true)),
    at,
    work,
  );
  const no = split(
    args.map((arg) => take(arg, when, false)),
    at,
    work,
  );
  return yes === no ? yes : choice(when, yes, no, at);
}

/** The side of a value that holds when a test is so. */
function take(value: Value, when: Literal, so: boolean): Value {
  if (value.kind !== "choice") return value;
  if (value.when.test === when.test) return take((value.when.is === when.is) === so ? value.then : value.else, when, so);
  return value;
}

function leavesOf(value: Value): number {
  let count = 0;
  const stack: Value[] = [value];
  for (let next = stack.pop(); next && count <= mostLeaves; next = stack.pop()) {
    if (next.kind === "choice") stack.push(next.then, next.else);
    else count++;
  }
  return count;
}

/** `test ? yes : no`, where the sides are only worked out when they can be taken. */
export function branch(test: Value, at: Origin, yes: () => Value, no: () => Value): Value {
  if (test.kind === "choice") {
    if (leavesOf(test) > mostLeaves) return unknown(tooMuch, at);
    const both = { yes: once(yes), no: once(no) };
    return choice(test.when, branch(test.then, at, both.yes, both.no), branch(test.else, at, both.yes, both.no), at);
  }
  if (test.kind === "scalar") {
    if (test.value === true || test.value === "true") return yes();
    return test.value === false || test.value === "false" ? no() : failure("This is neither true nor false.", at);
  }
  const literal = literalOf(test, at);
  if (!literal) return test;
  return choice(literal, take(yes(), literal, true), take(no(), literal, false), at);
}

function once(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The test that a value which is not known makes; undefined for what is no test. */
function literalOf(test: Value, at: Origin): Literal | undefined {
  if (test.kind === "constant") return { test: test.name, is: true, at, because: test.because };
  if (test.kind === "unknown") {
    if (test.because.kind === "error") return undefined;
    return at.from === "file" ? { test: `unknown ${placeName(at)}`, is: true, at, because: test.because } : undefined;
  }
  const named = symbolic("tobool", [test], at);
  return named.kind === "constant" ? { test: named.name, is: true, at, because: named.because } : undefined;
}

/** A name of a place that is its own and tells no path: the file's name, the offset, and a sum of the whole URI. */
export function placeName(at: { readonly uri: string; readonly start: number; readonly end: number }): string {
  let sum = 0;
  for (const letter of at.uri) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return `${at.uri.slice(at.uri.lastIndexOf("/") + 1)}#${at.start}-${at.end} ${(sum >>> 0).toString(16)}`;
}
