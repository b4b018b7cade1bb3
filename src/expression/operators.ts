// Operators of Bicep; ARM's functions of the same meaning (`equals`, `and`, `add`…) come here too.
import type { Origin } from "../model/origin.ts";
import { scalar, unknown, type Value } from "../model/value.ts";
import { type Evaluate, wrong } from "./call.ts";
import { canonical, doubt, opaque, workOf } from "./canonical.ts";
import { branch, choose, distribute, literal } from "./choose.ts";
import type { Environment } from "./environment.ts";
import { equal } from "./equal.ts";
import type { Expr } from "./tree.ts";

export function unary(operator: "!" | "-" | "+", operand: Value, at: Origin, env: Environment): Value {
  if (operator === "!") return not(operand, at, env);
  const applied = distribute([operand], ([one]) => (one ? signed(operator, one, at) : operand), at);
  return applied ?? opaque(operator, [operand], at);
}

function signed(operator: "-" | "+", operand: Value, at: Origin): Value {
  if (operand.kind !== "scalar") return opaque(operator, [operand], at);
  if (typeof operand.value !== "number") return wrong("A sign stands before something that is no number.", at);
  return scalar(operator === "-" ? -operand.value : operand.value, at);
}

export function not(operand: Value, at: Origin, env: Environment): Value {
  return branch(
    operand,
    () => scalar(false, at),
    () => scalar(true, at),
    at,
    env,
  );
}

/** True when all are; those after the first that is not are not looked at. */
export function all(operands: readonly (() => Value)[], at: Origin, env: Environment): Value {
  const [first, ...rest] = operands;
  if (!first) return scalar(true, at);
  return branch(
    first(),
    () => all(rest, at, env),
    () => scalar(false, at),
    at,
    env,
  );
}

export function any(operands: readonly (() => Value)[], at: Origin, env: Environment): Value {
  const [first, ...rest] = operands;
  if (!first) return scalar(false, at);
  return branch(
    first(),
    () => scalar(true, at),
    () => any(rest, at, env),
    at,
    env,
  );
}

/** The first that is not null. */
export function coalesce(operands: readonly (() => Value)[], at: Origin, env: Environment): Value {
  const [first, ...rest] = operands;
  if (!first) return scalar(null, at);
  return orElse(first(), () => coalesce(rest, at, env), at, env, rest.length === 0);
}

function orElse(value: Value, otherwise: () => Value, at: Origin, env: Environment, last: boolean): Value {
  if (last) return value;
  switch (value.kind) {
    case "scalar":
      return value.value === null ? otherwise() : value;
    case "choice":
      return choose(value.when, orElse(value.then, otherwise, at, env, last), orElse(value.else, otherwise, at, env, last), at);
    case "reference":
      if (value.path.length === 0) return value;
      return choose(nullTest(value, at, env), otherwise(), value, at);
    case "constant":
    case "unknown":
      return choose(nullTest(value, at, env), otherwise(), value, at);
    default:
      return value;
  }
}

function nullTest(value: Value, at: Origin, env: Environment) {
  const name = canonical(value);
  const because = doubt(value) ?? { kind: "parameter", text: "The value is not known." };
  const test: Value = name === undefined ? unknown(because, at) : { kind: "constant", name: `equals(${name},null)`, because, at };
  return literal(test, at, env);
}

export function binary(expr: Expr & { kind: "binary" }, at: Origin, env: Environment, evaluate: Evaluate): Value {
  const { operator } = expr;
  const left = () => evaluate(expr.left, env);
  const right = () => evaluate(expr.right, env);
  switch (operator) {
    case "&&":
      return all([left, right], at, env);
    case "||":
      return any([left, right], at, env);
    case "??":
      return coalesce([left, right], at, env);
    case "!=":
    case "!~":
    case "==":
    case "=~": {
      const [a, b] = [left(), right()];
      env.step(Math.min(workOf(a), workOf(b)));
      const same = equality([a, b], operator.endsWith("~"), at);
      return operator.startsWith("!") ? not(same, at, env) : same;
    }
    default:
      return arithmetic(operator, [left(), right()], at);
  }
}

/** Equal or not; a constant test where that is not known. */
export function equality(args: readonly Value[], foldCase: boolean, at: Origin): Value {
  const applied = distribute(args, ([a, b]) => (a && b ? equalOnes(a, b, foldCase, at) : scalar(false, at)), at);
  return applied ?? opaque("equals", args, at);
}

function equalOnes(a: Value, b: Value, foldCase: boolean, at: Origin): Value {
  const known = equal(a, b, foldCase);
  if (known !== undefined) return scalar(known, at);
  const test = [a, b].find((side) => side.kind !== "scalar" || typeof side.value !== "boolean");
  const wanted = [a, b].find((side) => side.kind === "scalar" && typeof side.value === "boolean");
  if (test?.kind === "constant" && wanted?.kind === "scalar") return wanted.value ? test : opaque("not", [test], at);
  const ordered = [a, b].toSorted((x, y) => ((canonical(x) ?? "") < (canonical(y) ?? "") ? -1 : 1));
  return opaque(foldCase ? "equalsIgnoreCase" : "equals", ordered, at);
}

type Arithmetic = "+" | "-" | "*" | "/" | "%" | "<" | "<=" | ">" | ">=";

export function arithmetic(operator: Arithmetic, args: readonly Value[], at: Origin): Value {
  const applied = distribute(args, ([a, b]) => (a && b ? computed(operator, a, b, at) : scalar(null, at)), at);
  return applied ?? opaque(operator, args, at);
}

function computed(operator: Arithmetic, a: Value, b: Value, at: Origin): Value {
  if (a.kind !== "scalar" || b.kind !== "scalar") return opaque(operator, [a, b], at);
  if (typeof a.value === "string" && typeof b.value === "string") return compared(operator, a.value, b.value, at);
  if (typeof a.value !== "number" || typeof b.value !== "number")
    return wrong(`'${operator}' stands between values that are no numbers.`, at);
  return calculated(operator, a.value, b.value, at);
}

function compared(operator: Arithmetic, a: string, b: string, at: Origin): Value {
  const order = a === b ? 0 : a < b ? -1 : 1;
  return operator.startsWith("<") || operator.startsWith(">")
    ? calculated(operator, order, 0, at)
    : wrong(`'${operator}' stands between values that are no numbers.`, at);
}

function calculated(operator: Arithmetic, a: number, b: number, at: Origin): Value {
  switch (operator) {
    case "+":
      return scalar(a + b, at);
    case "-":
      return scalar(a - b, at);
    case "*":
      return scalar(a * b, at);
    case "/":
      return b === 0 ? wrong("This divides by zero.", at) : scalar(Math.trunc(a / b), at);
    case "%":
      return b === 0 ? wrong("This divides by zero.", at) : scalar(a % b, at);
    case "<":
      return scalar(a < b, at);
    case "<=":
      return scalar(a <= b, at);
    case ">":
      return scalar(a > b, at);
    case ">=":
      return scalar(a >= b, at);
  }
}
