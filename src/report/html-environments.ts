// Required flows against environments: the same flow in every deployment side by side, each cell leading to its way below.
import type { AuditResult, Deployment } from "../model/finding.ts";
import type { Requirement } from "../model/requirement.ts";
import type { Cell } from "../reach/coverage.ts";
import { portsOf } from "./coverage.ts";
import { flowsOf } from "./flows.ts";
import { flowMarks, shownInFull } from "./html-flows.ts";
import { flowAnchor } from "./html-link.ts";
import type { Sheet } from "./html-sheet.ts";
import { element, htmlTable, safe } from "./html-text.ts";
import { titleOf } from "./report.ts";

/** More columns are no table any more. */
const most = 12;

/** Empty for a single deployment, whose own table says it all, and for more than fit side by side. */
export function environments(result: AuditResult, { say }: Sheet): string {
  const columns = shownInFull(result)[0].filter((deployment) => flowsOf(deployment).sources.items.length);
  if (columns.length < 2 || columns.length > most) return "";
  const flows = new Map(columns.flatMap((one) => flowsOf(one).rows.map(({ requirement }) => [requirement.id, requirement] as const)));
  const cells = ([id, requirement]: [string, Requirement]) => [
    `<code>${safe(requirement.value)}</code> <span class="meta">${safe(portsOf(requirement))}</span>`,
    ...columns.map((deployment) => {
      const worst = worstOf(deployment, id);
      if (!worst) return `<span class="soft">– ${say("not needed")}</span>`;
      const [tone, mark] = flowMarks[worst];
      const text = `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${say(worst)}</span>`;
      return `<a href="#${safe(encodeURI(flowAnchor(deployment.id, id)))}">${text}</a>`;
    }),
  ];
  const head = [say("Flow"), ...columns.map(({ id }) => `<span class="path">${safe(titleOf(id, say))}</span>`)];
  const table = htmlTable(head, [...flows], cells, say("Required flows by deployment"));
  const summary = say("Compare {0} deployments, flow by flow", columns.length);
  return element("details", `<summary>${summary}</summary>${table}`, 'class="environments" open');
}

const order = ["blocked", "unclear", "allowed"] as const;

/** Undefined where the flow is not needed. */
function worstOf(deployment: Deployment, requirement: string): Cell["is"] | undefined {
  const cells = flowsOf(deployment).rows.find((row) => row.requirement.id === requirement)?.cells ?? [];
  return order.find((is) => cells.some((cell) => cell.is === is));
}
