import type { Origin } from "../../../model/origin.ts";
import { scalar, type Value } from "../../../model/value.ts";
import type { Operator } from "../syntax/tree.ts";
import { branch, onEachSide } from "./choices.ts";
import { exactIdentity, failure, isKnown, isNull, isSet, symbolic } from "./values.ts";

export function unary(operator: "!" | "-", operand: Value, at: Origin): Value {
  if (operator === "!") return not(operand, at);
  return onEachSide([operand], at, ([value = operand]) => {
    const number = asNumber(value);
    if (number !== undefined) return scalar(-number, at);
    return value.kind === "scalar" ? failure("A number is needed after '-'.", at) : symbolic("-", [value], at);
  });
}

function not(operand: Value, at: Origin): Value {
  if (isNull(operand)) return failure("A condition is null here.", at);
  if (operand.kind === "unknown") return operand;
  return branch(
    operand,
    at,
    () => scalar(false, at),
    () => scalar(true, at),
  );
}

/** `left` and `right` are worked out only when they are asked for: `&&` and `||` may not need the second. */
export function binary(operator: Operator, left: Value, right: () => Value, at: Origin): Value {
  if (operator === "&&" || operator === "||") return logical(operator, left, right(), at);
  return onEachSide([left, right()], at, ([a = left, b = left]) => {
    if (operator === "==" || operator === "!=") {
      const same = equal(a, b, at);
      return operator === "==" ? same : not(same, at);
    }
    return arithmetic(operator, a, b, at);
  });
}

function logical(operator: "&&" | "||", left: Value, right: Value, at: Origin): Value {
  if (isNull(left) || isNull(right)) return failure("A condition is null here.", at);
  if (left.kind === "unknown" && right.kind === "scalar") {
    const decides = (right.value === true || right.value === "true") === (operator === "||");
    return decides ? right : left;
  }
  if (left.kind === "unknown") return left;
  return operator === "&&"
    ? branch(
        left,
        at,
        () => right,
        () => scalar(false, at),
      )
    : branch(
        left,
        at,
        () => scalar(true, at),
        () => right,
      );
}

/** Terraform's equality: values of different types are not equal, a set is not a list. */
export function equal(a: Value, b: Value, at: Origin): Value {
  if (a.kind === "unknown") return a;
  if (b.kind === "unknown") return b;
  if (isNull(a) && neverNull(b)) return scalar(isNull(b), at);
  if (isNull(b) && neverNull(a)) return scalar(isNull(a), at);
  if (isKnown(a) && isKnown(b)) return scalar(isSet(a) === isSet(b) && exactIdentity(a) === exactIdentity(b), at);
  const [x, y] = [exactIdentity(a), exactIdentity(b)];
  if (x !== undefined && x === y) return scalar(true, at);
  if (isEmptyText(a) && isId(b)) return scalar(false, at);
  if (isEmptyText(b) && isId(a)) return scalar(false, at);
  if (a.kind === "scalar" && typeof a.value === "boolean") return a.value ? b : not(b, at);
  if (b.kind === "scalar" && typeof b.value === "boolean") return b.value ? a : not(a, at);
  const ordered = (x ?? "") <= (y ?? "") ? [a, b] : [b, a];
  return symbolic("equal", ordered, at);
}

function neverNull(value: Value): boolean {
  return value.kind === "scalar" || value.kind === "text" || value.kind === "list" || value.kind === "object" || isId(value);
}

function isId(value: Value): boolean {
  return value.kind === "reference" && value.path.length === 0;
}

function isEmptyText(value: Value): boolean {
  return value.kind === "scalar" && value.value === "";
}

function arithmetic(operator: Exclude<Operator, "==" | "!=" | "&&" | "||">, a: Value, b: Value, at: Origin): Value {
  const [x, y] = [asNumber(a), asNumber(b)];
  if (x === undefined || y === undefined) {
    const wrong =
      [a, b].find((value) => value.kind === "scalar" && asNumber(value) === undefined) ??
      [a, b].find((value) => value.kind === "list" || value.kind === "object");
    return wrong ? failure(`A number is needed on both sides of '${operator}'.`, at) : symbolic(operator, [a, b], at);
  }
  switch (operator) {
    case "+":
      return scalar(decimal(x + y), at);
    case "-":
      return scalar(decimal(x - y), at);
    case "*":
      return scalar(decimal(x * y), at);
    case "/":
      return y === 0 ? failure("This divides by zero.", at) : scalar(x / y, at);
    case "%":
      return scalar(y === 0 ? x : decimal(x % y), at);
    case "<":
      return scalar(x < y, at);
    case "<=":
      return scalar(x <= y, at);
    case ">":
      return scalar(x > y, at);
    case ">=":
      return scalar(x >= y, at);
  }
}

/** Terraform counts in decimals: 0.1 + 0.2 is 0.3. */
function decimal(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** A number, or a string that is one. */
export function asNumber(value: Value): number | undefined {
  if (value.kind !== "scalar") return undefined;
  if (typeof value.value === "number") return value.value;
  if (typeof value.value !== "string" || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.value)) return undefined;
  return Number(value.value);
}
