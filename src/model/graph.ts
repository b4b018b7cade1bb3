// The one graph: declarations merged into resources, children in one shape, references resolved.
import type { Declaration, Problem, Unseen } from "./declaration.ts";
import type { Condition, Path, Reason, Value } from "./value.ts";

/** A resource as all its declarations together describe it. Inline children (subnets, rules, routes) are resources too. */
export interface Resource extends Declaration {
  /** Lower case, for comparing. */
  readonly kind: string;
  readonly parent?: Resource;
  /** Where it is an item of its parent's body: the way there. */
  readonly inline?: Path;
  /** All declarations that describe it, the main one first. */
  readonly declarations: readonly Declaration[];
}

export type Resolution =
  /** It may be one that is only pointed at (`existing`). `others`: of the same name, under other conditions or in other scopes. */
  | { readonly is: "found"; readonly resource: Resource; readonly others?: readonly Resource[] }
  | { readonly is: "elsewhere"; readonly because: Reason } // an id, but of nothing declared here
  | { readonly is: "unclear"; readonly because: Reason }
  | { readonly is: "absent" };

export interface Children {
  readonly items: readonly Resource[];
  /** Set when there may be more than are seen. */
  readonly open?: Reason;
}

export interface Graph {
  readonly resources: readonly Resource[];
  readonly unseen: readonly Unseen[];
  readonly problems: readonly Problem[];
  /** Of a type, without regard to case, `existing` ones left out. */
  ofType(type: string): readonly Resource[];
  /** By a declaration's key. */
  get(key: string): Resource | undefined;
  /** What an id points at: a reference, an id in a string, an id by type and names. */
  resolve(value: Value, under?: Condition): Resolution;
  /** Children by the last segment of their type: `subnets`, `securityRules`, `ruleCollectionGroups`. */
  children(parent: Resource, segment: string): Children;
  /** Resources with a reference to this one anywhere in their bodies or scopes; the path says where. */
  referrers(resource: Resource): readonly { readonly resource: Resource; readonly path: Path }[];
  /** Why a resource of the type that is not seen may still be there; undefined when it is provably missing. */
  mayHold(type: string): Reason | undefined;
}
