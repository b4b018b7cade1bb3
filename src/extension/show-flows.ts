// What a click on a code lens leads to: the flows of a deployment, or the walk of one of those that a collection decides.
import { l10n, window } from "vscode";
import type { LensFlow } from "../server/protocol.ts";
import type { Reports } from "./report-panel.ts";

/** `deployment`: its id. `flows`: the flows to choose from; without any the report opens at the table. */
export async function showFlows(reports: Reports, deployment: unknown, flows: unknown): Promise<void> {
  if (typeof deployment !== "string") return reports.show();
  const known = Array.isArray(flows) ? flows.filter(isFlow) : [];
  if (!known.length) return reports.show({ deployment });
  const items = known.map(({ requirement, value, ports }) => ({ label: value, description: ports, requirement }));
  const chosen = items.length === 1 ? items[0] : await window.showQuickPick(items, { placeHolder: l10n.t("The flow whose way is shown") });
  if (chosen) await reports.show({ deployment, requirement: chosen.requirement });
}

function isFlow(value: unknown): value is LensFlow {
  return typeof value === "object" && value !== null && "requirement" in value && typeof value.requirement === "string";
}
