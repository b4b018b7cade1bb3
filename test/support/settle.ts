import type { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings, type Settings } from "../../src/analysis/configuration/settings.ts";
import type { AuditResult } from "../../src/model/finding.ts";

export const root = "file:///repository/";

/** Audits until nothing more is wanted; what was not put is not there. */
export function settle(auditor: Auditor, settings: Settings = defaultSettings): AuditResult {
  for (let round = 0; round < 20; round += 1) {
    const result = auditor.audit(settings);
    if (result.wanted.length === 0) return result;
    for (const uri of result.wanted) {
      if (uri.endsWith("/")) auditor.putListing(uri, "missing");
      else auditor.remove(uri);
    }
  }
  throw new Error("The audit does not settle.");
}
