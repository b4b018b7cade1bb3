import type { Scenario } from "../../model/scenario.ts";
import type { Rule, Severity } from "../../model/verdict.ts";
import { policies } from "./il5.ts";

/** Rules that ask for hardening and not for what Azure Machine Learning needs to work. Without a profile they are off. */
const hardening: ReadonlySet<string> = new Set([
  "disk-cmk",
  "jump-box-public-ip",
  "log-analytics-cmk",
  "public-network-access",
  "registry-cmk",
  "resource-logs",
  "storage-cmk",
  "storage-infrastructure-encryption",
  "storage-secure-transfer",
  "workspace-cmk",
]);

/** Rules that the IL5 guide asks for beyond the initiative's policies. */
const guide: readonly string[] = [
  "aks-private",
  "compute-public-ip",
  "disk-cmk",
  "jump-box-public-ip",
  "key-vault-network",
  "log-analytics-cmk",
];

const il5: ReadonlySet<string> = new Set([...policies.flatMap(({ rules }) => rules), ...guide]);

/** A rule's severity under a profile: what IL5 asks for is an error when it is not met; without a profile hardening is not asked for. */
export function severityUnder(profile: Scenario["profile"], rule: Rule): Severity | "off" {
  if (profile === "il5" && il5.has(rule.id)) return "error";
  if (profile === "none" && hardening.has(rule.id)) return "off";
  return rule.severity;
}
