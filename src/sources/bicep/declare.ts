// A resource of Bicep in ARM's shape.
import { evaluate } from "../../expression/evaluate.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Declaration } from "../../model/declaration.ts";
import { look } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import { object, type Path, type Reason, reference, scalar, type Value } from "../../model/value.ts";
import { conditionOf } from "./conditions.ts";
import { memberOf, namesOf, ownName, typeOf } from "./names.ts";
import { type Instance, originOf, type Program } from "./program.ts";
import { type Home, homeOf, isHome } from "./scope.ts";
import type { ObjectExpr } from "./syntax.ts";

/** Members of a body that are Bicep's own and no part of the resource. */
const own: ReadonlySet<string> = new Set(["name", "parent", "scope", "dependson"]);

/** The declaration of a resource; undefined when it is never deployed. */
export function declare(program: Program, instance: Instance): Declaration | undefined {
  const { statement, key } = instance;
  const when = conditionOf(program, instance);
  if (!when || statement.kind !== "resource") return undefined;
  const { home, scope } = scopeOf(program, instance);
  const identity = asExtension({ ...typeOf(instance), names: namesOf(program, instance) }, originOf(program, statement.name));
  return {
    key,
    ...identity,
    ...(home && { home }),
    ...(scope && { scope }),
    existing: statement.existing,
    condition: when,
    body: bodyOf(program, instance),
    ...(instance.repeated && { repeated: instance.repeated }),
    at: originOf(program, statement.name),
    span: originOf(program, statement),
    symbol: statement.name.name,
    calls: program.call.calls,
    language: "bicep",
  };
}

interface Identity {
  readonly type: string;
  readonly apiVersion?: string;
  readonly names: readonly Value[];
  readonly scope?: Value;
}

/** The old spelling `Microsoft.Storage/storageAccounts/providers/roleAssignments` is an extension of the resource before it. */
function asExtension(one: Identity, at: Origin): Identity {
  const [, type, segment] = /^(.+)\/providers\/([^/]+)$/i.exec(one.type) ?? [];
  const namespace = one.names.at(-2);
  const last = one.names.at(-1);
  if (!type || !segment || !last || namespace?.kind !== "scalar" || typeof namespace.value !== "string") return one;
  const target = reference({ by: "id", type, names: one.names.slice(0, -2) }, [], at);
  return { ...one, type: `${namespace.value}/${segment}`, names: [last], scope: target };
}

function bodyOf(program: Program, instance: Instance): Value {
  const { object: written } = instance.statement.body;
  const members = written.members.filter((member) => member.kind === "spread" || !own.has(literalName(member.name)));
  const value = evaluate({ ...written, members }, instance.env);
  if (instance.statement.kind !== "resource" || !instance.statement.existing || value.kind !== "object") return value;
  return object(value.props.values(), value.at, elsewhere(program, instance));
}

function literalName(name: Expr): string {
  return name.kind === "literal" ? String(name.value).toLowerCase() : "";
}

function elsewhere(program: Program, instance: Instance): Reason {
  const { statement } = instance;
  const text = `'${statement.name.name}' is declared elsewhere, so its settings are not seen here.`;
  return { kind: "elsewhere", text, at: originOf(program, statement.name) };
}

function scopeOf(program: Program, instance: Instance): { readonly home?: Home; readonly scope?: Value } {
  const { home: around } = { home: program.call.scope };
  const written = memberOf(instance.statement.body.object, "scope");
  if (!written) {
    const inherited = instance.parent ? scopeOf(program, instance.parent).home : around;
    return inherited ? { home: inherited } : {};
  }
  if (isHome(written, program, instance.env)) {
    const home = homeOf(written, program, instance.env);
    return home ? { home: { ...around, ...home } } : around ? { home: around } : {};
  }
  return { ...(around && { home: around }), scope: evaluate(written, instance.env) };
}

/**
 * A property of a resource as its body gives it, read without evaluating the rest of the body. Undefined where only Azure knows,
 * and for objects and lists: Azure adds to them.
 */
export function propertyOf(program: Program, instance: Instance, path: Path): Value | undefined {
  const [first, ...rest] = path.map((step) => (typeof step === "string" ? step.toLowerCase() : step));
  const at = originOf(program, instance.statement.name);
  if (first === "name" && rest.length === 0) return ownName(program, instance);
  if (first === "type" && rest.length === 0) return scalar(typeOf(instance).type, at);
  if (first === "apiversion" && rest.length === 0) return scalar(typeOf(instance).apiVersion ?? "", at);
  if (first === undefined || first === "id") return undefined;
  const mark = `${instance.key} ${path.join(".")}`;
  if (program.active.has(mark)) return undefined;
  program.active.add(mark);
  const found = walk(instance.statement.body.object, path, instance);
  program.active.delete(mark);
  return found && found.kind !== "object" && found.kind !== "list" ? found : undefined;
}

function walk(object: ObjectExpr, path: Path, instance: Instance): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  const written = memberOf(object, String(step));
  if (!written || object.members.some((member) => member.kind === "spread")) return undefined;
  if (written.kind === "object") return walk(written, rest, instance);
  const seen = look(evaluate(written, instance.env), rest);
  return seen.is === "value" ? seen.value : undefined;
}
