// A snapshot of Azure before the same rules: each workspace with what it stands in is a deployment of its own. Reads nothing, throws nothing.
import type { Auditor } from "./analysis/auditor.ts";
import type { Snapshot } from "./model/azure.ts";
import { neighbourhoods } from "./sources/azure/neighbourhood.ts";
import { readAzure } from "./sources/azure/read.ts";
import { parseRowId } from "./sources/azure/row-id.ts";

/** A workspace and the id of the deployment that stands for it. */
export interface PutWorkspace {
  /** ARM id. */
  readonly id: string;
  readonly deployment: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscription: string;
  /** Ids of all rows that it is judged by. */
  readonly rows: readonly string[];
}

/** Gives an auditor every workspace of a snapshot, or one deployment of everything where there is no workspace. */
export function putSnapshot(auditor: Auditor, snapshot: Snapshot): readonly PutWorkspace[] {
  const around = neighbourhoods(snapshot);
  if (around.length === 0) {
    auditor.putFragments("Azure", [readAzure(snapshot)]);
    return [];
  }
  return around.map(({ workspace, rows, blind }) => {
    const { subscription = "", resourceGroup = "", names = [] } = parseRowId(workspace.id) ?? {};
    const name = names.at(-1) ?? "";
    const deployment = `${resourceGroup}/${name} (${subscription})`;
    auditor.putFragments(deployment, [readAzure({ ...snapshot, rows: own(rows, workspace.id), blind })]);
    return { id: workspace.id, deployment, name, resourceGroup, subscription, rows: rows.map((row) => row.id) };
  });
}

/** Other workspaces that share a store are judged by themselves; a hub stays with its projects. */
function own(rows: Snapshot["rows"], workspace: string): Snapshot["rows"] {
  const hub = hubOf(rows.find((row) => row.id === workspace));
  return rows.filter((row) => {
    if (parseRowId(row.id)?.type !== "Microsoft.MachineLearningServices/workspaces") return true;
    return row.id === workspace || row.id.toLowerCase() === hub;
  });
}

function hubOf(row: Snapshot["rows"][number] | undefined): string | undefined {
  const properties = row?.properties;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return undefined;
  const hub = "hubResourceId" in properties ? properties.hubResourceId : undefined;
  return typeof hub === "string" ? hub.toLowerCase() : undefined;
}
