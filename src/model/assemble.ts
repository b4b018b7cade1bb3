import { bodyAsOf } from "./api-versions.ts";
import type { Declaration, Fragment, Problem, Unseen } from "./declaration.ts";
import type { Children, Graph, Resource } from "./graph.ts";
import { idOf } from "./ids.ts";
import { nameKey, resolveId } from "./index-of.ts";
import { inlineChildren } from "./inline.ts";
import { identity, implies } from "./look.ts";
import { blurred, doubt, eachTarget, mayBe, unnamed } from "./maybe.ts";
import { merge, mergeUnder } from "./merge.ts";
import type { Path, Reason, Value } from "./value.ts";
import { object, reference } from "./value.ts";

/** Puts the fragments of one deployment (or of several that stand together) into one graph. Total. */
export function assemble(fragments: readonly Fragment[]): Graph {
  const shelf = new Shelf(fragments);
  return {
    resources: shelf.resources,
    unseen: shelf.unseen,
    problems: fragments.flatMap((fragment): readonly Problem[] => fragment.problems),
    ofType: (type) => shelf.byKind.get(type.toLowerCase()) ?? [],
    get: (key) => shelf.byKey.get(key),
    resolve: (value, under = []) => resolveId(shelf, value, under),
    children: (parent, segment) => shelf.children(parent, segment),
    referrers: (resource) => shelf.referrers(resource),
    mayHold: (type) => shelf.mayHold(type),
  };
}

type Draft = { -readonly [K in keyof Resource]: Resource[K] };

interface Family {
  readonly items: Resource[];
  open?: Reason;
}

/** Holds the graph's indexes while it lives. */
class Shelf {
  readonly resources: Draft[] = [];
  readonly unseen: readonly Unseen[];
  readonly byKey = new Map<string, Resource>();
  readonly byName = new Map<string, Resource[]>();
  readonly byKind = new Map<string, Draft[]>();
  private readonly families = new Map<Resource, Map<string, Family>>();
  private backward: Map<Resource, { resource: Resource; path: Path }[]> | undefined;

  constructor(fragments: readonly Fragment[]) {
    this.unseen = fragments.flatMap((fragment) => fragment.unseen);
    const declarations = fragments.flatMap((fragment) => fragment.declarations);
    for (const declaration of declarations)
      if (!declaration.existing && !amends(declaration)) this.enter({ ...declaration, body: bodyAsOf(declaration) });
    const early = declarations
      .filter(amends)
      .flatMap(eachTarget)
      .filter((declaration) => !this.amend(declaration));
    for (const resource of [...this.resources]) this.explode(resource);
    for (const declaration of declarations) if (declaration.existing && !amends(declaration)) this.point(declaration);
    for (const resource of this.resources) if (!resource.existing) push(this.byKind, resource.kind, resource);
    const late = early.filter((declaration) => !this.amend(declaration));
    for (const declaration of late) this.blur(declaration);
    for (const declaration of late) this.add({ ...declaration, existing: true, body: opened(declaration.body, elsewhere(declaration)) });
    const lost = this.resources.filter((resource) => !this.adopt(resource));
    for (const resource of lost) this.suspect(resource);
  }

  /** Two declarations of one name under one condition are one resource; Terraform's never are. */
  private enter(declaration: Declaration): void {
    const name = nameKey(declaration.type, declaration.names);
    const same =
      declaration.language === "terraform" || !name ? undefined : this.byName.get(name)?.find((one) => sameCase(one, declaration));
    if (same) this.join(same, declaration);
    else this.add(declaration);
  }

  private add(declaration: Declaration): Draft {
    const resource: Draft = { ...declaration, kind: declaration.type.toLowerCase(), declarations: [declaration] };
    this.resources.push(resource);
    this.byKey.set(declaration.key, resource);
    const name = nameKey(declaration.type, declaration.names);
    if (name) push(this.byName, name, resource);
    return resource;
  }

  private join(resource: Draft, declaration: Declaration): void {
    const extra = declaration.condition.filter((literal) => !implies(resource.condition, [literal]));
    const body = resource.existing ? opened(declaration.body, elsewhere(resource)) : declaration.body;
    const unsure = doubt(resource, declaration);
    if (unsure) resource.body = blurred(resource.body, body, unsure);
    else resource.body = extra.length ? mergeUnder(resource.body, body, extra) : merge(resource.body, body);
    resource.declarations = [...resource.declarations, declaration];
    this.byKey.set(declaration.key, resource);
  }

  /** What is only pointed at is the declared resource of that name, where there is one. */
  private point(declaration: Declaration): void {
    const name = nameKey(declaration.type, declaration.names);
    const same = name
      ? this.byName.get(name)?.find((one) => (one.existing || sameHome(one, declaration)) && sameScope(one, declaration))
      : undefined;
    if (same) this.byKey.set(declaration.key, same);
    else this.add({ ...declaration, body: opened(declaration.body, elsewhere(declaration)) });
  }

  /** False when what it amends is not here: it then stands for a resource of which the rest is not seen. */
  private amend(declaration: Declaration): boolean {
    const found = resolveId(this, declaration.amends ?? parentId(declaration), declaration.condition);
    if (found.is === "found") this.join(found.resource, declaration);
    return found.is === "found";
  }

  /** What it amends is not known: any of its type, as far as its name is not known to be another. */
  private blur(declaration: Declaration): void {
    const target = declaration.amends ?? parentId(declaration);
    const to = target.kind === "reference" ? target.to : idOf(target)?.to;
    const names = to?.by === "id" ? to.names : undefined;
    const found = resolveId(this, target, declaration.condition);
    const because = found.is === "unclear" ? found.because : names && unnamed(names);
    if (!because) return;
    const type = declaration.amends ? declaration.type : parentType(declaration);
    for (const resource of this.candidates(type, names)) resource.body = blurred(resource.body, declaration.body, because);
  }

  /** Resources of a type that may have these names. */
  private candidates(type: string, names?: readonly Value[]): readonly Draft[] {
    const all: readonly Draft[] = this.byKind.get(type.toLowerCase()) ?? [];
    return names ? all.filter((resource) => mayBe(type, names, resource)) : all;
  }

  private explode(resource: Draft): void {
    for (const { segment, items, open } of inlineChildren(resource)) {
      const family = this.family(resource, segment);
      if (open) family.open ??= open;
      for (const item of items) {
        const added: Draft = { ...item, key: this.byKey.has(item.key) ? `${item.key}#${item.inline?.at(-1)}` : item.key };
        this.resources.push(added);
        this.byKey.set(added.key, added);
        const name = nameKey(added.type, added.names);
        if (name) push(this.byName, name, added);
        family.items.push(added);
      }
    }
  }

  /** Gives a child that is declared by itself to its parent. */
  private adopt(resource: Draft): boolean {
    if (resource.parent || resource.type.split("/").length < 3) return true;
    const found = resolveId(this, parentId(resource), resource.condition);
    if (found.is !== "found" || found.resource === resource) return false;
    resource.parent = found.resource;
    const family = this.family(found.resource, lastSegment(resource.type));
    if (resource.existing) family.open ??= elsewhere(resource);
    else family.items.push(resource);
    return true;
  }

  /** A child whose parent is not known may be that of any resource that its parent may be. */
  private suspect(child: Draft): void {
    const names = child.names.slice(0, -1);
    for (const parent of this.candidates(parentType(child), names)) {
      const because = unnamed(names) ?? unnamed(parent.names);
      if (because) this.family(parent, lastSegment(child.type)).open ??= because;
    }
  }

  private family(parent: Resource, segment: string): Family {
    const families = this.families.get(parent) ?? new Map<string, Family>();
    this.families.set(parent, families);
    const family = families.get(segment.toLowerCase()) ?? { items: [] };
    families.set(segment.toLowerCase(), family);
    return family;
  }

  inlineOf(parent: Resource): readonly Resource[] {
    return [...(this.families.get(parent)?.values() ?? [])].flatMap((family) => family.items.filter((item) => item.inline));
  }

  children(parent: Resource, segment: string): Children {
    const family = this.families.get(parent)?.get(segment.toLowerCase());
    const open = family?.open ?? (parent.existing ? elsewhere(parent) : undefined) ?? this.mayHold(`${parent.type}/${segment}`, parent);
    const items = family?.items ?? [];
    return open ? { items, open } : { items };
  }

  /** `of`: for this parent alone, so that any number of another's are none of its. */
  mayHold(type: string, of?: Resource): Reason | undefined {
    const kind = type.toLowerCase();
    const unseen = this.unseen.find((part) => !part.types || part.types.some((one) => one.toLowerCase() === kind));
    if (unseen) return unseen.because;
    const alike = this.resources.filter((resource) => resource.kind === kind);
    const pointedAt = alike.find((one) => one.existing && (tellsByBody.has(kind) || (kind.split("/").length > 2 && !one.parent)));
    return (
      alike.find(({ repeated, parent }) => repeated && (!of || !parent || parent === of))?.repeated ?? (pointedAt && elsewhere(pointedAt))
    );
  }

  referrers(resource: Resource): readonly { resource: Resource; path: Path }[] {
    this.backward ??= this.backwardLinks();
    return this.backward.get(resource) ?? [];
  }

  private backwardLinks(): Map<Resource, { resource: Resource; path: Path }[]> {
    const links = new Map<Resource, { resource: Resource; path: Path }[]>();
    const visit = (from: Resource, value: Value, path: Path): void => {
      if (value.kind === "object") for (const property of value.props.values()) visit(from, property.value, [...path, property.name]);
      else if (value.kind === "list") for (const [index, item] of value.items.entries()) visit(from, item, [...path, index]);
      else if (value.kind === "choice") for (const side of [value.then, value.else]) visit(from, side, path);
      else if (value.kind === "reference" || value.kind === "text" || (value.kind === "scalar" && isId(value.value))) {
        const found = resolveId(this, value, from.condition);
        if (found.is !== "found") return;
        for (const to of [found.resource, ...(found.others ?? [])]) push(links, to, { resource: from, path });
      }
    };
    for (const resource of this.resources) {
      if (resource.inline) continue;
      visit(resource, resource.body, []);
      if (resource.scope) visit(resource, resource.scope, ["scope"]);
    }
    return links;
  }
}

function isId(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("/") && value.toLowerCase().includes("/providers/");
}

/** Access policies by themselves are no children in Azure: they add to the vault. */
function amends(declaration: Declaration): boolean {
  return declaration.amends !== undefined || declaration.type.toLowerCase() === "microsoft.keyvault/vaults/accesspolicies";
}

function parentId(child: Declaration): Value {
  return reference({ by: "id", type: parentType(child), names: child.names.slice(0, -1), ...(child.home ?? {}) }, [], child.at);
}

function parentType({ type }: Declaration): string {
  return type.slice(0, type.lastIndexOf("/"));
}

/** What these are for stands in their bodies: one that is only pointed at may be the one that is missed. Others are known by their names, or by their parents. */
const tellsByBody: ReadonlySet<string> = new Set([
  "microsoft.network/privateendpoints",
  "microsoft.authorization/roleassignments",
  "microsoft.insights/diagnosticsettings",
]);

function lastSegment(type: string): string {
  return type.slice(type.lastIndexOf("/") + 1);
}

/** What is written of something that is declared elsewhere: nothing is absent from it, nor from the objects in it. */
function opened(body: Value, because: Reason): Value {
  if (body.kind !== "object") return body;
  const inside = [...body.props.values()].map((property) => ({ ...property, value: opened(property.value, because) }));
  return object(inside, body.at, body.open ?? because);
}

function elsewhere(declaration: Declaration): Reason {
  return {
    kind: "elsewhere",
    text: `'${declaration.symbol ?? declaration.type}' is declared in another deployment.`,
    settle: "name the deployments that stand together as an environment in 'aml-network-audit.json'",
    at: declaration.at,
  };
}

function sameCase(one: Resource, other: Declaration): boolean {
  return (
    !one.existing &&
    sameHome(one, other) &&
    sameScope(one, other) &&
    implies(one.condition, other.condition) &&
    implies(other.condition, one.condition)
  );
}

/** Extension resources of one name are told apart by what they are about. */
function sameScope(one: Declaration, other: Declaration): boolean {
  if (!one.scope || !other.scope) return one.scope === other.scope;
  const scope = identity(one.scope);
  return scope !== undefined && scope === identity(other.scope);
}

function sameHome(one: Declaration, other: Declaration): boolean {
  const text = (part?: Value) =>
    part ? JSON.stringify(part.kind === "scalar" ? part.value : part.kind === "constant" ? part.name : part.kind) : "";
  return (
    text(one.home?.subscription) === text(other.home?.subscription) && text(one.home?.resourceGroup) === text(other.home?.resourceGroup)
  );
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
