// What client and server say to each other about live Azure.
import type { ListedHost } from "../analysis/dependencies.ts";
import type { Snapshot } from "../model/azure.ts";
import type { Cloud } from "../model/declaration.ts";
import type { Seeded } from "../scaffold/seeds.ts";

/** Request. Judges a snapshot and holds it against the open folders. Answers `AzureView`. */
export const azureMethod = "amlNetworkAudit/azure";

export interface AzureParams {
  readonly snapshot: Snapshot;
  /** Azure's own list of what each workspace must reach, by its lower-case id, where it was read. */
  readonly listed?: Readonly<Record<string, readonly ListedHost[]>>;
}

/** Request. What the rows ask for, in a language: a firewall policy unless said otherwise. Answers its text, or null where it cannot be written. */
export const scaffoldMethod = "amlNetworkAudit/scaffold";

export interface ScaffoldParams {
  readonly what?: Seeded;
  readonly language: "bicep" | "arm" | "terraform";
  readonly cloud: Cloud;
  /** As Azure names it: `eastus`. */
  readonly region?: string;
  /** Only what this requirement asks for, by its id. */
  readonly requirement?: string;
}

/** Request. The report of what was read, as one HTML page without scripts. Takes `AzureReportParams`, answers its text. */
export const azureReportMethod = "amlNetworkAudit/azureReport";

export interface AzureReportParams {
  readonly snapshot: Snapshot;
}
