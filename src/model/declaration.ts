import type { Origin } from "./origin.ts";
import type { Condition, Reason, Scalar, Value } from "./value.ts";

export type Cloud = "public" | "usgov" | "china";
export type Language = "bicep" | "arm" | "terraform" | "azure";

/** One resource as one place declares it, in ARM's shape whatever the spelling. Several may describe one resource: assembly merges them. */
export interface Declaration {
  /** Unique in its deployment and stable over edits elsewhere: `network/vnet`, `module.hub.azurerm_subnet.training["a"]`. */
  readonly key: string;
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  readonly apiVersion?: string;
  /** One value for each segment of the type after the provider. */
  readonly names: readonly Value[];
  /** Where it is deployed to, when not where its entry is (a module's `scope`); always on rows of Azure. */
  readonly home?: { readonly subscription?: Value; readonly resourceGroup?: Value };
  /** Set for an extension resource (role assignment, diagnostic setting): what it is about. */
  readonly scope?: Value;
  /** Declared elsewhere and only pointed at: Bicep's `existing`, Terraform's `data`. Its properties are then open. */
  readonly existing: boolean;
  readonly condition: Condition;
  /** An object in ARM's shape: `location`, `sku`, `kind`, `identity`, `tags`, `properties`. Defaults are materialized. */
  readonly body: Value;
  /** Adds to a resource declared by another declaration (`azapi_update_resource`, `azurerm_storage_account_network_rules`). */
  readonly amends?: Value;
  /** Set when it stands for an unknown number of resources, none included. */
  readonly repeated?: Reason;
  /** Canonical text of what it is repeated over: declarations over the same are there equally often. */
  readonly over?: string;
  /** What a finding about the whole resource is drawn on: the symbol, the type string or the block's labels. */
  readonly at: Origin;
  /** The whole declaration, where new ones can be put after. */
  readonly span: Origin;
  /** Bicep or ARM symbolic name, or the Terraform type and name `azurerm_subnet.training`. */
  readonly symbol?: string;
  /** The module calls it came through, outermost first. */
  readonly calls: readonly Origin[];
  readonly language: Language;
  /** What the file calls a property of ARM's, and a value of it, where that is not ARM's own: `'public_network_access_enabled' to false`. */
  readonly argument?: (property: string, value?: Scalar) => string | undefined;
}

/** A part of a deployment that cannot be seen, so that nothing of these types is provably missing. */
export interface Unseen {
  readonly because: Reason;
  readonly at: Origin;
  /** Resource types it may hold; anything when not given. */
  readonly types?: readonly string[];
}

/** Something wrong with a file itself: not read, not parsed, an expression in error. Everything else is still audited. */
export interface Problem {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** What one reading of a template with its arguments gives: resources, outputs, and what stood in the way. */
export interface Fragment {
  readonly declarations: readonly Declaration[];
  /** Keyed by the output's name as written. */
  readonly outputs: ReadonlyMap<string, Value>;
  readonly unseen: readonly Unseen[];
  readonly problems: readonly Problem[];
  /** Set where the template marks something for others to import. */
  readonly exports?: Exports;
  /** The cloud that the template itself names (Terraform's provider block), with its evidence. */
  readonly cloud?: { readonly is: Cloud; readonly at: Origin };
}

/** What a template gives to others while they are compiled: variables, functions and types. */
export interface Exports {
  /** Names of the variables. */
  readonly variables: readonly string[];
  /** A variable as it is seen from `at`; undefined when there is none of the name. */
  variable(name: string, at: Origin): Value | undefined;
  /** What a function makes of values; undefined when there is none of the name. */
  apply(name: string, args: readonly Value[], at: Origin): Value | undefined;
  /** Whether a value of a type may be left out. `type`: its name, and the members that lead into it. */
  mayBeNull(type: readonly string[]): boolean;
}
