// The answer of an audit. Its long lists are put together when they are looked at: after a keystroke nobody looks at most of them.
import type { Problem } from "../model/declaration.ts";
import type { AuditResult, Deployment } from "../model/finding.ts";
import type { About } from "./combined.ts";

/** `abouts` by file, in order. */
export function resultOf(
  abouts: readonly About[],
  deployments: readonly Deployment[],
  left: Problem | undefined,
  summary: AuditResult["summary"],
  wanted: readonly string[],
): AuditResult {
  const findings = lazy(() => abouts.flatMap((about) => about.findings));
  const checks = lazy(() => abouts.flatMap((about) => about.checks));
  const problems = lazy(() => abouts.flatMap((about) => about.problems));
  return {
    get findings() {
      return findings();
    },
    get checks() {
      return checks();
    },
    get problems() {
      return problems();
    },
    deployments,
    ...(left && { left }),
    summary,
    wanted,
  };
}

function lazy<Item>(make: () => readonly Item[]): () => readonly Item[] {
  let made: readonly Item[] | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
