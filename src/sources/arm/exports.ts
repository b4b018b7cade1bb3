// What a template that Bicep compiled, or one written like it, gives to Bicep files to import.
import type { Exports } from "../../model/declaration.ts";
import { through } from "../../model/value.ts";
import { applyFunction, namespacesOf } from "./functions.ts";
import { at, itemsOf, type Json, type Member, membersOf, stringAt } from "./json.ts";
import { isNullable } from "./parameters.ts";
import type { Program } from "./program.ts";
import { variable } from "./variables.ts";

/** What the template marks for import; undefined when it marks nothing. */
export function exportsOf(program: Program): Exports | undefined {
  const variables = itemsOf(at(at(program.node, "metadata"), "__bicep_exported_variables!")).flatMap((one) => stringAt(one, "name") ?? []);
  const functions = new Map(namespacesOf(program.node).flatMap(({ namespace, members }) => members.filter(isMarked).map(named(namespace))));
  const types = new Map(
    membersOf(at(program.node, "definitions"))
      .filter(isMarked)
      .map(({ name, value }) => [name, value]),
  );
  if (variables.length + functions.size + types.size === 0) return undefined;
  return {
    variables,
    variable: (name, use) => {
      const value = variables.includes(name) ? variable(program, name) : undefined;
      return value && through(value, use);
    },
    apply: (name, args, use) => {
      const definition = functions.get(name);
      return definition && applyFunction(program, definition, args, use);
    },
    mayBeNull: ([name = "", ...members]) => {
      const type = members.reduce<Json | undefined>((inner, member) => at(at(inner, "properties"), member), types.get(name));
      return type !== undefined && isNullable(program, type);
    },
  };
}

/** Functions of Bicep's own namespace go by their name alone. */
function named(namespace: string): (member: Member) => readonly [string, Json] {
  return ({ name, value }) => [namespace === "__bicep" ? name : `${namespace}.${name}`, value];
}

function isMarked({ value }: Member): boolean {
  const mark = at(at(value, "metadata"), "__bicep_export!");
  return mark?.kind === "scalar" && mark.value === true;
}
