// Required flows against the places where they start, deployment by deployment; each cell holds the way that the flow takes.
import type { AuditResult, Deployment } from "../model/finding.ts";
import type { Requirement } from "../model/requirement.ts";
import type { Cell, Row } from "../reach/coverage.ts";
import { conditionOf } from "./condition.ts";
import { flowChecks, portsOf } from "./coverage.ts";
import { flowsOf, notNeeded, tally } from "./flows.ts";
import { flowAnchor, flowsAnchor, placeLink } from "./html-link.ts";
import type { Sheet } from "./html-sheet.ts";
import { element, htmlTable, prose, safe } from "./html-text.ts";
import { picture } from "./picture.ts";
import { sceneOf } from "./picture-scene.ts";
import { titleOf } from "./report.ts";
import { english } from "./say.ts";
import { notJudged, notJudgedText } from "./unjudged.ts";

/** More would make a page that no browser opens at once; the others are counted. */
const most = 30;

/** The deployments that the page shows in full, and those that it counts: those in which a flow is stopped come first. */
export function shownInFull(result: AuditResult): readonly [readonly Deployment[], readonly Deployment[]] {
  const { deployments } = result;
  if (deployments.length <= most) return [deployments, []];
  const { judged, stopped } = flowChecks(result);
  const sorted = deployments.filter(({ id }) => judged.has(id)).sort((a, b) => Number(stopped.has(b.id)) - Number(stopped.has(a.id)));
  return [sorted.slice(0, most), sorted.slice(most)];
}

export function flowSections(result: AuditResult, sheet: Sheet): string {
  const [full, rest] = shownInFull(result);
  const sections = full.filter(hasFlows).map((deployment) => sheet.place(() => flowSection(deployment, sheet)));
  return [...sections, counted(rest, sheet), sheet.place(() => unseen(result, sheet))].join("");
}

/** Whether flows start there, or there is a network to be drawn. */
function hasFlows(deployment: Deployment): boolean {
  const { items, unknown } = flowsOf(deployment).sources;
  return items.length > 0 || unknown !== undefined || sceneOf(deployment, english) !== undefined;
}

function unseen(result: AuditResult, { say }: Sheet): string {
  return notJudged(result)
    .map((one) => `<p class="soft">${prose(notJudgedText(one, say))}</p>`)
    .join("");
}

function counted(deployments: readonly Deployment[], { say, place }: Sheet): string {
  if (!deployments.length) return "";
  const cells = (deployment: Deployment) => {
    const { allowed, blocked, unclear, total } = tally(flowsOf(deployment), () => true);
    const name = `<span class="path" id="${safe(flowsAnchor(deployment.id))}">${safe(titleOf(deployment.id, say))}</span>`;
    return [name, say("{0} of {1}", allowed, total), String(blocked), String(unclear)];
  };
  const head = [say("Deployment"), say("Allowed"), say("Blocked"), say("Unclear")];
  const table = htmlTable(head, deployments, cells, say("Required flows of the other deployments"), place);
  return `<details><summary>${say("{0} more deployments, counted", deployments.length)}</summary>${table}</details>`;
}

function flowSection(deployment: Deployment, sheet: Sheet): string {
  const { say } = sheet;
  const matrix = flowsOf(deployment);
  const { items, unknown } = matrix.sources;
  const drawing = picture(deployment, sheet.places, say)?.svg;
  const { allowed, total } = tally(matrix, () => true);
  const title = safe(titleOf(deployment.id, say));
  const count = total ? ` <span class="soft">${say("{0} of {1} required flows allowed", allowed, total)}</span>` : "";
  const open = unknown ? `<p class="warn">${prose(unknown.because.text)}</p>` : "";
  const shown = drawing
    ? `<div class="picture" tabindex="0" role="region" aria-label="${say("Picture of {0}", title)}">${drawing}</div>`
    : "";
  const sources = items.map(({ name }) => name);
  const table = items.length && matrix.rows.length ? matrixTable(matrix.rows, sources, sheet, deployment.id) : "";
  const rest = table ? unneeded(deployment, sheet) : "";
  const heading = `<h3 class="path" id="${safe(flowsAnchor(deployment.id))}" tabindex="-1">${title}${count}</h3>`;
  return `${heading}${open}${shown}${table}${rest}`;
}

function matrixTable(rows: readonly Row[], sources: readonly string[], sheet: Sheet, id: string): string {
  const { say } = sheet;
  const head = [say("Flow"), ...sources.map((name) => say("From {0}", safe(say(name)))), say("Ports")]
    .map((cell) => element("th", cell, 'scope="col"'))
    .join("");
  const body = [...rows]
    .sort((a, b) => worst(a) - worst(b))
    .map(({ requirement, cells }) => {
      const first = element("th", `<code>${safe(requirement.value)}</code>`, `scope="row" title="${safe(requirement.why)}"`);
      const level = requirement.level === "required" ? "" : ` <span class="meta">${say(requirement.level)}</span>`;
      const ports = element("td", safe(portsOf(requirement)) + level);
      const answers = cells.map((cell) => element("td", answer(cell, sheet), 'class="answer"')).join("");
      return element("tr", first + answers + ports, `id="${safe(flowAnchor(id, requirement.id))}"`);
    });
  const label = say("Required flows of {0}", safe(titleOf(id, say)));
  return `<div class="wide" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** What is stopped comes first, then what nobody can tell. */
function worst({ cells }: Row): number {
  return cells.some(({ is }) => is === "blocked") ? 0 : cells.some(({ is }) => is === "unclear") ? 1 : 2;
}

/** Tone and mark of an answer. */
export const flowMarks = { allowed: ["good", "✔"], blocked: ["bad", "✖"], unclear: ["warn", "?"] } as const;

function answer(cell: Cell, { places, say }: Sheet): string {
  const [tone, mark] = flowMarks[cell.is];
  const at = cell.witness?.at ?? cell.blocker?.at;
  const place = at && places.of(at);
  const by = cell.witness ? ` ${say("by")} <code>${safe(cell.witness.name)}</code>` : "";
  const head = `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${say(cell.is)}</span>${by}`;
  const link = place && at?.from === "file" ? `<p>${placeLink(place, at.uri)}</p>` : "";
  const why = cell.blocker?.text ?? cell.because?.text;
  const steps = cell.steps
    .map(({ text, is }) => `<li class="${is === "stops" ? "bad" : is === "unclear" ? "warn" : ""}">${prose(text)}</li>`)
    .join("");
  const way = `${link}${why ? `<p>${prose(why)}</p>` : ""}${steps && `<ol>${steps}</ol>`}`;
  return way ? `<details><summary>${head}</summary>${way}</details>` : head;
}

/** The flows of the book that nothing here asks for, with what would. */
function unneeded(deployment: Deployment, { say }: Sheet): string {
  const rows = notNeeded(deployment);
  const cells = (row: Requirement) => [`<code>${safe(row.value)}</code>`, safe(conditionOf(row)), safe(portsOf(row))];
  if (!rows.length) return "";
  const table = htmlTable([say("Flow"), say("Needed"), say("Ports")], rows, cells, say("Flows that are not needed"));
  return `<details><summary class="soft">${say("{0} flows are not needed here", rows.length)}</summary>${table}</details>`;
}
