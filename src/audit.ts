// The product as a library: the one place where readers, rulebook and analysis are put together. Reads nothing, throws nothing.

import { Auditor } from "./analysis/auditor.ts";
import { type Mended, mend, mendTogether } from "./analysis/mend.ts";
import { withStops } from "./analysis/stops.ts";
import type { Snapshot } from "./model/azure.ts";
import type { Deployment, Finding } from "./model/finding.ts";
import { own } from "./model/own.ts";
import type { Reader } from "./model/reader.ts";
import type { Fix, Repair } from "./model/repair.ts";
import type { Writer } from "./model/writer.ts";
import { begins } from "./rulebook/beginnings.ts";
import { rules } from "./rulebook/index.ts";
import { armReader } from "./sources/arm/reader.ts";
import { armWriter } from "./sources/arm/write.ts";
import { bicepReader } from "./sources/bicep/reader.ts";
import { bicepWriter } from "./sources/bicep/write.ts";
import { loadTerraform } from "./sources/terraform/load.ts";
import { planReader } from "./sources/terraform/plan.ts";
import { terraformWriter } from "./sources/terraform/write.ts";

export const writers: readonly Writer[] = [bicepWriter, armWriter, terraformWriter];

/** The two WebAssembly files that reading Terraform takes. */
export interface TerraformWasm {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Readers of the three languages. Load them once; they are free of state but for their caches. */
export async function loadReaders(wasm: TerraformWasm): Promise<readonly Reader[]> {
  return [bicepReader, await loadTerraform(wasm), armReader, planReader];
}

/** `root`: URI of the folder that paths are relative to, ending in `/`. `today`: `YYYY-MM-DD`. `tags`: prefixes of service tags by lower-case name. */
export function createAuditor(readers: readonly Reader[], root: string, today: string, tags?: Snapshot["tags"]): Auditor {
  return new Auditor({ readers, rules, begins, root, today, ...(tags ? { servicePrefixes: (tag: string) => own(tags, tag) } : {}) });
}

/** The edits that mend a finding, or why there are none. */
export function fixOf(finding: Finding, deployments: readonly Deployment[], auditor: Auditor): Mended {
  return mend(finding, deployments, auditor, writers);
}

/** The edits in one file that mend a finding but for what a person types at their tab stops; undefined where that is not all that they ask. */
export function fixWithStops(finding: Finding, deployments: readonly Deployment[], auditor: Auditor, uri: string): Fix | undefined {
  return withStops(finding, deployments, uri, (one, of) => mend(one, of, auditor, writers));
}

/** One fix for several repairs of one deployment. */
export function fixTogether(repairs: readonly Repair[], deployment: Deployment, auditor: Auditor, title: string): Mended {
  return mendTogether(repairs, deployment, auditor, writers, title);
}
