// A table of workspaces by state: the first page of an estate's report.
import type { AuditResult, Finding } from "../model/finding.ts";
import { plural, standing } from "./report.ts";

type WorkspaceState = "fails" | "warns" | "unclear" | "fine";

export interface EstateRow {
  readonly deployment: string;
  readonly state: WorkspaceState;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly unclear: number;
  readonly met: number;
}

/** One row a deployment, the worst first, then by name. */
export function estateRows(result: AuditResult): readonly EstateRow[] {
  const findings = group(standing(result));
  const met = group(result.checks.filter((check) => check.verdict === "met"));
  return result.deployments
    .map(({ id }) => rowOf(id, findings.get(id) ?? [], met.get(id)?.length ?? 0))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        b.errors - a.errors ||
        b.warnings - a.warnings ||
        (a.deployment < b.deployment ? -1 : 1),
    );
}

const ORDER: readonly WorkspaceState[] = ["fails", "warns", "unclear", "fine"];

function rowOf(deployment: string, findings: readonly Finding[], met: number): EstateRow {
  const count = (severity: Finding["severity"]) => findings.filter((one) => one.verdict === "unmet" && one.severity === severity).length;
  const errors = count("error");
  const warnings = count("warning");
  const unclear = findings.filter((one) => one.verdict === "unclear").length;
  const state = errors > 0 ? "fails" : warnings > 0 ? "warns" : unclear > 0 ? "unclear" : "fine";
  return { deployment, state, errors, warnings, notes: count("note"), unclear, met };
}

function group<T extends { readonly deployments: readonly string[] }>(items: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    for (const id of item.deployments) {
      const have = out.get(id);
      if (have) have.push(item);
      else out.set(id, [item]);
    }
  }
  return out;
}

/** Plain text, columns aligned, with a closing line of counts. */
export function estateTable(rows: readonly EstateRow[]): string {
  const heads = ["Workspace", "State", "Errors", "Warnings", "Unclear", "Met"];
  const cells = rows.map((row) => [row.deployment, row.state, ...[row.errors, row.warnings, row.unclear, row.met].map(String)]);
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((line) => line[column]?.length ?? 0)));
  const line = (parts: readonly string[]) =>
    parts
      .map((part, column) => (column < 2 ? part.padEnd(widths[column] ?? 0) : part.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const counts = ORDER.map((state) => [state, rows.filter((row) => row.state === state).length] as const).filter(([, count]) => count > 0);
  const said = counts.map(([state, count]) => `${count} ${state}`).join(", ");
  return `${[line(heads), ...cells.map(line)].join("\n")}\n${plural(rows.length, "workspace")}: ${said || "none"}.\n`;
}
