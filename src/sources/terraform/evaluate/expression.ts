// Expressions of Terraform's language to values of the model.
import type { Origin } from "../../../model/origin.ts";
import { list, type Property, type Reason, scalar, unknown, type Value } from "../../../model/value.ts";
import { callFunction } from "../functions/call.ts";
import type { Expression, Member } from "../syntax/tree.ts";
import { attributeOfValue, indexOfValue, splatOfValue } from "./access.ts";
import { branch, onEachSide } from "./choices.ts";
import { evaluateFor } from "./for.ts";
import { binary, unary } from "./operator.ts";
import type { Scope } from "./scope.ts";
import { bounded } from "./size.ts";
import { evaluateTemplate } from "./template.ts";
import { asText, failure, isNull, record, tooMuch } from "./values.ts";

/** Total. An expression in error is unknown with reason `error`, which `try` and `can` see. */
export function evaluate(expression: Expression, scope: Scope): Value {
  const at: Origin = { from: "file", uri: scope.uri, start: expression.start, end: expression.end };
  if (--scope.budget.steps < 0 || scope.budget.depth > deepest) return unknown(tooMuch, at);
  scope.budget.depth++;
  const value = evaluateHere(expression, scope, at);
  scope.budget.depth--;
  return builds.has(expression.kind) ? bounded(value) : value;
}

/** Expressions that make larger values out of smaller ones. */
const builds: ReadonlySet<Expression["kind"]> = new Set(["template", "list", "object", "for", "call"]);

/** A step of evaluation takes several frames of the stack. */
const deepest = 500;

function evaluateHere(expression: Expression, scope: Scope, at: Origin): Value {
  switch (expression.kind) {
    case "literal":
      return scalar(expression.value, at);
    case "parens":
      return evaluate(expression.inner, scope);
    case "template":
      return evaluateTemplate(expression.parts, scope, at, evaluate);
    case "list":
      return list(
        expression.items.map((item) => evaluate(item, scope)),
        at,
      );
    case "object":
      return evaluateObject(expression.members, scope, at);
    case "variable":
      return scope.bound.get(expression.name) ?? failure(`'${expression.name}' is not the name of anything here.`, at);
    case "attribute":
      return evaluateAttribute(expression, scope, at);
    case "index":
      return indexOfValue(evaluate(expression.base, scope), evaluate(expression.index, scope), at);
    case "splat":
      return splatOfValue(evaluate(expression.base, scope), expression.steps, (index) => evaluate(index, scope), at);
    case "unary":
      return unary(expression.operator, evaluate(expression.operand, scope), at);
    case "binary":
      return binary(expression.operator, evaluate(expression.left, scope), () => evaluate(expression.right, scope), at);
    case "conditional":
      return evaluateConditional(expression, scope, at);
    case "for":
      return evaluateFor(expression, scope, at, evaluate);
    case "call":
      return callFunction(expression, scope, at, evaluate);
    case "broken":
      return unknown({ kind: "unread", text: expression.message, at }, at);
  }
}

function evaluateObject(members: readonly Member[], scope: Scope, at: Origin): Value {
  const properties: Property[] = [];
  let open: Reason | undefined;
  for (const member of members) {
    const key = evaluate(member.key, scope);
    const name = asText(key);
    const nameAt: Origin = { from: "file", uri: scope.uri, start: member.key.start, end: member.key.end };
    if (typeof name === "string") properties.push({ name, at: nameAt, value: evaluate(member.value, scope) });
    else open = name;
  }
  return record(properties, at, open);
}

function evaluateAttribute(expression: Extract<Expression, { kind: "attribute" }>, scope: Scope, at: Origin): Value {
  const { base, name } = expression;
  if (base.kind === "variable" && !scope.bound.has(base.name)) {
    if (base.name === "data" || base.name === "resource" || base.name === "ephemeral")
      return failure("A name is missing after the type.", at);
    return scope.names.lookUp(base.name, name, at) ?? failure(`'${base.name}.${name}' is not declared in this module.`, at);
  }
  if (base.kind === "attribute" && base.base.kind === "variable" && !scope.bound.has(base.base.name)) {
    const root = base.base.name;
    if (root === "data" || root === "ephemeral" || root === "resource") {
      const type = root === "resource" ? base.name : `${root}.${base.name}`;
      return scope.names.lookUp(type, name, at) ?? failure(`'${type}.${name}' is not declared in this module.`, at);
    }
  }
  return attributeOfValue(evaluate(base, scope), name, at);
}

/** Both sides take one type: a number beside a string becomes one. */
function evaluateConditional(expression: Extract<Expression, { kind: "conditional" }>, scope: Scope, at: Origin): Value {
  const test = evaluate(expression.test, scope);
  if (isNull(test)) return failure("The condition is null.", at);
  const side = (taken: Expression, other: Expression): Value => {
    const value = evaluate(taken, scope);
    if (!isTextual(other) || value.kind !== "scalar" || value.value === null || typeof value.value === "string") return value;
    return { ...value, value: asText(value) as string };
  };
  return onEachSide([test], at, ([known = test]) => {
    if (known.kind === "scalar" && typeof known.value !== "boolean" && known.value !== "true" && known.value !== "false") {
      return failure("The condition is neither true nor false.", at);
    }
    return branch(
      known,
      at,
      () => side(expression.yes, expression.no),
      () => side(expression.no, expression.yes),
    );
  });
}

function isTextual(expression: Expression): boolean {
  if (expression.kind === "literal") return typeof expression.value === "string";
  return expression.kind === "template" && !(expression.parts.length === 1 && expression.parts[0]?.kind === "value");
}
