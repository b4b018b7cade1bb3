// What stands behind a value that a plan does not know yet: the configuration inside the plan names what it refers to.
import { own } from "../../../model/own.ts";
import { type JsonObject, listOf, objectOf, type Plan, type PlannedResource } from "./shape.ts";

/** Resource and attribute that an argument takes its value from. */
interface Referred {
  readonly resource: PlannedResource;
  /** `id`, `name`, `ip_configuration[0].private_ip_address`. */
  readonly attribute: string;
}

const deepest = 12;

/** What one argument of a resource refers to, in the order of the expression. */
export function referred(plan: Plan, resource: PlannedResource, path: readonly (string | number)[]): readonly Referred[] {
  const modules = moduleNames(resource.module);
  const module = configurationOf(plan.configuration, modules);
  const configured = listOf(module.resources)
    .map(objectOf)
    .find((one) => one.type === resource.type && one.name === resource.name && one.mode === "managed");
  const expression = objectOf(at(objectOf(configured?.expressions), path));
  return followed(plan, namesIn(expression), modules, resource, 0);
}

/** `module.a["x"].module.b` is `a`, `b`. */
function moduleNames(address: string): readonly string[] {
  return [...address.matchAll(/module\.([A-Za-z_][\w-]*)/g)].map((found) => found[1] ?? "");
}

function configurationOf(root: JsonObject, modules: readonly string[]): JsonObject {
  return modules.reduce((module, name) => objectOf(objectOf(own(objectOf(module.module_calls), name)).module), root);
}

function at(expressions: JsonObject, path: readonly (string | number)[]): JsonObject | undefined {
  let here: unknown = expressions;
  for (const step of path)
    here = typeof step === "number" ? (Array.isArray(here) ? here[step] : undefined) : own(objectOf(here as never), step);
  return here as JsonObject | undefined;
}

function namesIn(expression: JsonObject): readonly string[] {
  return listOf(expression.references).filter((name) => typeof name === "string");
}

function followed(
  plan: Plan,
  names: readonly string[],
  modules: readonly string[],
  from: PlannedResource,
  depth: number,
): readonly Referred[] {
  if (depth > deepest) return [];
  return names.flatMap((name) => {
    const [root = "", first = ""] = name.split(".");
    if (root === "var") {
      const call = objectOf(own(objectOf(configurationOf(plan.configuration, modules.slice(0, -1)).module_calls), modules.at(-1) ?? ""));
      return followed(plan, namesIn(objectOf(own(objectOf(call.expressions), first))), modules.slice(0, -1), from, depth + 1);
    }
    if (root === "module") {
      const inner = [...modules, first.replace(/\[.*$/s, "")];
      const output = objectOf(own(objectOf(configurationOf(plan.configuration, inner).outputs), name.split(".")[2] ?? ""));
      return followed(plan, namesIn(objectOf(output.expression)), inner, from, depth + 1);
    }
    return resourceNamed(plan, name, modules, from);
  });
}

function resourceNamed(plan: Plan, name: string, modules: readonly string[], from: PlannedResource): readonly Referred[] {
  const found = /^([a-z][\w]*)\.([A-Za-z_][\w-]*)(\[[^\]]*\])?\.(.+)$/.exec(name);
  if (!found) return [];
  const [, type, label, index, attribute = ""] = found;
  const candidates = plan.resources.filter(
    (one) => one.type === type && one.name === label && String(moduleNames(one.module)) === String(modules),
  );
  const near = candidates.filter((one) => one.module === from.module);
  const pool = near.length > 0 ? near : candidates;
  const chosen =
    pool.find((one) => index !== undefined && one.address.endsWith(index)) ??
    pool.find((one) => one.index !== undefined && one.index === from.index) ??
    (pool.length === 1 ? pool[0] : undefined);
  return chosen ? [{ resource: chosen, attribute }] : [];
}
