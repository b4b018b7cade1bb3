// Every function of the template language by its name: one table for Bicep's `sys` and `az` and for ARM.
import { unknown, type Value } from "../model/value.ts";
import { type Call, type Family, type Fn, wrong } from "./call.ts";
import { limit, opaque, workOf } from "./canonical.ts";
import { distribute } from "./choose.ts";
import { arrayFunctions } from "./functions/array.ts";
import { cidrFunctions } from "./functions/cidr.ts";
import { dateFunctions } from "./functions/date.ts";
import { deploymentFunctions } from "./functions/deployment.ts";
import { lambdaFunctions } from "./functions/lambda.ts";
import { logicFunctions } from "./functions/logic.ts";
import { numberFunctions } from "./functions/number.ts";
import { objectFunctions } from "./functions/object.ts";
import { resourceFunctions } from "./functions/resource.ts";
import { stringFunctions } from "./functions/string.ts";
import { templateFunctions } from "./functions/template.ts";
import { uriFunctions } from "./functions/uri.ts";

const families: readonly Family[] = [
  arrayFunctions,
  cidrFunctions,
  dateFunctions,
  deploymentFunctions,
  lambdaFunctions,
  logicFunctions,
  numberFunctions,
  objectFunctions,
  resourceFunctions,
  stringFunctions,
  templateFunctions,
  uriFunctions,
];

/** Keyed by lower-case name. */
export const library: ReadonlyMap<string, Fn> = new Map(
  families.flatMap((family) => Object.entries(family).map(([name, fn]) => [name.toLowerCase(), fn] as const)),
);

export function applyLibrary(call: Call): Value {
  const fn = library.get(call.name.toLowerCase());
  if (!fn)
    return /^list[a-z]+$/i.test(call.name) ? unknown(secretOf(call.name), call.at) : wrong(`There is no function '${call.name}'.`, call.at);
  if (fn.kind === "nature") return unknown({ ...fn.because, at: call.at }, call.at);
  if (call.args.length < fn.min || call.args.length > fn.max)
    return wrong(`'${call.name}' does not take ${call.args.length} arguments.`, call.at);
  if (fn.kind === "special") return fn.apply(call);
  const args = call.args.map((arg) => call.evaluate(arg, call.env));
  if (!call.env.step(args.reduce((sum, arg) => sum + workOf(arg), 0)))
    return unknown(limit("The template takes more steps to evaluate than are followed."), call.at);
  const apply = (known: readonly Value[]) => fn.apply(known, call) ?? opaque(call.name, known, call.at);
  const value = fn.whole ? apply(args) : (distribute(args, apply, call.at) ?? opaque(call.name, args, call.at));
  call.env.step(workOf(value));
  return value;
}

function secretOf(name: string) {
  return { kind: "azure", text: `Only Azure answers '${name}', and what it gives is secret.` } as const;
}
