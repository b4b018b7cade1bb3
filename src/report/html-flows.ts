// Required flows against the places where they start, deployment by deployment; each cell holds the way that the flow takes.
import type { Deployment } from "../model/finding.ts";
import type { Cell, Row } from "../reach/coverage.ts";
import { portsOf } from "./coverage.ts";
import { flowsOf, tally } from "./flows.ts";
import { flowsAnchor, placeLink } from "./html-link.ts";
import { element, htmlTable, prose, safe } from "./html-text.ts";
import { picture } from "./picture.ts";
import type { Places } from "./places.ts";
import { titleOf } from "./report.ts";

/** More would make a page that no browser opens at once; the others are counted. */
const most = 30;

export function flowSections(deployments: readonly Deployment[], places: Places): string {
  const some = deployments.length > most ? deployments.filter((deployment) => flowsOf(deployment).rows.length) : deployments;
  const stopped = (deployment: Deployment) => Number(tally(flowsOf(deployment), () => true).blocked > 0);
  const sorted = some.length > most ? [...some].sort((a, b) => stopped(b) - stopped(a)) : some;
  return (
    sorted
      .slice(0, most)
      .map((deployment) => flowSection(deployment, places))
      .join("") + counted(sorted.slice(most))
  );
}

function counted(deployments: readonly Deployment[]): string {
  if (!deployments.length) return "";
  const rows = deployments.map((deployment) => {
    const { allowed, blocked, unclear, total } = tally(flowsOf(deployment), () => true);
    const name = `<span class="path" id="${safe(flowsAnchor(deployment.id))}">${safe(titleOf(deployment.id))}</span>`;
    return [name, `${allowed} of ${total}`, String(blocked), String(unclear)];
  });
  const table = htmlTable(["Deployment", "Allowed", "Blocked", "Unclear"], rows, "Required flows of the other deployments");
  return `<details><summary>${deployments.length} more deployments, counted</summary>${table}</details>`;
}

function flowSection(deployment: Deployment, places: Places): string {
  const matrix = flowsOf(deployment);
  const { items, unknown } = matrix.sources;
  const drawing = picture(deployment, places)?.svg;
  if (!items.length && !unknown && !drawing) return "";
  const { allowed, total } = tally(matrix, () => true);
  const count = total ? ` <span class="soft">${allowed} of ${total} required flows allowed</span>` : "";
  const open = unknown ? `<p class="warn">${prose(unknown.because.text)}</p>` : "";
  const shown = drawing
    ? `<div class="picture" tabindex="0" role="region" aria-label="Picture of ${safe(titleOf(deployment.id))}">${drawing}</div>`
    : "";
  const table =
    items.length && matrix.rows.length
      ? matrixTable(
          matrix.rows,
          items.map(({ name }) => name),
          places,
          deployment.id,
        )
      : "";
  return `<h3 class="path" id="${safe(flowsAnchor(deployment.id))}">${safe(titleOf(deployment.id))}${count}</h3>${open}${shown}${table}`;
}

function matrixTable(rows: readonly Row[], sources: readonly string[], places: Places, id: string): string {
  const head = ["Flow", ...sources.map((name) => `From ${safe(name)}`), "Ports", "Level"]
    .map((cell) => element("th", cell, 'scope="col"'))
    .join("");
  const body = [...rows]
    .sort((a, b) => worst(a) - worst(b))
    .map(({ requirement, cells }) => {
      const first = element("th", `<code>${safe(requirement.value)}</code>`, `scope="row" title="${safe(requirement.why)}"`);
      const fixed = [portsOf(requirement), requirement.level].map((text) => element("td", safe(text), 'class="cell"')).join("");
      return element("tr", first + cells.map((cell) => element("td", answer(cell, places), 'class="answer"')).join("") + fixed);
    });
  return `<div class="wide" tabindex="0" role="region" aria-label="Required flows of ${safe(id)}"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** What is stopped comes first, then what nobody can tell. */
function worst({ cells }: Row): number {
  return cells.some(({ is }) => is === "blocked") ? 0 : cells.some(({ is }) => is === "unclear") ? 1 : 2;
}

const answers = { allowed: ["good", "✔"], blocked: ["bad", "✖"], unclear: ["warn", "?"] } as const;

function answer(cell: Cell, places: Places): string {
  const [tone, mark] = answers[cell.is];
  const at = cell.witness?.at ?? cell.blocker?.at;
  const place = at && places.of(at);
  const head = `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${cell.is}</span>${cell.witness ? ` by <code>${safe(cell.witness.name)}</code>` : ""}`;
  const link = place && at?.from === "file" ? `<p>${placeLink(place, at.uri)}</p>` : "";
  const why = cell.blocker?.text ?? cell.because?.text;
  const steps = cell.steps
    .map(({ text, is }) => `<li class="${is === "stops" ? "bad" : is === "unclear" ? "warn" : ""}">${prose(text)}</li>`)
    .join("");
  const way = `${link}${why ? `<p>${prose(why)}</p>` : ""}${steps && `<ol>${steps}</ol>`}`;
  return way ? `<details><summary>${head}</summary>${way}</details>` : head;
}
