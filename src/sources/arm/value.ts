// JSON of a template into values.
import { bounded, bounds, doubt, isReason, limit, turns } from "../../expression/canonical.ts";
import { distribute } from "../../expression/choose.ts";
import { enter, leave } from "../../expression/depth.ts";
import { bind, type Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { fileOrigin, type Origin } from "../../model/origin.ts";
import { list, object, type Property, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { type Document, expressionOf } from "./document.ts";
import { itemsOf, type Json, type Member, at as memberAt, stringAt } from "./json.ts";

/** The value of a node, expressions in it evaluated. Total. */
export function jsonValue(node: Json, document: Document, env: Environment): Value {
  const place = fileOrigin(env.uri, node.start, node.end);
  if (!env.step() || !enter()) return unknown(limit("The template is larger or deeper than is followed."), place);
  const value = spelt(node, document, env, place);
  leave();
  return value;
}

function spelt(node: Json, document: Document, env: Environment, place: Origin): Value {
  switch (node.kind) {
    case "scalar":
      return scalar(node.value, place);
    case "string": {
      const expr = expressionOf(document, node);
      if (expr) return evaluate(expr, env);
      return scalar(node.value.startsWith("[[") ? node.value.slice(1) : node.value, place);
    }
    case "array":
      return list(
        node.items.map((item) => jsonValue(item, document, env)),
        place,
      );
    case "object":
      return objectOf(node.members, document, env, place);
    case "broken":
      return unknown({ kind: "error", text: "This cannot be read.", at: place }, place);
  }
}

/** The value of a node as it stands: strings are no expressions. */
export function literalOf(node: Json, uri: string): Value {
  const place = fileOrigin(uri, node.start, node.end);
  switch (node.kind) {
    case "scalar":
    case "string":
      return scalar(node.value, place);
    case "array":
      return list(
        node.items.map((item) => literalOf(item, uri)),
        place,
      );
    case "object":
      return object(
        node.members.map((member) => ({
          name: member.name,
          at: fileOrigin(uri, member.start, member.nameEnd),
          value: literalOf(member.value, uri),
        })),
        place,
      );
    case "broken":
      return unknown({ kind: "error", text: "This cannot be read.", at: place }, place);
  }
}

/** An object of members; a `copy` among them makes properties that are lists. */
export function objectOf(members: readonly Member[], document: Document, env: Environment, place: Origin): Value {
  const props: Property[] = [];
  let open: Reason | undefined;
  for (const member of members) {
    const loops = member.name.toLowerCase() === "copy" ? loopsOf(member.value) : undefined;
    if (loops) {
      for (const loop of loops) props.push(looped(loop, document, env));
      continue;
    }
    const name = nameOf(member, document, env);
    if (typeof name === "string")
      props.push({ name, at: fileOrigin(env.uri, member.start, member.nameEnd), value: jsonValue(member.value, document, env) });
    else open ??= name;
  }
  return object(props, place, open);
}

/** A property's name, which may be an expression; the reason when it is not known. */
function nameOf(member: Member, document: Document, env: Environment): string | Reason {
  if (!member.name.startsWith("[")) return member.name;
  const value = jsonValue({ kind: "string", value: member.name, start: member.start, end: member.nameEnd }, document, env);
  if (value.kind === "scalar") return `${value.value}`;
  return doubt(value) ?? { kind: "error", text: "The name of this property is no text.", at: value.at };
}

/** The loops of a `copy` member; undefined when it is a property of that name. */
export function loopsOf(node: Json): readonly Json[] | undefined {
  const items = itemsOf(node);
  return items.length > 0 && items.every((item) => stringAt(item, "name") !== undefined && memberAt(item, "input")) ? items : undefined;
}

export function looped(loop: Json, document: Document, env: Environment): Property {
  const place = fileOrigin(env.uri, loop.start, loop.end);
  const name = stringAt(loop, "name") ?? "";
  const [count, input] = [memberAt(loop, "count"), memberAt(loop, "input")];
  if (!count || !input)
    return { name, at: place, value: unknown({ kind: "error", text: "The loop lacks its count or its input.", at: place }, place) };
  const value = repeat(jsonValue(count, document, env), name, place, env, (inner) => jsonValue(input, document, inner));
  return { name, at: place, value };
}

/** A list of as many items as a count says, each made with `copyIndex(name)` at its position. */
export function repeat(count: Value, name: string, place: Origin, env: Environment, make: (inner: Environment) => Value): Value {
  const apply = ([known]: readonly Value[]): Value => {
    if (known?.kind !== "scalar" || typeof known.value !== "number") {
      const because = (known && doubt(known)) ?? { kind: "error", text: "The count of this loop is no number.", at: place };
      return list([], place, because);
    }
    const shown = Math.min(Math.max(0, known.value), bounds.items);
    const items = turns(shown, (index) => make(inside(env, name, scalar(index, place), index)));
    if (isReason(items)) return unknown(items, place);
    return bounded(
      list(items, place, known.value > shown ? limit(`A loop of more than ${bounds.items} items is not followed.`) : undefined),
    );
  };
  return distribute([count], apply, place) ?? list([], place, doubt(count));
}

/** The surroundings inside a loop over a property or variable: `copyIndex()` stays the position in the resource's loop, where there is one. */
function inside(env: Environment, name: string, index: Value, position: number): Environment {
  if (!env.symbol(loopSymbol(""), index.at)) return within(env, name, index, position);
  return bind(env, new Map([[loopSymbol(name), index]]), position);
}

/** The surroundings inside a loop: `copyIndex()` and `copyIndex(name)` are its position. */
export function within(env: Environment, name: string, index: Value, position?: number): Environment {
  const symbols = new Map([
    [loopSymbol(""), index],
    [loopSymbol(name), index],
  ]);
  return bind(env, symbols, position);
}

/** Under which name a loop's position is bound; no lambda variable can have it. */
export function loopSymbol(name: string): string {
  return `copyIndex ${name.toLowerCase()}`;
}
