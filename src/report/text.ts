// `--format text`: what a person reads in a terminal.
import type { Finding } from "../model/finding.ts";
import type { Severity } from "../model/verdict.ts";
import { type Coverage, coverage } from "./coverage.ts";
import { legible, legibleResult } from "./legible.ts";
import { type Cell, cell, createPaint, type Paint, table, wrap } from "./paint.ts";
import { createPlaces, type Places } from "./places.ts";
import { plural, type Report, standing } from "./report.ts";
import { openQuestions } from "./unclear.ts";
import { notJudged, notJudgedText } from "./unjudged.ts";

export interface TextOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Findings and problems only. */
  readonly quiet: boolean;
}

/** Lines and columns count from 1. */
export function writeText({ result, ...rest }: Report, options: TextOptions): string {
  const report: Report = { ...rest, result: legibleResult(result) };
  const paint = createPaint(options.colour);
  const places = createPlaces(report.root, report.text, legible);
  const sections = [
    problems(report, places, paint, options.width),
    findings(report, places, paint, options.width),
    ...(options.quiet
      ? []
      : [
          flows(report, places, paint),
          unseen(report, options.width),
          questions(report, places, paint, options.width),
          summary(report, paint),
        ]),
  ];
  const text = sections.filter((section) => section).join("\n\n");
  return text && `${text}\n`;
}

function problems(report: Report, places: Places, paint: Paint, width: number): string {
  if (!report.result.problems.length) return "";
  const lines = report.result.problems.map((problem) => {
    const { file, range } = places.span(problem);
    const at = problem.start || problem.end ? `${file}:${range.start.line + 1}:${range.start.character + 1}` : file;
    return `  ${paint.bold(at)}\n      ${wrap(problem.message, width - 6, "      ")}`;
  });
  return [paint.bold(`Problems in ${lines.length === 1 ? "a file" : "files"}`), ...lines].join("\n");
}

function findings(report: Report, places: Places, paint: Paint, width: number): string {
  const unmet = standing(report.result).filter((finding) => finding.verdict === "unmet");
  const byFile = Map.groupBy(unmet, (finding) => heading(finding, places));
  return [...byFile]
    .map(([file, here]) => [paint.bold(file), ...here.map((finding) => entry(finding, report, places, paint, width))].join("\n"))
    .join("\n\n");
}

function heading(finding: Finding, places: Places): string {
  if (finding.at.from === "azure") return finding.at.id;
  return places.of(finding.at)?.file ?? "In no file";
}

function entry(finding: Finding, report: Report, places: Places, paint: Paint, width: number): string {
  const place = places.of(finding.at);
  const at = place ? `${place.range.start.line + 1}:${place.range.start.character + 1}` : "";
  const head = `  ${at.padEnd(8)}${severity(finding.severity, paint)}  ${paint.dim(finding.rule)}`;
  const lines = [head, `          ${wrap(finding.message, width - 10, " ".repeat(10))}`];
  const { deployments } = finding;
  const tells = deployments.length < report.result.deployments.length && !(place && deployments.every((id) => id === place.file));
  if (deployments.length && tells) {
    lines.push(paint.dim(`          In ${deployments.join(", ")}.`));
  }
  if (finding.repair)
    lines.push(paint.dim(`          Fix: ${finding.repair.title}${finding.repair.caution ? " (look before taking it)" : ""}.`));
  return lines.join("\n");
}

function severity(level: Severity, paint: Paint): string {
  switch (level) {
    case "error":
      return paint.red("error  ");
    case "warning":
      return paint.yellow("warning");
    case "note":
      return paint.blue("note   ");
  }
}

function flows(report: Report, places: Places, paint: Paint): string {
  const matrix = coverage(report.result);
  if (!matrix.rows.length) return "";
  const lines = matrix.columns.length === 1 ? oneDeployment(matrix, places, paint) : manyDeployments(matrix, paint);
  return [paint.bold("Required flows"), ...lines].join("\n");
}

function oneDeployment({ columns, rows }: Coverage, places: Places, paint: Paint): readonly string[] {
  const cells = rows.map((row): readonly Cell[] => {
    const check = row.cells[0];
    const place = check?.witness && places.of(check.witness.at);
    const by = check?.witness ? `by '${check.witness.name}'${place ? ` (${place.file}:${place.range.start.line + 1})` : ""}` : "";
    return [mark(check?.verdict, paint), cell(row.value), cell(row.ports), answer(check?.verdict, paint), cell(by, paint.dim(by))];
  });
  return [paint.dim(`  ${columns[0] ?? ""}`), ...table(cells).map((line) => `  ${line}`)];
}

function unseen(report: Report, width: number): string {
  return notJudged(report.result)
    .map((one) => wrap(notJudgedText(one), width, ""))
    .join("\n");
}

function manyDeployments({ columns, rows }: Coverage, paint: Paint): readonly string[] {
  const letters = columns.map((_, index) => columnName(index));
  const head = [cell(""), cell(""), ...letters.map((letter) => cell(letter, paint.bold(letter)))];
  const body = rows.map((row) => [cell(row.value), cell(row.ports), ...row.cells.map((check) => mark(check?.verdict, paint))]);
  const legend = columns.map((id, index) => paint.dim(`  ${letters[index]}  ${id}`));
  const key = `  ${paint.green("✔")} allowed  ${paint.red("✖")} blocked  ${paint.yellow("?")} unclear  ${paint.dim("·")} not needed`;
  return [...table([head, ...body]).map((line) => `  ${line}`), "", key, ...legend];
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function mark(verdict: "met" | "unmet" | "unclear" | undefined, paint: Paint): Cell {
  switch (verdict) {
    case "met":
      return cell("✔", paint.green("✔"));
    case "unmet":
      return cell("✖", paint.red("✖"));
    case "unclear":
      return cell("?", paint.yellow("?"));
    case undefined:
      return cell("·", paint.dim("·"));
  }
}

function answer(verdict: "met" | "unmet" | "unclear" | undefined, paint: Paint): Cell {
  switch (verdict) {
    case "met":
      return cell("allowed", paint.green("allowed"));
    case "unmet":
      return cell("blocked", paint.red("blocked"));
    case "unclear":
      return cell("unclear", paint.yellow("unclear"));
    case undefined:
      return cell("not needed", paint.dim("not needed"));
  }
}

function questions(report: Report, places: Places, paint: Paint, width: number): string {
  const open = openQuestions(report.result);
  if (!open.length) return "";
  const lines = open.map(({ because, findings: group }) => {
    const first = group[0] && places.of(group[0].at);
    const at = first ? ` (${first.file}:${first.range.start.line + 1})` : "";
    const settle = because.settle ? ` To settle ${group.length === 1 ? "it" : "them"}: ${because.settle}.` : "";
    const rules = [...new Set(group.map(({ rule }) => rule))].join(", ");
    return `  ${paint.yellow(String(group.length).padStart(3))}  ${wrap(`${because.text}${settle}`, width - 7, " ".repeat(7))}\n       ${paint.dim(`${rules}${at}`)}`;
  });
  return [paint.bold(report.result.summary.files > 0 ? "Unclear from the files" : "Unclear from what was read"), ...lines].join("\n");
}

function summary(report: Report, paint: Paint): string {
  const { summary: total, deployments } = report.result;
  const unmet = standing(report.result).filter((finding) => finding.verdict === "unmet");
  const count = (level: Severity) => unmet.filter((finding) => finding.severity === level).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  const found = `${plural(errors, "error")}, ${plural(warnings, "warning")}, ${plural(notes, "note")}`;
  const painted = errors ? paint.red(found) : warnings ? paint.yellow(found) : paint.green(found);
  const known = report.result.findings.filter((finding) => finding.baseline).length;
  const rest = [
    total.unclear ? `${total.unclear} unclear` : "",
    total.suppressed ? `${total.suppressed} suppressed` : "",
    known ? `${known} known from the baseline` : "",
  ].filter((part) => part);
  const seen = `${plural(total.files, "file")}, ${plural(deployments.length, "deployment")}, ${plural(total.resources, "resource")}`;
  return `${paint.bold(painted)}${rest.length ? `; ${rest.join(", ")}` : ""}. ${total.met} of ${total.met + total.unmet + total.unclear} checks are met. Read: ${seen}.`;
}
