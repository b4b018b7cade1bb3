// A report on a part of what was audited. What is judged stays whole; only what is told is less.
import type { AuditResult, Finding } from "../model/finding.ts";

/** Only the deployments that one of these files takes part in. */
export function narrowToFiles(result: AuditResult, uris: ReadonlySet<string>): AuditResult {
  const takesPart = (uri: string) => [...uris].some((named) => named === uri || (uri.endsWith("/") && folderOf(named) === uri));
  const deployments = result.deployments.filter((deployment) =>
    [...deployment.entries, ...deployment.parameters, ...deployment.files].some(takesPart),
  );
  const ids = new Set(deployments.map(({ id }) => id));
  const inside = <Judged extends { readonly deployments: readonly string[] }>(judged: readonly Judged[]): readonly Judged[] =>
    judged
      .filter((one) => one.deployments.some((id) => ids.has(id)))
      .map((one) => ({ ...one, deployments: one.deployments.filter((id) => ids.has(id)) }));
  const files = new Set([...uris, ...deployments.flatMap((deployment) => [...deployment.files, ...deployment.parameters])]);
  return recount({
    ...result,
    deployments,
    findings: inside(result.findings),
    checks: inside(result.checks),
    // A folder that could not be read is what one of them asked for.
    problems: result.problems.filter((problem) => problem === result.left || files.has(problem.uri) || problem.uri.endsWith("/")),
    summary: { ...result.summary, files: files.size },
  });
}

/** Only findings of which the place, or a place that is related to it, lies in one of these files. */
export function narrowToChanged(result: AuditResult, uris: ReadonlySet<string>): AuditResult {
  const touches = (finding: Finding) =>
    [finding.at, ...finding.related.map(({ at }) => at)].some((at) => at.from === "file" && uris.has(at.uri));
  return recount({
    ...result,
    findings: result.findings.filter(touches),
    problems: result.problems.filter((problem) => problem === result.left || uris.has(problem.uri)),
  });
}

function recount(result: AuditResult): AuditResult {
  const open = result.findings.filter((finding) => !finding.suppressed);
  return {
    ...result,
    summary: {
      ...result.summary,
      met: result.checks.filter(({ verdict }) => verdict === "met").length,
      unmet: open.filter(({ verdict }) => verdict === "unmet").length,
      unclear: open.filter(({ verdict }) => verdict === "unclear").length,
      suppressed: result.findings.length - open.length,
      resources: result.deployments.reduce((sum, { resources }) => sum + resources, 0),
    },
  };
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}
