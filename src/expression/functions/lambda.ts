// Functions that take a function: each item goes through it with the lambda's parameters bound.
import { constant, list, object, type Property, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { concatenated } from "../build.ts";
import { type Call, type Family, special, wrong } from "../call.ts";
import { bounds, doubt, isReason, limit, opaque, turns } from "../canonical.ts";
import { branch, distribute } from "../choose.ts";
import { bind } from "../environment.ts";
import type { Expr } from "../tree.ts";

export const lambdaFunctions: Family = {
  map: special(2, 2, (call) =>
    overList(call, (items, apply) => {
      const made = turns(items.length, (index) => {
        const item = items[index] ?? scalar(null, call.at);
        return apply(1, index, item, number(index, item));
      });
      return isReason(made) ? unknown(made, call.at) : list(made, call.at);
    }),
  ),
  filter: special(2, 2, (call) =>
    overList(call, (items, apply) =>
      concatenated(
        items.map((item, index) =>
          branch(
            apply(1, index, item, number(index, item)),
            () => list([item], call.at),
            () => list([], call.at),
            call.at,
            call.env,
          ),
        ),
        call.at,
      ),
    ),
  ),
  reduce: special(3, 3, (call) =>
    overList(call, (items, apply, start) =>
      items.reduce((result, item, index) => apply(2, index, result, item, number(index, item)), start ?? scalar(null, call.at)),
    ),
  ),
  sort: special(2, 2, (call) => overList(call, (items, apply) => sorted(call, items, (a, b) => apply(1, undefined, a, b)))),
  toObject: special(2, 3, (call) =>
    overList(call, (items, apply) => {
      const props: Property[] = [];
      let open: Reason | undefined;
      for (const [index, item] of items.entries()) {
        const key = apply(1, index, item);
        if (key.kind === "scalar")
          props.push({ name: `${key.value}`, at: key.at, value: call.args.length > 2 ? apply(2, index, item) : item });
        else open ??= doubt(key);
      }
      return object(props, call.at, open);
    }),
  ),
  groupBy: special(2, 3, (call) =>
    overList(call, (items, apply) => {
      const groups = new Map<string, { name: string; items: Value[] }>();
      for (const [index, item] of items.entries()) {
        const key = apply(1, index, item);
        if (key.kind !== "scalar") return notFollowed(call, list(items, call.at));
        const group = groups.get(`${key.value}`.toLowerCase()) ?? { name: `${key.value}`, items: [] };
        group.items.push(call.args.length > 2 ? apply(2, index, item) : item);
        groups.set(group.name.toLowerCase(), group);
      }
      const props = [...groups.values()].map((group) => ({ name: group.name, at: call.at, value: list(group.items, call.at) }));
      return object(props, call.at);
    }),
  ),
  mapValues: special(2, 2, (call) =>
    over(call, (value, apply) => {
      if (value.kind !== "object") return notFollowed(call, value);
      const props = [...value.props.values()].map((property, index) => ({ ...property, value: apply(1, index, property.value) }));
      return object(props, call.at, value.open);
    }),
  ),
  lambdaVariables: special(1, 1, ({ args: [name], at, env }) => {
    const known = name?.kind === "literal" ? `${name.value}` : "";
    return env.symbol(known, at) ?? wrong(`There is no lambda variable '${known}' here.`, at);
  }),
};

/** Applies the lambda at a position of the arguments to values; `index` tells the item apart from others. */
type Apply = (argument: number, index: number | undefined, ...values: readonly Value[]) => Value;

function over(call: Call, use: (value: Value, apply: Apply) => Value): Value {
  const { args, at, env, evaluate } = call;
  const [first] = args;
  if (!first) return wrong(`'${call.name}' lacks its first argument.`, at);
  const apply: Apply = (argument, index, ...values) => {
    const lambda = args[argument];
    return lambda ? applied(lambda, index, values, call) : wrong("A function is asked for here.", at);
  };
  const value = evaluate(first, env);
  return distribute([value], ([one]) => (one ? use(one, apply) : value), at) ?? notFollowed(call, value);
}

/** The result over what is not known: the same for the same list and the same functions, each known by what it makes of its parameters. */
function notFollowed(call: Call, value: Value): Value {
  const rest = call.args.slice(1).map((arg) => {
    if (arg.kind !== "lambda") return call.evaluate(arg, call.env);
    const stands = (name: string): Value =>
      constant(`lambda ${name}`, { kind: "parameter", text: "This is a parameter of a function." }, call.at);
    return applied(arg, undefined, arg.parameters.map(stands), call);
  });
  return opaque(call.name, [value, ...rest], call.at);
}

function applied(lambda: Expr, index: number | undefined, values: readonly Value[], { at, env, evaluate }: Call): Value {
  if (lambda.kind !== "lambda") return wrong("A function is asked for here.", at);
  const symbols = new Map<string, Value>();
  for (const [position, name] of lambda.parameters.entries()) {
    const value = values[position];
    if (value) symbols.set(name, value);
  }
  return evaluate(lambda.body, bind(env, symbols, index));
}

/** As `over`, for lists. What is made of an open list is open; of what is no list, nothing is known. */
function overList(call: Call, use: (items: readonly Value[], apply: Apply, start: Value | undefined) => Value): Value {
  return over(call, (value, apply) => {
    if (value.kind !== "list")
      return value.kind === "scalar" ? wrong(`'${call.name}' goes over what is no list.`, call.at) : notFollowed(call, value);
    const [, second] = call.args;
    const start = call.name.toLowerCase() === "reduce" && second ? call.evaluate(second, call.env) : undefined;
    const open =
      value.open ?? (value.items.length > bounds.items ? limit(`A list of more than ${bounds.items} items is not followed.`) : undefined);
    const made = use(value.items.slice(0, bounds.items), apply, start);
    return open ? opened(made, open, call) : made;
  });
}

function opened(made: Value, open: Reason, call: Call): Value {
  if (call.name.toLowerCase() !== "reduce" && made.kind === "list") return list(made.items, made.at, open);
  if (call.name.toLowerCase() !== "reduce" && made.kind === "object") return object(made.props.values(), made.at, open);
  return opaque(call.name, [list([], call.at, open)], call.at);
}

function number(index: number, item: Value): Value {
  return scalar(index, item.at);
}

/** Stable; where the order of two is not known, the items stand as they were and the list says that it is not sure. */
function sorted(call: Call, items: readonly Value[], before: (a: Value, b: Value) => Value): Value {
  let doubted: Reason | undefined;
  const precedes = (a: Value, b: Value): boolean => {
    const answer = before(a, b);
    if (answer.kind !== "scalar") doubted ??= doubt(answer);
    return answer.kind === "scalar" && answer.value === true;
  };
  const ordered = items.toSorted((a, b) => (precedes(a, b) ? -1 : precedes(b, a) ? 1 : 0));
  return doubted ? list(items, call.at, doubted) : list(ordered, call.at);
}
