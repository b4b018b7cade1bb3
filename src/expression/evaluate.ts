import { fileOrigin, type Origin } from "../model/origin.ts";
import { scalar, unknown, type Value } from "../model/value.ts";
import { entry, member } from "./access.ts";
import { arrayOf, joinedText, loop, objectOf } from "./build.ts";
import { wrong } from "./call.ts";
import { limit, workOf } from "./canonical.ts";
import { branch } from "./choose.ts";
import { enter, leave } from "./depth.ts";
import type { Environment } from "./environment.ts";
import { applyLibrary } from "./library.ts";
import { binary, unary } from "./operators.ts";
import type { Expr } from "./tree.ts";

/** The value of an expression. Total: what is wrong or not known is a value that says so. Depth is bounded by the tree's own. */
export function evaluate(expr: Expr, env: Environment): Value {
  const at = fileOrigin(env.uri, expr.start, expr.end);
  if (!env.step()) return unknown(limit("The template takes more steps to evaluate than are followed."), at);
  if (!enter()) return unknown(limit("The template refers on through more values than are followed."), at);
  const value = evaluated(expr, at, env);
  leave();
  if (expr.kind === "interpolation" || expr.kind === "array" || expr.kind === "object") env.step(workOf(value));
  return value;
}

function evaluated(expr: Expr, at: Origin, env: Environment): Value {
  switch (expr.kind) {
    case "literal":
      return scalar(expr.value, at);
    case "interpolation":
      return joinedText(
        expr.parts.map((part) => evaluate(part, env)),
        at,
      );
    case "object":
      return objectOf(expr.members, at, env, evaluate);
    case "array":
      return arrayOf(expr.items, at, env, evaluate);
    case "symbol":
      return env.symbol(expr.name, at) ?? wrong(`There is no '${expr.name}' here.`, at);
    case "call":
      return called(expr, at, env);
    case "member":
      return member(evaluate(expr.base, env), expr.name, expr.safe, at, env);
    case "index": {
      const base = evaluate(expr.base, env);
      return entry(base, evaluate(expr.index, env), expr, at, env);
    }
    case "nested":
      return nested(expr, at, env);
    case "unary":
      return unary(expr.operator, evaluate(expr.operand, env), at, env);
    case "binary":
      return binary(expr, at, env, evaluate);
    case "ternary":
      return branch(
        evaluate(expr.test, env),
        () => evaluate(expr.then, env),
        () => evaluate(expr.else, env),
        at,
        env,
      );
    case "nonNull":
      return evaluate(expr.operand, env);
    case "lambda":
      return wrong("A lambda stands only as an argument of a function.", at);
    case "for":
      return loop(expr, at, env, evaluate);
    case "broken":
      return wrong(expr.message, at);
  }
}

function called(expr: Expr & { kind: "call" }, at: Origin, env: Environment): Value {
  const own = env.call(expr.name, expr.arguments, at, env, expr.base);
  if (own) return own;
  const { base } = expr;
  if (!base || isLibrary(base)) return applyLibrary({ name: expr.name, args: expr.arguments, at, env, evaluate });
  if (/^list/i.test(expr.name))
    return unknown({ kind: "azure", text: `Only Azure answers '${expr.name}', and what it gives is secret.`, at }, at);
  if (expr.name.toLowerCase() === "getsecret")
    return unknown({ kind: "secret", text: "This is a secret of a key vault, which is read when it is deployed.", at }, at);
  return wrong(`There is no function '${expr.name}' here.`, at);
}

function isLibrary(base: Expr): boolean {
  return base.kind === "symbol" && (base.name === "sys" || base.name === "az");
}

function nested(expr: Expr & { kind: "nested" }, at: Origin, env: Environment): Value {
  const base = evaluate(expr.base, env);
  const found = base.kind === "reference" ? env.property(base.to, ["::", expr.name], at) : undefined;
  if (found) return found;
  return base.kind === "unknown" ? unknown(base.because, at) : wrong(`There is no nested resource '${expr.name}' here.`, at);
}
