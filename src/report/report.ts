// What every format of the report is made from.
import type { AuditResult, Finding } from "../model/finding.ts";
import type { Fix } from "../model/repair.ts";
import type { Rule } from "../model/verdict.ts";
import { english, type Say } from "./say.ts";

export interface Report {
  readonly result: AuditResult;
  /** URI of the folder that paths are relative to, ending in `/`. */
  readonly root: string;
  readonly rules: readonly Rule[];
  /** Of this product. */
  readonly version: string;
  /** A file's text as it was judged. */
  text(uri: string): string | undefined;
  /** The edits that mend a finding, where its language can spell them. */
  fix?(finding: Finding): Fix | undefined;
}

/** Findings that count: neither suppressed in the code nor known from the baseline. */
export function standing(result: AuditResult): readonly Finding[] {
  return result.findings.filter((finding) => !finding.suppressed && !finding.baseline);
}

/** Whether anything was audited: files, or rows of Azure, which have none. */
export function isAudited({ summary, deployments }: AuditResult): boolean {
  return summary.files > 0 || deployments.length > 0;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** What a deployment is called where people read: the root module of Terraform in the audited folder has only a dot for a name. */
export function titleOf(id: string, say: Say = english): string {
  return id === "." || id === "" ? say("This folder") : id;
}
