import { evaluate } from "../../expression/evaluate.ts";
import type { Fragment, Unseen } from "../../model/declaration.ts";
import { object, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { conditionOf } from "./conditions.ts";
import { knownModule } from "./known-modules.ts";
import { memberOf, ownName } from "./names.ts";
import { bounds, complain, type Instance, originOf, type Program } from "./program.ts";
import { locate } from "./registry.ts";
import { homeOf } from "./scope.ts";

const nothing: Fragment = { declarations: [], outputs: new Map(), unseen: [], problems: [] };

/** What a module's call gives, evaluated once. A module that is never deployed gives nothing. */
export function fragmentOf(program: Program, instance: Instance): Fragment | undefined {
  const known = program.fragments.get(instance.key);
  if (known === "busy") {
    complain(program, instance.statement.name, `Module '${instance.statement.name.name}' depends on its own outputs.`);
    return nothing;
  }
  if (known) return known;
  program.fragments.set(instance.key, "busy");
  const fragment = call(program, instance) ?? nothing;
  program.fragments.set(instance.key, fragment);
  return fragment;
}

function call(program: Program, instance: Instance): Fragment | undefined {
  const { statement } = instance;
  const condition = conditionOf(program, instance);
  if (!condition || statement.kind !== "module") return undefined;
  const at = originOf(program, statement.name);
  if (++program.spent.modules > bounds.modules)
    return hidden({ because: { kind: "limit", text: `More than ${bounds.modules} modules are not followed.`, at }, at });
  const path = statement.path.kind === "literal" ? String(statement.path.value) : "";
  const found = locate(program, path, originOf(program, statement.path));
  const given = argumentsOf(program, instance);
  if ("because" in found) {
    if (found.problem) complain(program, statement.path, found.because.text);
    return knownModule(path, given, { program, instance, condition, because: found.because }) ?? hidden({ because: found.because, at });
  }
  const written = memberOf(statement.body.object, "scope");
  const home = written && homeOf(written, program, instance.env);
  const scope = home ? { ...program.call.scope, ...home } : program.call.scope;
  const fragment = program.host.module({
    uri: found.uri,
    arguments: given,
    prefix: `${instance.key}/`,
    condition,
    calls: [...program.call.calls, at],
    ...(scope && { scope }),
  });
  return instance.repeated ? repeat(fragment, instance.repeated) : fragment;
}

function argumentsOf(_program: Program, instance: Instance): ReadonlyMap<string, Value> {
  const written = memberOf(instance.statement.body.object, "params");
  const value = written && evaluate(written, instance.env);
  if (value?.kind !== "object") return new Map();
  return new Map([...value.props.values()].map((property) => [property.name, property.value]));
}

function hidden(unseen: Unseen): Fragment {
  return { ...nothing, unseen: [unseen] };
}

function repeat(fragment: Fragment, because: Reason): Fragment {
  return { ...fragment, declarations: fragment.declarations.map((one) => ({ ...one, repeated: one.repeated ?? because })) };
}

/** `module.outputs`, `module.name`: undefined where only Azure knows. */
export function moduleProperty(program: Program, instance: Instance, name: string): Value | undefined {
  const at = originOf(program, instance.statement.name);
  if (name === "name" && memberOf(instance.statement.body.object, "name")) return ownName(program, instance);
  if (name !== "outputs") return undefined;
  const fragment = fragmentOf(program, instance);
  if (!fragment) return undefined;
  if (fragment === nothing) return conditionOf(program, instance) ? unknown(cyclic(program, instance), at) : scalar(null, at);
  const open = fragment.unseen[0]?.because;
  const outputs = [...fragment.outputs].map(([output, value]) => ({ name: output, at, value }));
  return object(outputs, at, open);
}

function cyclic(program: Program, instance: Instance): Reason {
  const text = "This module's outputs depend on themselves.";
  return { kind: "error", text, at: originOf(program, instance.statement.name) };
}
