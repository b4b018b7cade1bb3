import type { Cloud } from "./declaration.ts";
import type { Origin } from "./origin.ts";

/** Why a feature is on or off: configuration, evidence in the graph, or the table's default. */
export interface Evidence {
  readonly text: string;
  readonly at?: Origin;
}

/** What a deployment is about: decides which requirements apply. */
export interface Scenario {
  readonly cloud: Cloud;
  /** `eastus`; absent when nobody says. */
  readonly region?: string;
  /** Day of the requirements, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly profile: "standard" | "il5" | "none";
  /** Every feature of the table is there. `said`: the configuration turns it on or off. */
  readonly features: ReadonlyMap<string, { readonly on: boolean; readonly because: Evidence; readonly said?: true }>;
}
