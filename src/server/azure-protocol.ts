// What client and server say to each other about live Azure.
import type { ListedHost } from "../analysis/dependencies.ts";
import type { Snapshot } from "../model/azure.ts";

/** Request. Judges a snapshot and holds it against the open folders. Answers `AzureView`. */
export const azureMethod = "amlNetworkAudit/azure";

export interface AzureParams {
  readonly snapshot: Snapshot;
  /** Azure's own list of what the workspace must reach, where it was read. */
  readonly listed?: readonly ListedHost[];
}
