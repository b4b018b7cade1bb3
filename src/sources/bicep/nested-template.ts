// A deployment written as a resource, with a template of ARM's: a file that is loaded or linked, or one written out in Bicep.
import { evaluate } from "../../expression/evaluate.ts";
import type { Expr } from "../../expression/tree.ts";
import type { Fragment } from "../../model/declaration.ts";
import type { Path, Reason, Value } from "../../model/value.ts";
import { conditionOf } from "./conditions.ts";
import { memberOf, typeOf } from "./names.ts";
import { resolve } from "./paths.ts";
import { bounds, type Instance, originOf, type Program } from "./program.ts";
import { homeOf } from "./scope.ts";
import type { ObjectExpr } from "./syntax.ts";

const nothing: Fragment = { declarations: [], outputs: new Map(), unseen: [], problems: [] };

/** What the template of a `Microsoft.Resources/deployments` declares, evaluated once; undefined for any other resource. */
export function nestedFragment(program: Program, instance: Instance): Fragment | undefined {
  const { statement, key } = instance;
  if (statement.kind !== "resource" || statement.existing || typeOf(instance).type.toLowerCase() !== "microsoft.resources/deployments")
    return undefined;
  const known = program.fragments.get(key);
  if (known) return known === "busy" ? nothing : known;
  program.fragments.set(key, "busy");
  const fragment = deployed(program, instance);
  program.fragments.set(key, fragment);
  return fragment;
}

/** `properties.outputs.name.value` of such a deployment; undefined for anything else and where only Azure knows. */
export function nestedOutput(program: Program, instance: Instance, path: Path): Value | undefined {
  const [properties, outputs, name, value] = path.map((step) => String(step).toLowerCase());
  if (path.length !== 4 || properties !== "properties" || outputs !== "outputs" || value !== "value") return undefined;
  for (const [known, output] of nestedFragment(program, instance)?.outputs ?? []) if (known.toLowerCase() === name) return output;
  return undefined;
}

function deployed(program: Program, instance: Instance): Fragment {
  const properties = memberOf(instance.statement.body.object, "properties");
  const template = properties?.kind === "object" ? memberOf(properties, "template") : undefined;
  const condition = conditionOf(program, instance);
  if (!condition || properties?.kind !== "object" || (template && isEmpty(template))) return nothing;
  const at = originOf(program, instance.statement.name);
  const uri = fileOf(program, template, properties, instance);
  if (uri === undefined) return hidden(program, instance, "The template of this deployment is not followed from Bicep.");
  if (typeof program.host.read(uri) !== "object")
    return hidden(program, instance, "The template of this deployment is not there or not loaded.");
  if (++program.spent.modules > bounds.modules) return hidden(program, instance, `More than ${bounds.modules} modules are not followed.`);
  const fragment = program.host.module({
    uri,
    arguments: argumentsOf(memberOf(properties, "parameters"), instance),
    prefix: `${instance.key}/`,
    condition,
    calls: [...program.call.calls, at],
    scope: { ...program.call.scope, ...placeOf(program, instance) },
  });
  const { repeated } = instance;
  return repeated
    ? { ...fragment, declarations: fragment.declarations.map((one) => ({ ...one, repeated: one.repeated ?? repeated })) }
    : fragment;
}

/** Modules count how often they are used by such a template, which deploys nothing. */
function isEmpty(template: Expr): boolean {
  const resources = template.kind === "object" ? memberOf(template, "resources") : undefined;
  return (
    template.kind === "object" && (!resources || ((resources.kind === "array" || resources.kind === "object") && sizeOf(resources) === 0))
  );
}

function sizeOf(expr: Expr & { kind: "array" | "object" }): number {
  return expr.kind === "array" ? expr.items.length : expr.members.length;
}

/** The file of `loadJsonContent('…')`, in a variable or not, or of a link by `relativePath`. */
function fileOf(program: Program, template: Expr | undefined, properties: ObjectExpr, instance: Instance): string | undefined {
  const variable = template?.kind === "symbol" ? program.symbols.get(template.name) : undefined;
  const loaded = variable?.kind === "var" ? variable.value : template;
  const link = memberOf(properties, "templateLink");
  const path =
    loaded?.kind === "call" && loaded.name === "loadJsonContent" && loaded.arguments.length === 1
      ? loaded.arguments[0]
      : link?.kind === "object"
        ? memberOf(link, "relativePath")
        : undefined;
  const known = path && evaluate(path, instance.env);
  return known?.kind === "scalar" && typeof known.value === "string" ? resolve(program.uri, known.value) : undefined;
}

/** `{ name: { value: … } }`. */
function argumentsOf(written: Expr | undefined, instance: Instance): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  const value = written && evaluate(written, instance.env);
  if (value?.kind !== "object") return given;
  for (const property of value.props.values()) {
    const gift = property.value.kind === "object" ? property.value.props.get("value") : undefined;
    if (gift) given.set(property.name, gift.value);
  }
  return given;
}

/** Where it deploys to: by a scope of Bicep's, or by the resource's own properties. */
function placeOf(program: Program, instance: Instance): { readonly subscription?: Value; readonly resourceGroup?: Value } {
  const body = instance.statement.body.object;
  const [scope, subscription, resourceGroup] = ["scope", "subscriptionId", "resourceGroup"].map((name) => memberOf(body, name));
  return {
    ...(scope && homeOf(scope, program, instance.env)),
    ...(subscription && { subscription: evaluate(subscription, instance.env) }),
    ...(resourceGroup && { resourceGroup: evaluate(resourceGroup, instance.env) }),
  };
}

function hidden(program: Program, instance: Instance, text: string): Fragment {
  const at = originOf(program, instance.statement.name);
  const because: Reason = { kind: "module", text, settle: "make the template a file and use it as a module", at };
  return { ...nothing, unseen: [{ because, at }] };
}
