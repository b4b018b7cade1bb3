// Tests whose truth is not known: values become decisions over literals, one branch each way.
import { negate } from "../model/look.ts";
import type { Origin } from "../model/origin.ts";
import { type Condition, choice, type Literal, type Reason, scalar, unknown, type Value } from "../model/value.ts";
import { bounds, canonical, doubt, limit } from "./canonical.ts";
import type { Environment } from "./environment.ts";

/** One of two values by a test. Both sides are made only as far as the test leaves them open, each at most once. */
export function branch(test: Value, then: () => Value, otherwise: () => Value, at: Origin, env: Environment): Value {
  return follow(test, once(then), once(otherwise), at, env);
}

function follow(test: Value, then: () => Value, otherwise: () => Value, at: Origin, env: Environment): Value {
  switch (test.kind) {
    case "scalar": {
      const truth = truthOf(test.value);
      return truth === undefined ? unknown(noTruth(at), at) : truth ? then() : otherwise();
    }
    case "choice":
      return choose(test.when, follow(test.then, then, otherwise, at, env), follow(test.else, then, otherwise, at, env), at);
    case "list":
    case "object":
      return unknown(noTruth(at), at);
    default:
      return choose(literal(test, at, env), then(), otherwise(), at);
  }
}

function once(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** ARM takes `"true"` for true where a parameters file wrote it so. */
function truthOf(value: string | number | boolean | null): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : undefined;
  return word === "true" ? true : word === "false" ? false : undefined;
}

function noTruth(at: Origin): Reason {
  return { kind: "error", text: "The test is neither true nor false.", at };
}

/** The literal that a test stands for when its truth is not known. */
export function literal(test: Value, at: Origin, env: Environment): Literal {
  const because = doubt(test) ?? limit("The test is not followed further.");
  return { test: canonical(test) ?? unseen(test, env), is: true, at, because };
}

function unseen(test: Value, env: Environment): string {
  const place = test.at.from === "file" ? `${test.at.uri}:${test.at.start}-${test.at.end}` : JSON.stringify(test.at);
  return `?${place}${env.instance ?? ""}`;
}

/** A choice, simplified: decided literals are taken out below it, equal sides are one. */
export function choose(when: Literal, then: Value, otherwise: Value, at: Origin): Value {
  if (!when.is) return choose(negate(when), otherwise, then, at);
  const yes = restrict(then, when);
  const no = restrict(otherwise, negate(when));
  if (yes === no) return yes;
  if (yes.kind === "scalar" && no.kind === "scalar" && yes.value === no.value) return yes;
  if (leaves(yes) + leaves(no) > bounds.leaves)
    return unknown(limit(`More than ${bounds.leaves} cases are possible here, so they are not followed.`), at);
  return choice(when, yes, no, at);
}

function restrict(value: Value, known: Literal): Value {
  if (value.kind !== "choice") return value;
  if (value.when.test === known.test) return restrict(value.when.is === known.is ? value.then : value.else, known);
  const then = restrict(value.then, known);
  const otherwise = restrict(value.else, known);
  return then === value.then && otherwise === value.else ? value : choose(value.when, then, otherwise, value.at);
}

function leaves(value: Value): number {
  return value.kind === "choice" ? leaves(value.then) + leaves(value.else) : 1;
}

/** Applies a function to each case of its arguments. Undefined when there are too many cases. */
export function distribute(args: readonly Value[], apply: (args: readonly Value[]) => Value, at: Origin): Value | undefined {
  if (!args.some(isChoice)) return apply(args);
  if (args.reduce((product, arg) => product * leaves(arg), 1) > bounds.leaves) return undefined;
  return each(args, apply, at);
}

function isChoice(value: Value): boolean {
  return value.kind === "choice";
}

function each(args: readonly Value[], apply: (args: readonly Value[]) => Value, at: Origin): Value {
  const open = args.find((arg) => arg.kind === "choice");
  if (open?.kind !== "choice") return apply(args);
  const side = (known: Literal): Value =>
    each(
      args.map((arg) => restrict(arg, known)),
      apply,
      at,
    );
  return choose(open.when, side(open.when), side(negate(open.when)), at);
}

/** What has to hold for a test to be true: literals all of which must hold; undefined when it never is. */
export function condition(test: Value, at: Origin, env: Environment): Condition | undefined {
  switch (test.kind) {
    case "scalar":
      return truthOf(test.value) === false ? undefined : [];
    case "choice": {
      const then = isFalse(test.then) ? undefined : test.then;
      const otherwise = isFalse(test.else) ? undefined : test.else;
      if (then && otherwise) return [literal(test, at, env)];
      const rest = condition(then ?? otherwise ?? scalar(false, at), at, env);
      return rest && [then ? test.when : negate(test.when), ...rest];
    }
    default:
      return [literal(test, at, env)];
  }
}

function isFalse(value: Value): boolean {
  return value.kind === "scalar" && truthOf(value.value) === false;
}
