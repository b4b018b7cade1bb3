// `--format html`: one page that needs nothing from anywhere, in a browser, in VS Code's webview, and on paper.
import { keys, privateLinks } from "./html-chains.ts";
import { environments } from "./html-environments.ts";
import { findingsSection } from "./html-findings.ts";
import { flowSections } from "./html-flows.ts";
import { il5Section } from "./html-il5.ts";
import { type Place, placed } from "./html-pages.ts";
import { deployments, problems, questions } from "./html-questions.ts";
import type { Sheet } from "./html-sheet.ts";
import { style } from "./html-style.ts";
import { element, safe } from "./html-text.ts";
import { createPlaces } from "./places.ts";
import { isAudited, type Report, standing } from "./report.ts";
import { english, type Say } from "./say.ts";

export interface Page {
  /** Allows the page's style, and a script that the one who shows it adds. Without one no script runs at all. */
  readonly nonce?: string;
  /** Sentences about the audit itself, in the reader's language, when there is something to say. */
  readonly remark?: string;
  /** The reader's language as in `lang`, and its fixed texts. */
  readonly language?: string;
  readonly say?: Say;
  /** Where pieces of long sections go; at once unless said otherwise. */
  readonly place?: Place;
}

export function writeHtml(report: Report, page: Page = {}): string {
  const say = page.say ?? english;
  const sheet: Sheet = { places: createPlaces(report.root, report.text), say, place: page.place ?? placed };
  const sections = [
    ["required-flows", say("Required flows"), environments(report.result, sheet) + flowSections(report.result, sheet)],
    ["private-links", say("Private links"), privateLinks(report, sheet)],
    ["encryption-keys", say("Encryption keys"), keys(report, sheet)],
    ["impact-level-5", say("Impact Level 5"), il5Section(report, sheet)],
    ["findings", say("Findings"), findingsSection(report, sheet)],
    ["unclear", say("Unclear"), questions(report, sheet)],
    ["problems", say("Problems"), problems(report, sheet)],
    ["deployments", say("Deployments"), deployments(report, sheet)],
  ].filter((section): section is [string, string, string] => section[2] !== "");
  const links = sections.map(([id, title]) => `<a href="#${id}">${title}</a>`).join("");
  const body = sections.map(
    ([id, title, inside]) => `<section aria-labelledby="${id}"><h2 id="${id}" tabindex="-1">${title}</h2>${inside}</section>`,
  );
  const nonce = page.nonce ? ` nonce="${safe(page.nonce)}"` : "";
  const nav = sections.length > 1 ? `<nav aria-label="${say("Sections")}">${links}</nav>` : "";
  return `<!DOCTYPE html>
<html lang="${safe(page.language ?? "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(page.nonce)}">
<title>${say("AML network audit")}</title>
<style${nonce}>${style}</style>
</head>
<body>
<main>
<h1>${say("AML network audit")}</h1>
${opening(report, page, say)}
${isAudited(report.result) ? tiles(report, say) : ""}
${nav}
${body.join("\n")}
</main>
</body>
</html>
`;
}

function policy(nonce: string | undefined): string {
  const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'";
  return nonce
    ? `${nothing}; style-src 'nonce-${safe(nonce)}'; script-src 'nonce-${safe(nonce)}'`
    : `${nothing}; style-src 'unsafe-inline'`;
}

function opening({ result }: Report, { remark }: Page, say: Say): string {
  const { summary } = result;
  const said = remark === undefined ? "" : `<p class="remark" role="status">${safe(remark)}</p>`;
  if (!isAudited(result)) return said || `<p class="remark">${say("No Bicep, ARM or Terraform file was found.")}</p>`;
  const checks = summary.met + summary.unmet + summary.unclear;
  const counts = [summary.met, checks, summary.files, result.deployments.length, summary.resources];
  const text = say("{0} of {1} checks are met. Read: files {2}, deployments {3}, resources {4}.", ...counts);
  const unread = result.problems.length
    ? `<p class="remark"><a href="#problems">${say("Not everything could be read, and what was not read is not judged.")}</a></p>`
    : "";
  return `<p class="soft">${text}</p>${said}${unread}`;
}

function tiles({ result }: Report, say: Say): string {
  const unmet = standing(result).filter(({ verdict }) => verdict === "unmet");
  const of = (severity: string) => unmet.filter((finding) => finding.severity === severity).length;
  const all = [
    ["error", of("error"), say("errors")],
    ["warning", of("warning"), say("warnings")],
    ["note", of("note"), say("notes")],
    ["unclear", result.summary.unclear, say("unclear")],
    ["met", result.summary.met, say("met")],
  ] as const;
  return element("ul", all.map(([kind, count, noun]) => `<li class="${kind}"><b>${count}</b> ${noun}</li>`).join(""), 'class="tiles"');
}
