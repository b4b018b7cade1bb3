// An instance as a declaration.
import { bounded } from "../../expression/canonical.ts";
import { condition as conditionIn } from "../../expression/choose.ts";
import type { Declaration } from "../../model/declaration.ts";
import { both, excludes } from "../../model/look.ts";
import { type Condition, object, reference, type Value } from "../../model/value.ts";
import { homeOf } from "./home.ts";
import { at, type Json, membersOf, stringAt } from "./json.ts";
import { segments } from "./names.ts";
import { type Instance, originOf, type Program } from "./program.ts";
import { jsonValue, objectOf } from "./value.ts";

/** Members of a resource that belong to the template and not to what is deployed. */
const own: ReadonlySet<string> = new Set([
  "name",
  "type",
  "apiversion",
  "condition",
  "copy",
  "dependson",
  "scope",
  "resources",
  "comments",
  "metadata",
  "existing",
  "resourcegroup",
  "subscriptionid",
  "import",
  "extension",
]);

/** The declaration of a resource; undefined when it is never deployed. */
export function declare(program: Program, instance: Instance): Declaration | undefined {
  const { node, key, type, names, symbol, repeated } = instance;
  const condition = conditionOf(program, instance);
  if (!condition) return undefined;
  const apiVersion = known(at(node, "apiVersion"), program, instance);
  const existing = known(at(node, "existing"), program, instance) === true;
  const home = homeOf(program, instance);
  const scope = instance.about ?? scopeOf(program, instance);
  return {
    key,
    type,
    ...(typeof apiVersion === "string" && { apiVersion }),
    names,
    ...(home && { home }),
    ...(scope && { scope }),
    existing,
    condition,
    body: bodyOf(program, instance, existing),
    ...(repeated && { repeated }),
    at: originOf(program, at(node, "type") ?? node),
    span: originOf(program, node),
    ...(symbol !== undefined && { symbol }),
    calls: program.call.calls,
    language: "arm",
  };
}

/** When an instance is deployed; undefined when it never is. A parent's condition says nothing of its children. */
export function conditionOf(program: Program, instance: Instance): Condition | undefined {
  const written = at(instance.node, "condition");
  if (!written) return program.call.condition;
  const place = originOf(program, written);
  const own = conditionIn(jsonValue(written, program.document, instance.env), place, instance.env);
  return own && !excludes(program.call.condition, own) ? both(program.call.condition, own) : undefined;
}

function known(node: Json | undefined, program: Program, instance: Instance) {
  const value = node && jsonValue(node, program.document, instance.env);
  return value?.kind === "scalar" ? value.value : undefined;
}

function bodyOf(program: Program, instance: Instance, existing: boolean): Value {
  const members = membersOf(instance.node).filter((member) => !own.has(member.name.toLowerCase()));
  const place = originOf(program, instance.node);
  const body = bounded(objectOf(members, program.document, instance.env, place));
  if (!existing || body.kind !== "object") return body;
  const text = `'${instance.symbol ?? stringAt(instance.node, "type")}' is declared elsewhere, so its settings are not seen here.`;
  return object(body.props.values(), body.at, { kind: "elsewhere", text, at: place });
}

/** What an extension resource is about: an id, or `Type/name` relative to where the template is deployed to. */
function scopeOf(program: Program, instance: Instance): Value | undefined {
  const node = at(instance.node, "scope");
  if (!node) return undefined;
  const value = jsonValue(node, program.document, instance.env);
  const first = value.kind === "text" ? value.parts[0] : value;
  const start = first?.kind === "scalar" && typeof first.value === "string" ? first.value : "";
  const type = /^[A-Za-z]\w*\.[\w.]+\/(?!$)/.test(start);
  if (!type || (value.kind !== "text" && value.kind !== "scalar")) return value;
  return relative(value, value.at) ?? value;
}

/** `Microsoft.X/a/name/b/name`: provider, then type and name by turns. */
function relative(value: Value, place: Value["at"]): Value | undefined {
  const text =
    value.kind === "text"
      ? value.parts.map((part) => (part.kind === "scalar" ? `${part.value}` : "?")).join("")
      : value.kind === "scalar"
        ? `${value.value}`
        : "";
  const words = text.split("/");
  const parts = segments(value, words.length, place);
  if (words.length % 2 === 0) return undefined;
  const types = words.filter((_, index) => index === 0 || index % 2 === 1);
  const names = parts.filter((_, index) => index > 0 && index % 2 === 0);
  return reference({ by: "id", type: types.join("/"), names }, [], place);
}
