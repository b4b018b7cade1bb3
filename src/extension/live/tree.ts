import type { ExtensionContext } from "vscode";
import type { Dependency } from "../../live/dependencies.ts";
import type { Snapshot } from "../../model/azure.ts";
import type { AzureView } from "../../model/azure-view.ts";
import type { Client } from "../client.ts";
import type { Entry, State } from "./state.ts";

/** What commands do to the tree. */
export interface Tree {
  readonly context: ExtensionContext;
  readonly state: State;
  readonly client: () => Promise<Client>;
  /** Draws everything again. */
  redraw(): void;
  /** Reads a workspace anew and judges it; ends in a state with a reason, whatever happens. */
  read(entry: Entry): Promise<void>;
  /** `listed`: Azure's own list of hosts for each workspace, by lower-case id. */
  judge(snapshot: Snapshot, listed?: Readonly<Record<string, readonly Dependency[]>>): Promise<AzureView>;
}
