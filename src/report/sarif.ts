// `--format sarif`: SARIF 2.1.0, as code scanning services take it. Lines and columns count from 1.
import type {
  ArtifactLocation,
  Location,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Fix as SarifFix,
  Suppression,
} from "sarif";
import type { Problem } from "../model/declaration.ts";
import type { Finding } from "../model/finding.ts";
import type { Origin } from "../model/origin.ts";
import type { Fix } from "../model/repair.ts";
import type { Rule } from "../model/verdict.ts";
import { legibleJson } from "./legible.ts";
import { createPlaces, type Place, type Places } from "./places.ts";
import type { Report } from "./report.ts";
import { notJudged, notJudgedText } from "./unjudged.ts";

export function writeSarif(report: Report): string {
  return legibleJson(reportSarif(report));
}

function reportSarif(report: Report): Log {
  const places = createPlaces(report.root, report.text);
  const withBaseline = report.result.findings.some((finding) => finding.baseline);
  const ids = report.rules.map(({ id }) => id);
  const fixable = withinWork(report);
  const repairs = report.result.findings.filter(({ repair }) => repair).length;
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "AML Network Audit",
            semanticVersion: report.version,
            rules: report.rules.map(descriptor),
            notifications: [problemNotice, unseenNotice, editsNotice],
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { ROOT: { uri: report.root } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...report.result.problems.map(
                (problem): Notification => ({
                  descriptor: { id: problemNotice.id, index: 0 },
                  level: "error",
                  message: { text: problem.message },
                  locations: [problemLocation(problem, places)],
                }),
              ),
              ...notJudged(report.result).map(
                (one): Notification => ({
                  descriptor: { id: unseenNotice.id, index: 1 },
                  level: "note",
                  message: { text: notJudgedText(one) },
                  properties: { requirements: [...one.flows.keys()] },
                }),
              ),
              ...(fixable.size < repairs
                ? [
                    {
                      descriptor: { id: editsNotice.id, index: 2 },
                      level: "note" as const,
                      message: { text: editsLeftOut(fixable.size, repairs) },
                    },
                  ]
                : []),
            ],
          },
        ],
        results: report.result.findings.map((finding) => ({
          ...result(finding, places, ids.indexOf(finding.rule)),
          ...(withBaseline && { baselineState: finding.baseline ? "unchanged" : "new" }),
          ...(fixable.has(finding) && fixes(report.fix?.(finding), places)),
        })),
      },
    ],
  };
}

const problemNotice: ReportingDescriptor = {
  id: "problem",
  shortDescription: { text: "Something could not be read as it is meant." },
};
/** No result, because it has no place in any file. */
const unseenNotice: ReportingDescriptor = {
  id: "not-judged",
  shortDescription: { text: "Required flows start where the files do not reach, and were not judged." },
};

const editsNotice: ReportingDescriptor = {
  id: "edits-left-out",
  shortDescription: { text: "Edits were worked out for some of the findings only." },
};

function editsLeftOut(given: number, all: number): string {
  return `Edits stand beside ${given} of the ${all} findings that have any, because working them out takes long in a deployment of this size. The editor and 'audit --fix' give the others.`;
}

/** The findings whose edits are worked out. Each takes as long as judging its deployment, so there are fewer of them where deployments are large. */
function withinWork({ result: { findings, deployments } }: Report): ReadonlySet<Finding> {
  const judged = deployments.filter(({ idle }) => !idle);
  const sizes = new Map(judged.map(({ id, graph }) => [id, graph.resources.length]));
  const taken = new Set<Finding>();
  let work = 0;
  for (const finding of findings) {
    if (!finding.repair) continue;
    work += 1 + Math.max(...finding.deployments.map((id) => sizes.get(id) ?? 0));
    if (work > most) break;
    taken.add(finding);
  }
  return taken;
}

/** Resources: some two seconds. Nobody takes more edits by hand. */
const most = 200_000;

function descriptor(rule: Rule): ReportingDescriptor {
  const tags = ["azure", "machine-learning", "network", ...(rule.policies ?? []), ...(rule.controls ?? [])];
  return {
    id: rule.id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: rule.why },
    help: { text: `${rule.why}\n\n${rule.how}`, markdown: `${rule.why}\n\n${rule.how}` },
    defaultConfiguration: { level: rule.severity },
    properties: { tags: [...new Set(tags)] },
  };
}

function result(finding: Finding, places: Places, ruleIndex: number): Result {
  const because = finding.because ? ` ${finding.because.text}` : "";
  const logical = { name: finding.subject.name, fullyQualifiedName: `${finding.subject.type}/${finding.subject.name}`, kind: "resource" };
  return {
    ruleId: finding.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    // What cannot be decided is open, and SARIF gives such results no level.
    ...(finding.verdict === "unclear" ? { kind: "open", level: "none" } : { kind: "fail", level: finding.severity }),
    message: {
      text: finding.verdict === "unclear" && !finding.message.includes(because.trim()) ? finding.message + because : finding.message,
    },
    locations: [{ ...location(finding.at, places), logicalLocations: [logical] }],
    relatedLocations: finding.related.flatMap(({ at, message }, id) =>
      at.from === "file" ? [{ id, ...location(at, places), message: { text: message } }] : [],
    ),
    partialFingerprints: { "amlNetworkAudit/v1": finding.fingerprint },
    ...(finding.suppressed && { suppressions: [suppression(finding.suppressed)] }),
    properties: { deployments: finding.deployments, ...(finding.requirement && { requirement: finding.requirement.id }) },
  };
}

function suppression({ reason, outside }: NonNullable<Finding["suppressed"]>): Suppression {
  return { kind: outside ? "external" : "inSource", justification: reason };
}

function location(at: Origin, places: Places): Location {
  const place = places.of(at);
  if (place) return { physicalLocation: physical(place) };
  return at.from === "azure" ? { physicalLocation: { artifactLocation: { uri: `https://management.azure.com${encodeURI(at.id)}` } } } : {};
}

function problemLocation(problem: Problem, places: Places): Location {
  const place = places.span(problem);
  return { physicalLocation: problem.end > problem.start ? physical(place) : { artifactLocation: artifact(place.file) } };
}

function physical(place: Place): PhysicalLocation {
  return { artifactLocation: artifact(place.file), region: region(place) };
}

function artifact(file: string): ArtifactLocation {
  const uri = encodeURI(file).replaceAll("#", "%23").replaceAll("?", "%3F");
  return file.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "ROOT" };
}

function region({ range: { start, end } }: Place): Region {
  return { startLine: start.line + 1, startColumn: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}

function fixes(fix: Fix | undefined, places: Places): { readonly fixes?: SarifFix[] } {
  if (!fix?.edits.length) return {};
  const changes = [...Map.groupBy(fix.edits, (edit) => edit.uri)].map(([uri, edits]) => ({
    artifactLocation: artifact(places.file(uri)),
    replacements: edits.map((edit) => ({ deletedRegion: region(places.span(edit)), insertedContent: { text: edit.newText } })),
  }));
  return { fixes: [{ description: { text: fix.caution ? `${fix.title}. ${fix.caution}` : `${fix.title}.` }, artifactChanges: changes }] };
}
