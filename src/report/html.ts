// `--format html`: one page that needs nothing from anywhere, in a browser, in VS Code's webview, and on paper.
import type { Check, Finding } from "../model/finding.ts";
import type { Origin } from "../model/origin.ts";
import { chains } from "./chains.ts";
import { flowSections } from "./html-flows.ts";
import { il5Section } from "./html-il5.ts";
import { placeLink } from "./html-link.ts";
import { style } from "./html-style.ts";
import { element, htmlTable, prose, safe } from "./html-text.ts";
import { createPlaces, type Places } from "./places.ts";
import { plural, type Report, standing, titleOf } from "./report.ts";
import { openQuestions } from "./unclear.ts";

export interface Page {
  /** Allows the page's style, and a script that the one who shows it adds. Without one no script runs at all. */
  readonly nonce?: string;
  /** A sentence about the audit itself, when there is something to say. */
  readonly remark?: string;
}

export function writeHtml(report: Report, page: Page = {}): string {
  const places = createPlaces(report.root, report.text);
  const sections = [
    ["Required flows", flowSections(report.result.deployments, places)],
    ["Private links", privateLinks(report, places)],
    ["Encryption keys", keys(report, places)],
    ["Impact Level 5", il5Section(report, places)],
    ["Findings", findings(report, places)],
    ["Unclear", questions(report, places)],
    ["Problems", problems(report, places)],
    ["Deployments", deployments(report, places)],
  ].filter((section): section is [string, string] => section[1] !== "");
  const links = sections.map(([title]) => `<a href="#${idOf(title)}">${title}</a>`).join("");
  const body = sections.map(
    ([title, inside]) => `<section aria-labelledby="${idOf(title)}"><h2 id="${idOf(title)}">${title}</h2>${inside}</section>`,
  );
  const nonce = page.nonce ? ` nonce="${safe(page.nonce)}"` : "";
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(page.nonce)}">
<title>AML network audit</title>
<style${nonce}>${style}</style>
</head>
<body>
<main>
<h1>AML network audit</h1>
<p class="soft">${opening(report)}</p>
${page.remark ? `<p role="status">${safe(page.remark)}</p>` : ""}
${tiles(report)}
<nav aria-label="Sections">${links}</nav>
${body.join("\n")}
</main>
</body>
</html>
`;
}

function policy(nonce: string | undefined): string {
  return nonce
    ? `default-src 'none'; style-src 'nonce-${safe(nonce)}'; script-src 'nonce-${safe(nonce)}'`
    : "default-src 'none'; style-src 'unsafe-inline'";
}

function opening({ result }: Report): string {
  const { summary } = result;
  if (!summary.files) return "No Bicep, ARM or Terraform file was found.";
  const read = `${plural(summary.files, "file")}, ${plural(result.deployments.length, "deployment")}, ${plural(summary.resources, "resource")}`;
  return `${summary.met} of ${plural(summary.met + summary.unmet + summary.unclear, "check")} are met. Read: ${read}.`;
}

function tiles({ result }: Report): string {
  const unmet = standing(result).filter(({ verdict }) => verdict === "unmet");
  const of = (severity: string) => unmet.filter((finding) => finding.severity === severity).length;
  const all = [
    ["error", of("error"), "errors"],
    ["warning", of("warning"), "warnings"],
    ["note", of("note"), "notes"],
    ["unclear", result.summary.unclear, "unclear"],
    ["met", result.summary.met, "met"],
  ] as const;
  return element("ul", all.map(([kind, count, noun]) => `<li class="${kind}"><b>${count}</b>${noun}</li>`).join(""), 'class="tiles"');
}

function findings(report: Report, places: Places): string {
  const unmet = standing(report.result).filter(({ verdict }) => verdict === "unmet");
  if (!unmet.length) return report.result.summary.files ? "<p>Nothing that was checked is unmet.</p>" : "";
  const byDeployment = Map.groupBy(unmet, ({ deployments }) => deployments.join("\n"));
  return [...byDeployment]
    .map(([ids, here]) => {
      const title = titlesOf(ids.split("\n"));
      const byFile = Map.groupBy(here, ({ at }) => (at.from === "azure" ? at.id : (places.of(at)?.file ?? "In no file")));
      const files = [...byFile].map(([file, those]) => {
        const list = element("ol", those.map((one) => finding(one, places)).join(""), 'class="findings"');
        return file === title ? list : `<h4 class="path">${safe(file)}</h4>${list}`;
      });
      return `<h3 class="path">${safe(title)} <span class="soft">${plural(here.length, "finding")}</span></h3>${files.join("")}`;
    })
    .join("");
}

function titlesOf(ids: readonly string[]): string {
  const titles = ids.map(titleOf);
  return titles.length > 3 ? `${titles.slice(0, 2).join(", ")} and ${titles.length - 2} more` : titles.join(", ");
}

const levels = { error: "bad", warning: "warn", note: "info" } as const;

function finding(one: Finding, places: Places): string {
  const fix = one.repair ? `Fix: ${prose(one.repair.title)}${one.repair.caution ? " (look before taking it)" : ""}.` : "";
  const about = `<code>${safe(one.rule)}</code> ${link(one.at, places)}`;
  return element(
    "li",
    `<span class="level ${levels[one.severity]}">${one.severity}</span><div><p>${prose(one.message)}</p><p class="meta">${about}</p>${fix && `<p class="meta">${fix}</p>`}</div>`,
  );
}

function privateLinks({ result }: Report, places: Places): string {
  const rows = chains(result);
  if (!rows.length) return "";
  const words = { met: "yes", unmet: "missing", unclear: "unclear" };
  const body = rows.map((row) => [
    safe(`${row.subject.name} (${row.subject.type.split("/").slice(1).join("/")})`),
    `<code>${safe(row.part)}</code>`,
    verdict(row.endpoint, places, words),
    verdict(row.zone, places, words),
  ]);
  return htmlTable(["Resource", "Part", "Private endpoint", "DNS zone"], body, "Private endpoint and DNS zone of each resource");
}

function keys({ result }: Report, places: Places): string {
  const checks = result.checks.filter(({ rule }) => /(^|-)(cmk|key|keys|vault-protection|encryption)(-|$)/.test(rule));
  if (!checks.length) return "";
  const words = { met: "met", unmet: "unmet", unclear: "unclear" };
  const body = checks.map((check) => [
    safe(`${check.subject.name} (${check.subject.type.split("/").slice(1).join("/")})`),
    `<code>${safe(check.rule)}</code>`,
    verdict(check, places, words),
  ]);
  return htmlTable(["Resource", "Rule", "Answer"], body, "Customer-managed keys");
}

function questions({ result }: Report, places: Places): string {
  const open = openQuestions(result);
  if (!open.length) return "";
  const items = open.map(({ because, findings: group }) => {
    const settle = because.settle ? ` To settle ${group.length === 1 ? "it" : "them"}: ${prose(because.settle)}.` : "";
    const each = group.map(
      (one) => `<li>${prose(one.message)} <span class="meta"><code>${safe(one.rule)}</code> ${link(one.at, places)}</span></li>`,
    );
    return `<details><summary><b>${group.length}</b> ${prose(because.text)}${settle}</summary><ul>${each.join("")}</ul></details>`;
  });
  return `<p class="soft">What the files do not tell, with what would settle most of it first.</p>${items.join("")}`;
}

function problems({ result }: Report, places: Places): string {
  if (!result.problems.length) return "";
  const rows = result.problems.map((problem) => [placeLink(places.span(problem), problem.uri), prose(problem.message)]);
  return htmlTable(["Where", "What"], rows, "Files that could not be read in full").replaceAll('<td class="cell">', "<td>");
}

function deployments({ result }: Report, places: Places): string {
  const rows = result.deployments.map(({ id, language, scenario, graph, files }) => [
    `<span class="path">${safe(titleOf(id))}</span>`,
    language,
    scenario.cloud,
    safe(scenario.region ?? "not said"),
    scenario.asOf,
    String(graph.resources.filter((resource) => !resource.existing && !resource.inline).length),
    files.map((file) => safe(places.file(file))).length.toString(),
  ]);
  return rows.length
    ? htmlTable(["Deployment", "Language", "Cloud", "Region", "As of", "Resources", "Files"], rows, "What was audited")
    : "";
}

function verdict(check: Check | undefined, places: Places, words: Record<Check["verdict"], string>): string {
  if (!check) return '<span class="soft">not needed</span>';
  const [tone, mark] = { met: ["good", "✔"], unmet: ["bad", "✖"], unclear: ["warn", "?"] }[check.verdict];
  const answer = `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${words[check.verdict]}</span>`;
  return check.witness ? `${answer} ${link(check.witness.at, places, check.witness.name)}` : answer;
}

function link(at: Origin, places: Places, name?: string): string {
  const place = places.of(at);
  if (place && at.from === "file") return placeLink(place, at.uri, name);
  return at.from === "azure" ? `<code>${safe(at.id)}</code>` : "";
}

function idOf(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}
