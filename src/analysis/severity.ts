import type { Finding } from "../model/finding.ts";
import type { Settings } from "./configuration/settings.ts";
import { matches } from "./glob.ts";

/** Findings with the severity that the configuration gives their path; those that it switches off are left out. */
export function severityByPath(findings: readonly Finding[], settings: Settings, relative: (uri: string) => string): readonly Finding[] {
  if (settings.overrides.length === 0) return findings;
  return findings.flatMap((finding) => {
    const path = finding.at.from === "file" ? relative(finding.at.uri) : "";
    const override = settings.overrides.filter((one) => one.severities.has(finding.rule) && matches(one.files, path)).at(-1);
    const severity = override?.severities.get(finding.rule);
    if (severity === "off") return [];
    return [severity === undefined || finding.verdict === "unclear" ? finding : { ...finding, severity }];
  });
}
