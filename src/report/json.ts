// `--format json`. Scripts build on this shape: it changes only with a major version.
import type { Check, Finding, Subject } from "../model/finding.ts";
import type { Requirement } from "../model/requirement.ts";
import { legibleJson } from "./legible.ts";
import { createPlaces, type Places } from "./places.ts";
import type { Report } from "./report.ts";
import { notJudged } from "./unjudged.ts";

/** The whole report as one object; absent keys are left out. Lines and characters count from 0. */
function reportJson(report: Report): object {
  const places = createPlaces(report.root, report.text);
  const { result } = report;
  return {
    schema: 1,
    findings: result.findings.map((finding) => findingJson(finding, places)),
    checks: result.checks.map((check) => checkJson(check, places)),
    notJudged: notJudged(result).map(({ from, because, flows }) => ({
      from,
      because: because.text,
      ...(because.settle && { settle: because.settle }),
      flows: [...flows].map(([id, value]) => ({ id, value })),
    })),
    summary: result.summary,
    problems: result.problems.map((problem) => ({ ...places.span(problem), message: problem.message })),
  };
}

export function writeJson(report: Report): string {
  return legibleJson(reportJson(report));
}

function findingJson(finding: Finding, places: Places): object {
  const { at, repair } = finding;
  return {
    rule: finding.rule,
    severity: finding.severity,
    verdict: finding.verdict,
    message: finding.message,
    ...(finding.because && { because: finding.because.text }),
    ...places.of(at),
    ...(at.from === "azure" && { resourceId: at.id }),
    subject: subjectJson(finding.subject),
    ...requirementJson(finding),
    deployments: finding.deployments,
    related: finding.related.flatMap(({ at: there, message }) => {
      const place = places.of(there);
      return place ? [{ ...place, message }] : [];
    }),
    ...(finding.suppressed && { suppressed: { reason: finding.suppressed.reason } }),
    ...(finding.baseline && { baseline: true }),
    ...(repair && { fix: { title: repair.title, ...(repair.caution && { caution: repair.caution }) } }),
  };
}

function checkJson(check: Check, places: Places): object {
  const { witness } = check;
  return {
    rule: check.rule,
    verdict: check.verdict,
    subject: subjectJson(check.subject),
    ...requirementJson(check),
    deployments: check.deployments,
    ...(witness && { witness: { ...places.of(witness.at), name: witness.name } }),
  };
}

function subjectJson({ type, name }: Subject): object {
  return { type, name };
}

function requirementJson(judged: {
  readonly requirement?: Requirement;
  readonly value?: string;
  readonly ports?: readonly string[];
}): object | undefined {
  const { requirement } = judged;
  if (!requirement) return undefined;
  const { id, kind, flow } = requirement;
  const ports = judged.ports ?? flow?.ports;
  return {
    requirement: {
      id,
      kind,
      value: judged.value ?? requirement.value,
      ...(ports && { ports }),
      ...(flow && { protocol: flow.protocol, direction: flow.direction }),
    },
  };
}
