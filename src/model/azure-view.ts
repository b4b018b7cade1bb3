// What is shown of live Azure: plain data that the server makes and the tree draws.
import type { BlindSpot } from "./azure.ts";
import type { Cloud } from "./declaration.ts";
import type { Span } from "./origin.ts";
import type { Severity } from "./verdict.ts";

export type ViewState = "met" | "unmet" | "unclear";

export type AreaId = "egress" | "inbound" | "private-access" | "keys" | "computes" | "managed-network" | "other" | "drift";

export interface AzureView {
  readonly cloud: Cloud;
  /** ISO 8601: when Azure was read. */
  readonly taken: string;
  readonly workspaces: readonly WorkspaceView[];
  /** What could not be read and is no one workspace's. */
  readonly blind: readonly BlindSpot[];
}

export interface WorkspaceView {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  /** Ids of all rows that it was judged by. */
  readonly rows: readonly string[];
  readonly areas: readonly AreaView[];
}

export interface AreaView {
  readonly id: AreaId;
  readonly title: string;
  readonly items: readonly ItemView[];
}

export interface ItemView {
  readonly label: string;
  readonly description: string;
  readonly state: ViewState;
  /** Of what is unmet. */
  readonly severity?: Severity;
  /** Full sentences, in Markdown. */
  readonly message: string;
  readonly rule?: string;
  /** Of a flow: the id of the requirement that asks for it. */
  readonly requirement?: string;
  readonly resourceId?: string;
  /** Where the code declares it. */
  readonly code?: Span;
  /** The way that a flow takes, step by step, in full sentences. */
  readonly steps: readonly { readonly text: string; readonly is: "passes" | "stops" | "unclear" | "noted" }[];
}
