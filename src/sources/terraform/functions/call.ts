import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import { scalar, unknown, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import type { Scope } from "../evaluate/scope.ts";
import { failsWithin, failure } from "../evaluate/values.ts";
import type { Expression } from "../syntax/tree.ts";
import { collections } from "./collections.ts";
import { conversions } from "./conversions.ts";
import { type Builtin, run } from "./define.ts";
import { encodings } from "./encodings.ts";
import { files } from "./files.ts";
import { hashes } from "./hashes.ts";
import { networks } from "./networks.ts";
import { numbers } from "./numbers.ts";
import { sets } from "./sets.ts";
import { strings } from "./strings.ts";
import { times } from "./times.ts";

/** By name. */
export const functions: ReadonlyMap<string, Builtin> = new Map<string, Builtin>(
  [strings, collections, sets, numbers, encodings, conversions, networks, hashes, times, files].flatMap((part) => Object.entries(part)),
);

/** Functions that give something else each time or need a secret. */
const never: { readonly [name: string]: string } = {
  timestamp: "The time is not known before it is deployed.",
  plantimestamp: "The time is not known before it is planned.",
  uuid: "This gives another value each time.",
  bcrypt: "This gives another value each time.",
  rsadecrypt: "This needs a private key.",
  base64gzip: "Compressed text is not worked out by the audit.",
};

type Evaluate = (expression: Expression, scope: Scope) => Value;

export function callFunction(expression: Extract<Expression, { kind: "call" }>, scope: Scope, at: Origin, evaluate: Evaluate): Value {
  const name = expression.name.replace(/^core::/, "");
  if (name === "try") return evaluateTry(expression.arguments, scope, at, evaluate);
  if (name === "can") return evaluateCan(expression.arguments, scope, at, evaluate);
  if (name === "provider::azurerm::normalise_resource_id" && expression.arguments[0]) return evaluate(expression.arguments[0], scope);
  const builtin = functions.get(name);
  if (!builtin) return notKnown(name, at);
  const args = expression.arguments.map((argument) => evaluate(argument, scope));
  const last = args.at(-1);
  if (!expression.expand || !last) return run(builtin, { name, at, scope }, args);
  return onEachSide([last], at, ([spread]) => {
    if (spread?.kind === "list" && !spread.open) return run(builtin, { name, at, scope }, [...args.slice(0, -1), ...spread.items]);
    if (spread?.kind === "list" && spread.open)
      return expandOpen(builtin, name, at, scope, [...args.slice(0, -1), ...spread.items], spread.open);
    return spread?.kind === "unknown" || spread?.kind === "constant"
      ? unknown(spread.because, at)
      : failure("Only a list can be spread over arguments.", at);
  });
}

function expandOpen(
  builtin: Builtin,
  name: string,
  at: Origin,
  scope: Scope,
  args: readonly Value[],
  because: Parameters<typeof unknown>[0],
): Value {
  return name === "merge" || name === "concat" || name === "setunion"
    ? run(builtin, { name, at, scope }, [...args, unknown(because, at)])
    : unknown(because, at);
}

function notKnown(name: string, at: Origin): Value {
  const why = own(never, name);
  if (why) return unknown({ kind: name.includes("time") || name === "uuid" || name === "bcrypt" ? "time" : "unsupported", text: why }, at);
  if (name.startsWith("provider::")) return unknown({ kind: "unsupported", text: `'${name}' belongs to a provider.` }, at);
  return failure(`There is no function '${name}'.`, at);
}

/** The first argument without an error; on each side of a choice by itself. */
function evaluateTry(args: readonly Expression[], scope: Scope, at: Origin, evaluate: Evaluate): Value {
  const [first, ...rest] = args;
  if (!first) return failure("None of the arguments of 'try' is without an error.", at);
  return onEachSide([evaluate(first, scope)], at, ([value]) =>
    !value || failsWithin(value) ? evaluateTry(rest, scope, at, evaluate) : value,
  );
}

function evaluateCan(args: readonly Expression[], scope: Scope, at: Origin, evaluate: Evaluate): Value {
  const [first] = args;
  if (!first) return failure("'can' takes one argument.", at);
  return onEachSide([evaluate(first, scope)], at, ([value]) => {
    if (!value || failsWithin(value)) return scalar(false, at);
    return value.kind === "unknown" ? value : scalar(true, at);
  });
}
