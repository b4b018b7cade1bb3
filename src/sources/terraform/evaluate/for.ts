import type { Origin } from "../../../model/origin.ts";
import { list, type Property, type Reason, scalar, unknown, type Value } from "../../../model/value.ts";
import type { Expression } from "../syntax/tree.ts";
import { onEachSide } from "./choices.ts";
import { bind, type Scope } from "./scope.ts";
import { asText, failure, isNull, isRepeated, isSet, record, sortedProperties, tooMuch } from "./values.ts";

type For = Extract<Expression, { kind: "for" }>;
type Evaluate = (expression: Expression, scope: Scope) => Value;

interface Walked {
  readonly items: readonly { readonly key: Value; readonly value: Value }[];
  /** Set when there may be more. */
  readonly open?: Reason;
}

/** What a `for`, a `for_each` or a template's `for` goes over, in Terraform's order; undefined for what has no items. */
export function walkOver(value: Value, at: Origin): Walked | undefined {
  switch (value.kind) {
    case "list": {
      if (isRepeated(value)) return { items: [{ key: value.each, value: value.each }], open: value.open };
      const items = value.items.map((item, position) => ({ key: isSet(value) ? item : scalar(position, at), value: item }));
      return value.open ? { items, open: value.open } : { items };
    }
    case "object": {
      const items = sortedProperties(value).map((property) => ({ key: scalar(property.name, property.at), value: property.value }));
      return value.open ? { items, open: value.open } : { items };
    }
    case "unknown":
      return { items: [], open: value.because };
    case "constant":
      return { items: [], open: value.because };
    case "reference":
      return { items: [], open: { kind: "azure", text: "This is read from another resource when it is deployed." } };
    default:
      return undefined;
  }
}

export function evaluateFor(expression: For, scope: Scope, at: Origin, evaluate: Evaluate): Value {
  return onEachSide([evaluate(expression.over, scope)], at, ([over]) => {
    if (!over || isNull(over)) return failure("A 'for' goes over null here.", at);
    if (over.kind === "unknown" && over.because.kind === "error") return over;
    const walked = walkOver(over, at);
    if (!walked) return failure("A 'for' can only go over a collection.", at);
    return expression.keyBody
      ? forObject(expression, expression.keyBody, walked, scope, at, evaluate)
      : forList(expression, walked, scope, at, evaluate);
  });
}

function forList(expression: For, walked: Walked, scope: Scope, at: Origin, evaluate: Evaluate): Value {
  const items: Value[] = [];
  let open = walked.open;
  for (const item of walked.items) {
    if (scope.budget.steps < 0) return unknown(tooMuch, at);
    const inner = innerScope(expression, item, scope);
    const kept = filter(expression, inner, evaluate);
    if (kept === true) items.push(evaluate(expression.body, inner));
    else if (kept !== false) {
      if (kept.kind === "error") return failure(kept.text, at);
      open = kept;
    }
  }
  return list(items, at, open);
}

function forObject(expression: For, keyBody: Expression, walked: Walked, scope: Scope, at: Origin, evaluate: Evaluate): Value {
  const properties = new Map<string, Property>();
  const groups = new Map<string, Value[]>();
  let open = walked.open;
  for (const item of walked.items) {
    if (scope.budget.steps < 0) return unknown(tooMuch, at);
    const inner = innerScope(expression, item, scope);
    const kept = filter(expression, inner, evaluate);
    const key = kept === true ? evaluate(keyBody, inner) : undefined;
    const name = key ? asText(key) : kept;
    if (name === false || name === true) continue;
    if (typeof name !== "string") {
      if (name.kind === "error") return failure(name.text, at);
      open = name;
      continue;
    }
    const value = evaluate(expression.body, inner);
    const group = [...(groups.get(name) ?? []), value];
    if (group.length > 1 && !expression.grouped) return failure(`Two items of this 'for' have the key '${name}'.`, at);
    groups.set(name, group);
    properties.set(name, { name, at: key?.at ?? at, value: expression.grouped ? list(group, at) : value });
  }
  return record(properties.values(), at, open);
}

function innerScope(expression: For, item: { key: Value; value: Value }, scope: Scope): Scope {
  return bind(scope, [...(expression.key ? [[expression.key, item.key] as const] : []), [expression.value, item.value]]);
}

function filter(expression: For, scope: Scope, evaluate: Evaluate): boolean | Reason {
  if (!expression.when) return true;
  const test = evaluate(expression.when, scope);
  if (test.kind === "scalar") return test.value === true || test.value === "true";
  return test.kind === "choice"
    ? test.when.because
    : (reasonOf(test) ?? { kind: "error", text: "The filter of a 'for' is not a condition." });
}

function reasonOf(test: Value): Reason | undefined {
  const reason = asText(test);
  return typeof reason === "string" ? undefined : reason;
}
