import { bounded } from "../../expression/canonical.ts";
import { unknown, type Value } from "../../model/value.ts";
import { at, type Json, memberOf, stringAt } from "./json.ts";
import { complain, originOf, type Program } from "./program.ts";
import { jsonValue, looped, loopsOf } from "./value.ts";

/** The value of a variable; undefined when the template has none of the name. */
export function variable(program: Program, name: string): Value | undefined {
  const owner = program.names ?? program;
  const key = `variable ${name.toLowerCase()}`;
  const known = owner.values.get(key);
  if (known && known !== "busy") return known;
  const found = definitionOf(at(owner.node, "variables"), name);
  if (!found) return undefined;
  if (known) {
    const place = originOf(owner, found.node);
    const text = `The variable '${name}' refers to itself, so it has no value.`;
    complain(owner.shared, place, text);
    return unknown({ kind: "error", text, at: place }, place);
  }
  owner.values.set(key, "busy");
  const value = bounded(
    found.loop ? looped(found.node, owner.document, owner.env).value : jsonValue(found.node, owner.document, owner.env),
  );
  owner.values.set(key, value);
  return value;
}

function definitionOf(variables: Json | undefined, name: string): { readonly node: Json; readonly loop: boolean } | undefined {
  const member = memberOf(variables, name);
  if (member && !(name.toLowerCase() === "copy" && loopsOf(member.value))) return { node: member.value, loop: false };
  const loops = loopsOf(at(variables, "copy") ?? { kind: "broken", start: 0, end: 0 });
  const loop = loops?.find((one) => stringAt(one, "name")?.toLowerCase() === name.toLowerCase());
  return loop && { node: loop, loop: true };
}
