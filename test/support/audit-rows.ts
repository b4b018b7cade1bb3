// Rows of Azure before the same rules.

import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor } from "../../src/audit.ts";
import type { AzureRow } from "../../src/model/azure.ts";
import type { AuditResult } from "../../src/model/finding.ts";
import { readAzure } from "../../src/sources/azure/read.ts";
import { root } from "./settle.ts";

export function auditRows(rows: readonly AzureRow[]): AuditResult {
  const auditor = createAuditor([], root, "2026-03-19");
  auditor.putFragments("azure", [readAzure({ rows, blind: [] })]);
  return auditor.audit(defaultSettings);
}
