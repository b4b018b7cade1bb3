import { condition } from "../../expression/choose.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { both, excludes } from "../../model/look.ts";
import type { Condition } from "../../model/value.ts";
import { type Instance, originOf, type Program } from "./program.ts";

/** When an instance is deployed, its module's and its parents' conditions included; undefined when it never is. */
export function conditionOf(program: Program, instance: Instance): Condition | undefined {
  const outer = instance.parent ? conditionOf(program, instance.parent) : program.call.condition;
  if (!outer) return undefined;
  const around = both(outer, instance.within);
  const { when } = instance.statement.body;
  const own = when ? condition(evaluate(when, instance.env), originOf(program, when), instance.env) : [];
  if (!own || excludes(around, own) || excludes(outer, instance.within)) return undefined;
  return both(around, own);
}
