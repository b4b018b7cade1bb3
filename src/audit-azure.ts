// A snapshot of Azure before the same rules: each workspace with what it stands in is a deployment of its own. Reads nothing, throws nothing.
import type { Auditor } from "./analysis/auditor.ts";
import type { Snapshot } from "./model/azure.ts";
import type { AuditResult } from "./model/finding.ts";
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

/** The same findings in words for what runs: nothing live is in another deployment, and no environment file would show it. */
export function inLiveWords(result: AuditResult): AuditResult {
  const findings = result.findings.map((finding) => {
    const { because } = finding;
    const said = { ...finding, message: liveText(finding.message) };
    if (!because) return said;
    const settle = because.settle === undefined ? {} : { settle: liveText(because.settle) };
    return { ...said, because: { ...because, text: liveText(because.text), ...settle } };
  });
  return { ...result, findings };
}

/** One text of a rule about rows of Azure. */
export function liveText(text: string): string {
  return text
    .replaceAll("is declared in another deployment.", "was not read: it lies where this reading did not look, or a right lacks there.")
    .replaceAll(BY_ENVIRONMENT, "read the subscription that holds it too, with the Reader role there");
}

const BY_ENVIRONMENT =
  /(?:declare the computes with their subnet, or )?name the deployments? [^.']{0,100}'aml-network-audit\.json'(?:, or probe the live network)?/g;

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
