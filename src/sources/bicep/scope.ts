// Where something is deployed to, or where it lies: the `scope` of modules and of existing resources.
import { branch } from "../../expression/choose.ts";
import type { Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Value } from "../../model/value.ts";
import { ownName, typeOf } from "./names.ts";
import { originOf, type Program } from "./program.ts";

export interface Home {
  readonly subscription?: Value;
  readonly resourceGroup?: Value;
}

const functions: ReadonlySet<string> = new Set(["resourcegroup", "subscription", "managementgroup", "tenant"]);

/** Whether a `scope` names a place to deploy to, and not a resource that is extended. */
export function isHome(scope: Expr, program: Program, env: Environment): boolean {
  switch (scope.kind) {
    case "call":
      return functions.has(scope.name.toLowerCase());
    case "ternary":
      return isHome(scope.then, program, env) || isHome(scope.else, program, env);
    case "nonNull":
      return isHome(scope.operand, program, env);
    default:
      return groupName(scope, program, env) !== undefined;
  }
}

/** Subscription and resource group that a `scope` names, where it differs from what is around it. */
export function homeOf(scope: Expr, program: Program, env: Environment): Home | undefined {
  switch (scope.kind) {
    case "call":
      return ofCall(scope, env);
    case "nonNull":
      return homeOf(scope.operand, program, env);
    case "ternary":
      return ofTernary(scope, program, env);
    default: {
      const name = groupName(scope, program, env);
      return name && { resourceGroup: name };
    }
  }
}

function ofCall(call: Expr & { kind: "call" }, env: Environment): Home | undefined {
  const [first, second] = call.arguments.map((argument) => evaluate(argument, env));
  if (!first) return undefined;
  if (call.name.toLowerCase() === "subscription") return { subscription: first };
  if (call.name.toLowerCase() !== "resourcegroup") return undefined;
  return second ? { subscription: first, resourceGroup: second } : { resourceGroup: first };
}

function ofTernary(scope: Expr & { kind: "ternary" }, program: Program, env: Environment): Home | undefined {
  const then = homeOf(scope.then, program, env) ?? {};
  const other = homeOf(scope.else, program, env) ?? {};
  const test = evaluate(scope.test, env);
  const at = originOf(program, scope);
  if (test.kind === "scalar") return test.value === true ? then : other;
  const here = (part: keyof Home): Value | undefined => {
    const [a, b] = [then[part], other[part]];
    if (!a && !b) return undefined;
    const own = {
      kind: "constant",
      name: part,
      because: { kind: "parameter", text: "This is where the template is deployed to." },
      at,
    } as const;
    return branch(
      test,
      () => a ?? own,
      () => b ?? own,
      at,
      env,
    );
  };
  const [subscription, resourceGroup] = [here("subscription"), here("resourceGroup")];
  return { ...(subscription && { subscription }), ...(resourceGroup && { resourceGroup }) };
}

/** The name of the declared resource group that a symbol stands for. */
function groupName(scope: Expr, program: Program, env: Environment): Value | undefined {
  if (scope.kind !== "symbol" && scope.kind !== "index" && scope.kind !== "nested") return undefined;
  const value = evaluate(scope, env);
  if (value.kind !== "reference" || value.to.by !== "key") return undefined;
  const instance = program.instances.get(value.to.key);
  if (!instance || typeOf(instance).type.toLowerCase() !== "microsoft.resources/resourcegroups") return undefined;
  return ownName(program, instance);
}
