// Whom an audit accuses of what nobody can see from there.
import type { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor } from "../../src/audit.ts";
import type { AuditResult, Deployment, Finding } from "../../src/model/finding.ts";
import type { Reader } from "../../src/model/reader.ts";
import { type Hiding, hidings } from "./hide.ts";

export interface Accusation {
  readonly hidden: string;
  readonly rule: string;
  readonly message: string;
}

export interface Tried {
  readonly deployment: string;
  /** How many things were hidden, one at a time. */
  readonly hidden: number;
  /** Findings of the deployment as it is, on what it declares. */
  readonly unmet: number;
  readonly accusations: readonly Accusation[];
}

/** Tries one deployment, whose files are all here. What it says of nothing hidden it may say again; anything more is an accusation. */
export function tryDeployment(readers: readonly Reader[], files: ReadonlyMap<string, string>, id: string, root: string): Tried {
  const whole = auditOf(readers, files, root);
  const deployment = whole.deployments.find((one) => one.id === id);
  if (!deployment) return { deployment: id, hidden: 0, unmet: 0, accusations: [] };
  const before = unmetOf(whole, id);
  const accusations: Accusation[] = pointedAt(before, deployment).map((finding) => accusation("nothing", finding));
  let hidden = 0;
  for (const hiding of hidings(files, deployment.entries)) {
    hidden += 1;
    accusations.push(...afterHiding(readers, hiding, id, root, before));
  }
  return { deployment: id, hidden, unmet: before.length, accusations };
}

function afterHiding(readers: readonly Reader[], { what, files }: Hiding, id: string, root: string, before: readonly Finding[]) {
  const result = auditOf(readers, files, root);
  const deployment = result.deployments.find((one) => one.id === id);
  const after = unmetOf(result, id);
  const left = new Map([...Map.groupBy(before, keyOf)].map(([key, some]) => [key, some.length]));
  const more = after.filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0;
  });
  const pointed = deployment ? pointedAt(after, deployment) : [];
  return [...new Set([...more, ...pointed])].map((finding) => accusation(what, finding));
}

function auditOf(readers: readonly Reader[], files: ReadonlyMap<string, string>, root: string): AuditResult {
  const auditor = createAuditor(readers, root, "2026-11-21");
  for (const [uri, text] of files) auditor.put(uri, text);
  return settled(auditor);
}

/** What was not given is not there. */
function settled(auditor: Auditor): AuditResult {
  for (let round = 0; ; round += 1) {
    const result = auditor.audit(defaultSettings);
    if (result.wanted.length === 0 || round > 30) return result;
    for (const uri of result.wanted) {
      if (uri.endsWith("/")) auditor.putListing(uri, "missing");
      else auditor.remove(uri);
    }
  }
}

function unmetOf(result: AuditResult, id: string): readonly Finding[] {
  return result.findings.filter(({ verdict, deployments }) => verdict === "unmet" && deployments.includes(id));
}

/** Findings on a resource that is only pointed at. What this deployment adds to it, and a wrong name that it calls it by, are written here all the same. */
function pointedAt(findings: readonly Finding[], { graph }: Deployment): readonly Finding[] {
  return findings.filter(({ rule, subject }) => {
    const found = graph.get(subject.key);
    return rule !== "private-dns-zone" && found?.existing && found.declarations.length === 1;
  });
}

/** Hosts without the name of the account or registry, which may be what was hidden. */
function keyOf({ rule, requirement, value }: Finding): string {
  return [rule, requirement?.id, value?.replace(/(?<=^|, )[^.,]+(?=\.(?:[a-z]+\.core|azurecr)\.)/g, "")].join("|");
}

function accusation(hidden: string, { rule, message }: Finding): Accusation {
  return { hidden, rule, message };
}
