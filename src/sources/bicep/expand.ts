// From a statement to the resources or modules that it declares: one, or one for each item of its loop.
import { canonical, doubt } from "../../expression/canonical.ts";
import type { Environment } from "../../expression/environment.ts";
import { bind } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import { negate } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import { type Condition, choice, constant, list, type Reason, reference, scalar, unknown, type Value } from "../../model/value.ts";
import { bounds, complain, type Instance, originOf, type Program } from "./program.ts";
import type { Loop, ModuleStatement, ResourceStatement } from "./syntax.ts";

/** More resources of one loop than this are not told apart. */
const most = 800;

interface Around {
  readonly env: Environment;
  /** Before the statement's own name in keys. */
  readonly stem: string;
  readonly parent?: Instance;
}

/** What the statement's name stands for: a reference, or for a loop a list of references. Registers the instances. */
export function expand(program: Program, statement: ResourceStatement | ModuleStatement, around: Around): Value {
  const key = `${around.stem}${statement.name.name}`;
  const at = originOf(program, statement.name);
  const { loop } = statement.body;
  if (!loop) return place(program, statement, around, { key, env: around.env, within: [], at });
  return overList(program, statement, around, evaluate(loop.over, around.env), { loop, key, within: [], at, count: 0 });
}

interface Walk {
  readonly loop: Loop;
  readonly key: string;
  readonly within: Condition;
  readonly at: Origin;
  readonly count: number;
}

function overList(program: Program, statement: ResourceStatement | ModuleStatement, around: Around, over: Value, walk: Walk): Value {
  const { loop, key, within, at } = walk;
  if (over.kind === "choice") {
    const then = overList(program, statement, around, over.then, { ...walk, within: [...within, over.when] });
    const other = { ...walk, key: `${key}~`, within: [...within, negate(over.when)] };
    return choice(over.when, then, overList(program, statement, around, over.else, other), at);
  }
  if (over.kind !== "list") return overUnknown(program, statement, around, over, walk, reasonFor(program, over, loop));
  if (over.items.length > most || program.spent.instances + over.items.length > bounds.instances) {
    const because: Reason = { kind: "limit", text: "A loop of so many resources is not followed one by one.", at };
    return overUnknown(program, statement, around, over, walk, because);
  }
  const items = over.items.map((item, index): Value => {
    const symbols = new Map([[loop.item, item]]);
    if (loop.index !== undefined) symbols.set(loop.index, scalar(index, item.at));
    const env = bind(around.env, symbols, index);
    return place(program, statement, around, { key: `${key}[${index}]`, env, within, at });
  });
  if (over.open) overUnknown(program, statement, around, over, { ...walk, key: `${key}[*]` }, over.open);
  return list(items, at, over.open);
}

/** One instance stands for them all; its item is the same wherever the same list is gone over. */
function overUnknown(
  program: Program,
  statement: ResourceStatement | ModuleStatement,
  around: Around,
  over: Value,
  walk: Walk,
  because: Reason,
): Value {
  const { loop, key, within, at } = walk;
  const name = canonical(over);
  const item = name === undefined ? unknown(because, at) : constant(`${name}[*]`, because, at);
  const symbols = new Map<string, Value>([[loop.item, item]]);
  if (loop.index !== undefined) symbols.set(loop.index, name === undefined ? unknown(because, at) : constant(`${name}#`, because, at));
  return place(program, statement, around, { key, env: bind(around.env, symbols), within, at, repeated: because });
}

function reasonFor(program: Program, over: Value, loop: Loop): Reason {
  const because = doubt(over);
  if (because) return because;
  const text = "A loop goes over a list, and this is none.";
  complain(program, loop.over, text);
  return { kind: "error", text, at: originOf(program, loop.over) };
}

interface Spot {
  readonly key: string;
  readonly env: Environment;
  readonly within: Condition;
  readonly at: Origin;
  readonly repeated?: Reason;
}

function place(program: Program, statement: ResourceStatement | ModuleStatement, around: Around, spot: Spot): Value {
  const { key, within, at } = spot;
  const repeated = spot.repeated ?? around.parent?.repeated;
  const nested = new Map<string, Value>();
  const instance: Instance = {
    key,
    statement,
    env: statement.body.nested.length > 0 ? bind(spot.env, nested) : spot.env,
    within,
    ...(around.parent && { parent: around.parent }),
    ...(repeated && { repeated }),
  };
  program.spent.instances++;
  program.instances.set(key, instance);
  for (const inner of statement.body.nested)
    nested.set(inner.name.name, reference({ by: "key", key: `${key}::${inner.name.name}` }, [], originOf(program, inner.name)));
  for (const inner of statement.body.nested) {
    const value = expand(program, inner, { env: instance.env, stem: `${key}::`, parent: instance });
    nested.set(inner.name.name, value);
    program.values.set(`::${key}::${inner.name.name}`, value);
  }
  return reference({ by: "key", key }, [], at);
}
