// Finding resources by what points at them.
import type { Resolution, Resource } from "./graph.ts";
import { idOf } from "./ids.ts";
import { excludes, identity, implies, look } from "./look.ts";
import type { Address, Condition, Path, Reason, Value } from "./value.ts";

/** Resources by key and by name, as far as they are known. */
export interface ResourceIndex {
  readonly byKey: ReadonlyMap<string, Resource>;
  /** Keyed by `nameKey`; several where conditions or scopes tell them apart. */
  readonly byName: ReadonlyMap<string, readonly Resource[]>;
  readonly inlineOf: (parent: Resource) => readonly Resource[];
}

/** The resource that an id, as a reference or as text, points at. Total; follows at most 16 links. */
export function resolveId(index: ResourceIndex, value: Value, under: Condition, depth = 0): Resolution {
  if (depth > 16) return { is: "unclear", because: { kind: "limit", text: "This refers to itself." } };
  switch (value.kind) {
    case "choice": {
      const known = under.find((literal) => literal.test === value.when.test);
      if (!known) return { is: "unclear", because: value.when.because };
      return resolveId(index, known.is === value.when.is ? value.then : value.else, under, depth + 1);
    }
    case "unknown":
    case "constant":
      return { is: "unclear", because: value.because };
    case "reference":
      return followed(index, value.to, value.path, under, depth);
    case "scalar":
      if (value.value === null || value.value === "") return { is: "absent" };
      return ofText(index, value, under, depth);
    case "text":
      return ofText(index, value, under, depth);
    case "object":
    case "list":
      return { is: "unclear", because: { kind: "unsupported", text: "This is no id." } };
  }
}

function ofText(index: ResourceIndex, value: Value, under: Condition, depth: number): Resolution {
  const target = idOf(value);
  if (!target) {
    const reason =
      value.kind === "text" ? value.parts.map((part) => ("because" in part ? part.because : undefined)).find(Boolean) : undefined;
    return reason ? { is: "unclear", because: reason } : { is: "elsewhere", because: elsewhere };
  }
  if (target.below.length === 0) return at(index, target.to, under);
  const base = followed(index, target.to, [], under, depth);
  if (base.is !== "found") return base;
  const names = [...base.resource.names, ...target.below.map((step) => step.name)];
  const type = [base.resource.type, ...target.below.map((step) => step.segment)].join("/");
  return at(index, { by: "id", type, names }, under);
}

function followed(index: ResourceIndex, to: Address, path: Path, under: Condition, depth: number): Resolution {
  const base = at(index, to, under);
  const way = String(path.at(-1)).toLowerCase() === "id" ? path.slice(0, -1) : path;
  if (base.is !== "found" || way.length === 0) return base;
  const child = index.inlineOf(base.resource).find((item) => samePath(item.inline ?? [], way));
  if (child) return { is: "found", resource: child };
  const seen = look(base.resource.body, path, under);
  if (seen.is === "value") return resolveId(index, seen.value, under, depth + 1);
  if (seen.is === "unclear") return { is: "unclear", because: seen.because };
  return {
    is: "unclear",
    because: { kind: "azure", text: `Only Azure knows '${path.join(".")}' of '${base.resource.symbol ?? base.resource.type}'.` },
  };
}

const elsewhere: Reason = {
  kind: "elsewhere",
  text: "This is declared in another deployment.",
  settle: "name the deployments that stand together as an environment in 'aml-network-audit.json'",
};

function at(index: ResourceIndex, to: Address, under: Condition): Resolution {
  if (to.by === "key") {
    const resource = index.byKey.get(to.key);
    return resource ? { is: "found", resource } : { is: "elsewhere", because: elsewhere };
  }
  const name = nameKey(to.type, to.names);
  if (name === undefined) {
    const because = to.names.map((part) => ("because" in part ? part.because : undefined)).find(Boolean);
    return { is: "unclear", because: because ?? { kind: "unsupported", text: "The name in this id is not known." } };
  }
  const possible = (index.byName.get(name) ?? []).filter((resource) => !excludes(resource.condition, under) && mayLieIn(resource, to));
  const resource = possible.find((one) => implies(under, one.condition)) ?? possible[0];
  if (!resource) return { is: "elsewhere", because: elsewhere };
  const others = possible.filter((one) => one !== resource);
  return others.length ? { is: "found", resource, others } : { is: "found", resource };
}

/** Whether nothing known says that the resource lies in another subscription or group than the id. */
function mayLieIn(resource: Resource, to: Address & { readonly by: "id" }): boolean {
  return mayBeSame(resource.home?.subscription, to.subscription) && mayBeSame(resource.home?.resourceGroup, to.resourceGroup);
}

function mayBeSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a?.kind !== "scalar" || b?.kind !== "scalar") return true;
  return identity(a) === identity(b);
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, index) => String(step).toLowerCase() === String(b[index]).toLowerCase());
}

/** Text that is equal for equal type and names; undefined where a name is not known. */
export function nameKey(type: string, names: readonly Value[]): string | undefined {
  const parts = names.map(identity);
  return parts.includes(undefined) ? undefined : [type.toLowerCase(), ...parts].join("|");
}
