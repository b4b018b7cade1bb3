// `--format junit`: a test suite for each rule, a test for each check, as build servers show them.
import type { Check, Finding } from "../model/finding.ts";
import { legible, legibleResult } from "./legible.ts";
import { createPlaces, type Places } from "./places.ts";
import type { Report } from "./report.ts";
import { notJudged, notJudgedText } from "./unjudged.ts";

interface Case {
  readonly rule: string;
  readonly name: string;
  readonly inside: string;
  readonly is: "passed" | "failed" | "skipped";
}

export function writeJunit({ result, ...rest }: Report): string {
  const report: Report = { ...rest, result: legibleResult(result) };
  const places = createPlaces(report.root, report.text, legible);
  const cases = [
    ...report.result.checks.filter((check) => check.verdict === "met").map(passed),
    ...report.result.findings.map((finding) => failed(finding, places)),
    ...notJudged(report.result).flatMap((one) =>
      [...one.flows.values()].map(
        (name): Case => ({ rule: "not-judged", name, is: "skipped", inside: `<skipped message="${escaped(notJudgedText(one))}"/>` }),
      ),
    ),
    ...report.result.problems.map((problem): Case => {
      const { file } = places.span(problem);
      return { rule: "problems", name: file, is: "failed", inside: `<failure type="error" message="${escaped(problem.message)}"/>` };
    }),
  ];
  const suites = [...Map.groupBy(cases, ({ rule }) => rule)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, own]) => suite(rule, own));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="AML Network Audit" ${counts(cases)}>\n${suites.join("\n")}\n</testsuites>\n`;
}

function suite(rule: string, cases: readonly Case[]): string {
  const lines = cases.map(({ name, inside }) => {
    const open = `    <testcase classname="${escaped(rule)}" name="${escaped(name)}"`;
    return inside ? `${open}>${inside}</testcase>` : `${open}/>`;
  });
  return `  <testsuite name="${escaped(rule)}" ${counts(cases)} skipped="${count(cases, "skipped")}">\n${lines.join("\n")}\n  </testsuite>`;
}

/** An audit has no errors beside failures; readers ask for their number. */
function counts(cases: readonly Case[]): string {
  return `tests="${cases.length}" failures="${count(cases, "failed")}" errors="0"`;
}

function count(cases: readonly Case[], is: Case["is"]): number {
  return cases.filter((one) => one.is === is).length;
}

function passed(check: Check): Case {
  return { rule: check.rule, name: nameOf(check), is: "passed", inside: "" };
}

function failed(finding: Finding, places: Places): Case {
  const place = places.of(finding.at);
  const at = place ? `${place.file}:${place.range.start.line + 1}:${place.range.start.character + 1}` : "";
  const name = `${nameOf(finding)}${at ? ` (${at})` : ""}`;
  const passedOver = finding.suppressed
    ? finding.suppressed.reason
    : finding.baseline
      ? "Known from the baseline."
      : finding.verdict === "unclear"
        ? finding.message
        : undefined;
  if (passedOver !== undefined) {
    return { rule: finding.rule, name, is: "skipped", inside: `<skipped message="${escaped(passedOver)}"/>` };
  }
  const inside = `<failure type="${finding.severity}" message="${escaped(finding.message)}">${escaped(`${at}\n${finding.message}`)}</failure>`;
  return { rule: finding.rule, name, is: "failed", inside };
}

function nameOf(judged: Check | Finding): string {
  const value = judged.value ?? judged.requirement?.value;
  return `${judged.subject.type} '${judged.subject.name}'${value ? ` ${value}` : ""}`;
}

function escaped(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("\n", "&#10;")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
  );
}
