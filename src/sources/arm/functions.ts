// Functions that a template defines for itself.
import { bind } from "../../expression/environment.ts";
import type { Origin } from "../../model/origin.ts";
import { through, type Value } from "../../model/value.ts";
import { at, itemsOf, type Json, type Member, membersOf, stringAt } from "./json.ts";
import type { Program } from "./program.ts";
import { jsonValue } from "./value.ts";

/** The definition of a function in one of the template's namespaces. */
export function functionOf(program: Program, namespace: string, name: string): Json | undefined {
  const owner = program.names ?? program;
  return namespacesOf(owner.node)
    .find((one) => one.namespace.toLowerCase() === namespace.toLowerCase())
    ?.members.find((member) => member.name.toLowerCase() === name.toLowerCase())?.value;
}

export function namespacesOf(template: Json): readonly { readonly namespace: string; readonly members: readonly Member[] }[] {
  return itemsOf(at(template, "functions")).map((one) => ({
    namespace: stringAt(one, "namespace") ?? "",
    members: membersOf(at(one, "members")),
  }));
}

/** What a function makes of values: it sees its parameters, and no others. Undefined when its definition has no output. */
export function applyFunction(program: Program, definition: Json, args: readonly Value[], place: Origin): Value | undefined {
  const symbols = new Map<string, Value>();
  for (const [index, declared] of itemsOf(at(definition, "parameters")).entries()) {
    const arg = args[index];
    if (arg) symbols.set(parameterSymbol(stringAt(declared, "name") ?? ""), arg);
  }
  const output = at(at(definition, "output"), "value");
  const owner = program.names ?? program;
  return output ? through(jsonValue(output, owner.document, bind(owner.env, symbols)), place) : undefined;
}

/** Under which name a function's parameter is bound. */
export function parameterSymbol(name: string): string {
  return `parameter ${name.toLowerCase()}`;
}
