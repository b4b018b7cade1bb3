// What the files do not tell, what could not be read, and what was audited.
import type { Problem } from "../model/declaration.ts";
import type { Deployment } from "../model/finding.ts";
import { placeLink } from "./html-link.ts";
import { linkTo, type Sheet } from "./html-sheet.ts";
import { htmlTable, prose, safe } from "./html-text.ts";
import { type Report, titleOf } from "./report.ts";
import { type Open, openQuestions } from "./unclear.ts";

/** More of one reason are counted: whoever settles it settles all. */
const most = 50;

/** The inputs that would settle most, then each reason with what hangs on it. */
export function questions({ result }: Report, sheet: Sheet): string {
  const { say } = sheet;
  const open = openQuestions(result);
  if (!open.length) return "";
  const total = open.reduce((sum, { findings }) => sum + findings.length, 0);
  const settling = open.filter(({ because }) => because.settle).slice(0, 3);
  const settled = settling.reduce((sum, { findings }) => sum + findings.length, 0);
  const inputs = settling.map(({ because, findings }) => `<li><b>${findings.length}</b> ${prose(because.settle ?? "")}</li>`).join("");
  const lead = inputs
    ? `<p>${say("These inputs would settle {0} of {1} open answers:", settled, total)}</p><ol class="inputs">${inputs}</ol>`
    : "";
  const told = result.summary.files
    ? say("What the files do not tell, with what would settle most of it first.")
    : say("What was read does not tell this; what would settle most of it comes first.");
  return `${lead}<p class="soft">${told}</p>${open.map((one) => question(one, sheet)).join("")}`;
}

function question({ because, findings }: Open, sheet: Sheet): string {
  const { say } = sheet;
  const settle = because.settle ? ` ${say("To settle it:")} ${prose(because.settle)}.` : "";
  const each = findings
    .slice(0, most)
    .map((one) => `<li>${prose(one.message)} <span class="meta"><code>${safe(one.rule)}</code> ${linkTo(one.at, sheet)}</span></li>`);
  const more = findings.length > most ? `<li class="soft">${say("and {0} more", findings.length - most)}</li>` : "";
  return `<details><summary><b>${findings.length}</b> ${prose(because.text)}${settle}</summary><ul>${each.join("")}${more}</ul></details>`;
}

export function problems({ result }: Report, { places, say, place }: Sheet): string {
  if (!result.problems.length) return "";
  const cells = (problem: Problem) => [placeLink(places.span(problem), problem.uri), prose(problem.message)];
  return `<div class="told">${htmlTable([say("Where"), say("What")], result.problems, cells, say("Files that could not be read in full"), place)}</div>`;
}

export function deployments({ result }: Report, { say, place }: Sheet): string {
  const cells = ({ id, language, scenario, resources, files }: Deployment) => [
    `<span class="path">${safe(titleOf(id, say))}</span>`,
    language,
    scenario.cloud,
    safe(scenario.region ?? say("not said")),
    scenario.asOf,
    String(resources),
    String(files.length),
  ];
  const head = [say("Deployment"), say("Language"), say("Cloud"), say("Region"), say("As of"), say("Resources"), say("Files")];
  return htmlTable(head, result.deployments, cells, say("What was audited"), place);
}
