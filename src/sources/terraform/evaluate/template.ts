import type { Origin } from "../../../model/origin.ts";
import { type Reason, scalar, text, unknown, type Value } from "../../../model/value.ts";
import type { Expression, TemplatePart } from "../syntax/tree.ts";
import { branch, onEachSide } from "./choices.ts";
import { walkOver } from "./for.ts";
import { bind, type Scope } from "./scope.ts";
import { failure, numberText, tooMuch } from "./values.ts";

type Evaluate = (expression: Expression, scope: Scope) => Value;

/** A template that is one interpolation is that value, whatever its type; anything else is a string. */
export function evaluateTemplate(parts: readonly TemplatePart[], scope: Scope, at: Origin, evaluate: Evaluate): Value {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "value") return evaluate(only.value, scope);
  return join(
    parts.map((part) => partValue(part, scope, evaluate)),
    at,
  );
}

const longestText = 4_000_000;

function join(parts: readonly Value[], at: Origin): Value {
  return onEachSide(parts, at, (sides) => {
    const strings = sides.map((side) => stringPart(side));
    const failed = strings.find((part) => part.kind === "unknown" && part.because.kind === "error");
    const length = strings.reduce((sum, part) => sum + (part.kind === "scalar" ? String(part.value).length : 0), 0);
    return failed ?? (length > longestText ? unknown(tooMuch, at) : text(strings, at));
  });
}

/** A value as a part of a string. */
export function stringPart(value: Value): Value {
  if (value.kind === "list" || value.kind === "object") return failure("A collection cannot stand in a string.", value.at);
  if (value.kind !== "scalar") return value;
  if (value.value === null) return failure("A null cannot stand in a string.", value.at);
  if (typeof value.value === "number") return { ...value, value: numberText(value.value) };
  return { ...value, value: String(value.value) };
}

function partValue(part: TemplatePart, scope: Scope, evaluate: Evaluate): Value {
  const at: Origin = { from: "file", uri: scope.uri, start: part.start, end: part.end };
  switch (part.kind) {
    case "text":
      return scalar(part.text, at);
    case "value":
      return evaluate(part.value, scope);
    case "if": {
      const side = (parts: readonly TemplatePart[]) => (): Value =>
        join(
          parts.map((inner) => partValue(inner, scope, evaluate)),
          at,
        );
      return onEachSide([evaluate(part.test, scope)], at, ([test]) =>
        test ? branch(test, at, side(part.yes), side(part.no)) : scalar("", at),
      );
    }
    case "for":
      return loop(part, scope, at, evaluate);
  }
}

function loop(part: Extract<TemplatePart, { kind: "for" }>, scope: Scope, at: Origin, evaluate: Evaluate): Value {
  return onEachSide([evaluate(part.over, scope)], at, ([over]) => {
    const walked = over ? walkOver(over, at) : undefined;
    if (!walked) return failure("A template's 'for' can only go over a collection.", at);
    const rounds = walked.items.map((item) => {
      if (scope.budget.steps < 0) return unknown(tooMuch, at);
      const inner = bind(scope, [...(part.key ? [[part.key, item.key] as const] : []), [part.value, item.value]]);
      return join(
        part.body.map((one) => partValue(one, inner, evaluate)),
        at,
      );
    });
    return join(walked.open ? [...rounds, more(walked.open, at)] : rounds, at);
  });
}

function more(because: Reason, at: Origin): Value {
  return unknown(because, at);
}
