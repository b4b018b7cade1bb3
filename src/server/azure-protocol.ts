// What client and server say to each other about live Azure.
import type { Snapshot } from "../model/azure.ts";

/** Request. Judges a snapshot and holds it against the open folders. Answers `AzureView`. */
export const azureMethod = "amlNetworkAudit/azure";

export interface AzureParams {
  readonly snapshot: Snapshot;
}
