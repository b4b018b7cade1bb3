// `--format markdown`: for pull requests and wikis. Against a baseline it is what a pull request brings, and nothing else.
import type { Finding } from "../model/finding.ts";
import { coverage } from "./coverage.ts";
import { il5Checklist } from "./il5.ts";
import { legible, legibleResult } from "./legible.ts";
import { code, plain, prose, table } from "./markdown-text.ts";
import { createPlaces, type Places } from "./places.ts";
import { plural, type Report, standing } from "./report.ts";
import { openQuestions } from "./unclear.ts";
import { notJudged, notJudgedText } from "./unjudged.ts";

export function writeMarkdown({ result, ...rest }: Report): string {
  const report: Report = { ...rest, result: legibleResult(result) };
  const places = createPlaces(report.root, report.text, legible);
  const known = report.result.findings.filter((finding) => finding.baseline).length;
  const sections = [
    summary(report, known),
    findings(report, places),
    known ? "" : flows(report),
    questions(report, places),
    problems(report, places),
    known ? "" : il5Checklist(report, places),
  ];
  return `# AML network audit\n\n${sections.filter((section) => section).join("\n\n")}\n`;
}

function summary(report: Report, known: number): string {
  const { summary: total } = report.result;
  const unmet = standing(report.result).filter((finding) => finding.verdict === "unmet");
  const count = (level: string) => unmet.filter((finding) => finding.severity === level).length;
  const found = `${plural(count("error"), "error")}, ${plural(count("warning"), "warning")}, ${plural(count("note"), "note")}`;
  const read = `${plural(total.files, "file")} and ${plural(total.resources, "resource")}`;
  if (known) return `**New: ${found}.** ${plural(known, "finding")} known from the baseline ${known === 1 ? "is" : "are"} left out.`;
  return `**${found}**; ${total.met} checks met, ${total.unmet} unmet, ${total.unclear} unclear, ${total.suppressed} suppressed in ${read}.`;
}

function findings(report: Report, places: Places): string {
  const unmet = standing(report.result).filter((finding) => finding.verdict === "unmet");
  if (!unmet.length) return "";
  const rows = unmet.map((finding) => [finding.severity, code(finding.rule), where(finding, places), prose(finding.message)]);
  return `## Findings\n\n${table(["Severity", "Rule", "Where", "What"], rows)}`;
}

function flows(report: Report): string {
  const { columns, rows } = coverage(report.result);
  const unseen = notJudged(report.result).map((one) => prose(notJudgedText(one)));
  if (!rows.length) return unseen.length ? `## Required flows\n\n${unseen.join("\n\n")}` : "";
  const words = { met: "allowed", unmet: "**blocked**", unclear: "unclear" };
  const body = rows.map((row) => [code(row.value), row.ports, ...row.cells.map((check) => (check ? words[check.verdict] : "not needed"))]);
  return [`## Required flows`, table(["Flow", "Ports", ...columns.map(plain)], body), ...unseen].join("\n\n");
}

function questions(report: Report, places: Places): string {
  const open = openQuestions(report.result);
  if (!open.length) return "";
  const rows = open.map(({ because, findings: group }) => [
    String(group.length),
    prose(because.settle ? `${because.text} To settle it: ${because.settle}.` : because.text),
    group[0] ? where(group[0], places) : "",
  ]);
  return `## Unclear\n\n${table(["Checks", "Why", "First at"], rows)}`;
}

function problems(report: Report, places: Places): string {
  if (!report.result.problems.length) return "";
  const rows = report.result.problems.map((problem) => {
    const { file, range } = places.span(problem);
    return [code(`${file}:${range.start.line + 1}`), prose(problem.message)];
  });
  return `## Problems\n\n${table(["Where", "What"], rows)}`;
}

function where(finding: Finding, places: Places): string {
  if (finding.at.from === "azure") return code(finding.at.id);
  const place = places.of(finding.at);
  return place ? code(`${place.file}:${place.range.start.line + 1}`) : "";
}
