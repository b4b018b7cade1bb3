// Repairs in ARM's terms; each spelling's writer turns them into edits of its own text.

import type { Span } from "./origin.ts";
import type { Path } from "./value.ts";

/** A value to be written. Names of resources and what nobody knows are left to the writer. */
export type Draft =
  | string
  | number
  | boolean
  | readonly Draft[]
  | { readonly [name: string]: Draft }
  /** The id (empty path) or a property of a declared resource, or of one added by the same repair. */
  | {
      readonly $ref: string;
      readonly path?: Path /** A sub-resource below it: `["subnets", "training"]`. */;
      readonly child?: readonly string[];
    }
  /** A parameter or variable; added with this description when there is none of the name. */
  | { readonly $parameter: string; readonly description: string; readonly secure?: boolean; readonly default?: Draft }
  /** A name made in the file's own naming pattern from a short role such as `pe-blob`. */
  | { readonly $name: string }
  /** A GUID that these always come to: the name of a role assignment. */
  | { readonly $unique: readonly Draft[] }
  /** An object with one property, whose name is what a draft comes to: the id of an assigned identity. */
  | { readonly $keyed: Draft; readonly value: Draft }
  /** The deployment's own location, tenant, subscription or resource group. */
  | { readonly $deployment: "location" | "tenantId" | "subscriptionId" | "resourceGroup" };

export interface NewResource {
  /** Referred to by `$ref` within the repair; also the stem of the symbol. */
  readonly key: string;
  readonly type: string;
  readonly apiVersion: string;
  readonly name: Draft;
  /** Key of the parent declaration or new resource, for a child resource. */
  readonly parent?: string;
  readonly scope?: Draft;
  readonly body: { readonly [name: string]: Draft };
}

export type Change =
  /** Sets a property; creates what lacks on the way. A scalar behind a parameter or variable is changed where it is written. */
  | { readonly do: "set"; readonly resource: string; readonly path: Path; readonly value: Draft }
  | { readonly do: "remove"; readonly resource: string; readonly path: Path }
  /** Writes another property of the same object in the place of one. */
  | { readonly do: "exchange"; readonly resource: string; readonly path: Path; readonly name: string; readonly value: Draft }
  /** Takes a resource away that is declared by itself; refused where something else names it. */
  | { readonly do: "delete"; readonly resource: string }
  /** Adds an item at the end of a list; creates the list when it is absent. */
  | {
      readonly do: "append";
      readonly resource: string;
      readonly path: Path;
      readonly value: Draft /** What another change may wait for, where a language makes the item a resource of its own. */;
      readonly key?: string;
    }
  /** Has a resource deployed after another of this file that it does not refer to. */
  | { readonly do: "wait"; readonly resource: string; readonly for: string }
  /**
   * Replaces a literal where it is written: a wrong tag, host or zone. `was`: what the text there comes to, where it is put together.
   * `names`: the type of the resource whose last name it is; what else of the file spells its id follows.
   */
  | { readonly do: "replace"; readonly at: Span; readonly value: string; readonly was?: string; readonly names?: string }
  /** Adds resources after the declaration of `beside`, in its file. */
  | { readonly do: "add"; readonly beside: string; readonly resources: readonly NewResource[] };

export interface Repair {
  /** An imperative without a stop: `Allow 'AzureMachineLearning' in rule collection 'net-aml'`. */
  readonly title: string;
  readonly changes: readonly Change[];
  /** Why a person should look before taking it; bulk fixing skips it. */
  readonly caution?: string;
  /** Set where the caution is only that a value is asked for. */
  readonly asks?: true;
  /** What to do where this cannot be written. */
  readonly instead?: Repair;
}

export interface TextEdit extends Span {
  readonly newText: string;
}

/** A repair in the file's language. */
export interface Fix {
  readonly title: string;
  readonly caution?: string;
  /** Never overlapping; offsets in the text as it was read. */
  readonly edits: readonly TextEdit[];
  /** How many of the repairs that it was to hold it leaves out, because they cannot be written, or not with the others. */
  readonly left?: number;
}
