// Findings as an editor shows them.
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { About } from "../analysis/combined.ts";
import type { Problem } from "../model/declaration.ts";
import type { Finding } from "../model/finding.ts";
import type { Severity } from "../model/verdict.ts";
import type { Places } from "../report/places.ts";
import type { Say } from "../report/say.ts";

export const source = "AML Network Audit";

/** What a diagnostic carries so that its finding can be found again. */
interface DiagnosticData {
  readonly rule: string;
  readonly fingerprint: string;
}

export interface DiagnosticOptions {
  readonly showUnclear: boolean;
  readonly say: Say;
  /** The address of a rule's page; undefined when the editor cannot open one. */
  rulePage(rule: string): string | undefined;
  /** A file's URI as the editor spells it. */
  editorUri(uri: string): string;
}

/** Of one file, from what is said about it: the worst of them, and how many more there are, where there are more than anybody reads. */
export function diagnosticsOf(about: About, places: Places, options: DiagnosticOptions, most = 1000): Diagnostic[] {
  const findings = about.findings.filter((finding) => finding.at.from === "file" && isShown(finding, options));
  const problems = about.problems.filter(({ uri }) => uri !== "");
  const all = [
    ...findings.map((finding) => findingDiagnostic(finding, places, options)),
    ...problems.map((problem) => problemDiagnostic(problem, places)),
  ];
  return all.length > most ? [...worst(all, most), restDiagnostic(all.length - most, options.say)] : all;
}

function worst(all: readonly Diagnostic[], most: number): readonly Diagnostic[] {
  return all.toSorted((a, b) => (a.severity ?? 0) - (b.severity ?? 0)).slice(0, most);
}

function restDiagnostic(count: number, say: Say): Diagnostic {
  const message = say(
    "There are {0} more findings and problems in this file, none worse than those that are shown. Mend these, or see all in the report.",
    count,
  );
  return { range: beginning, severity: DiagnosticSeverity.Information, source, code: "problem", message };
}

const beginning = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function isShown(finding: Finding, { showUnclear }: Pick<DiagnosticOptions, "showUnclear">): boolean {
  return !finding.suppressed && (finding.verdict === "unmet" || showUnclear);
}

function findingDiagnostic(finding: Finding, places: Places, options: DiagnosticOptions): Diagnostic {
  const href = options.rulePage(finding.rule);
  const data: DiagnosticData = { rule: finding.rule, fingerprint: finding.fingerprint };
  const related = finding.related.flatMap(({ at, message }) =>
    at.from === "file" ? [{ location: { uri: options.editorUri(at.uri), range: places.span(at).range }, message }] : [],
  );
  return {
    range: places.of(finding.at)?.range ?? beginning,
    severity: finding.verdict === "unclear" ? DiagnosticSeverity.Information : severities[finding.severity],
    source,
    code: finding.rule,
    ...(href && { codeDescription: { href } }),
    message: inDeployments(finding, options.say),
    ...(finding.tags.length && { tags: finding.tags.map((tag) => tags[tag]) }),
    ...(related.length && { relatedInformation: related }),
    data,
  };
}

function problemDiagnostic(problem: Problem, places: Places): Diagnostic {
  const { range } = places.span(problem);
  return { range, severity: DiagnosticSeverity.Information, source, code: "problem", message: problem.message };
}

function inDeployments({ deployments, message }: Finding, say: Say): string {
  return deployments.length > 1 ? `${message} ${say("(In {0} deployments.)", deployments.length)}` : message;
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;
