// What a file is part of: its deployments, and the cloud, region and day that its words are read by.
import type { Check, Deployment } from "../model/finding.ts";
import { type Setting, vocabulary, type Word } from "../report/words.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { defaultAsOf } from "../rulebook/requirements/select.ts";
import type { Audited, Workspace } from "./workspace.ts";

export interface Scenery extends Setting {
  readonly deployments: readonly Deployment[];
  readonly checks: readonly Check[];
  readonly words: readonly Word[];
}

/** Before the first answer nobody knows the deployments: what words mean is told all the same, as settings say. */
export function sceneryOf(audited: Audited | undefined, uri: string, { asked: { settings } }: Workspace): Scenery {
  const { deployments: all = [], checks = [] } = audited?.result ?? {};
  const deployments = all.filter(({ files, entries }) => files.includes(uri) || entries.includes(uri));
  const scenario = deployments[0]?.scenario;
  const cloud = scenario?.cloud ?? settings.cloud ?? "public";
  const region = scenario?.region ?? settings.region;
  const ids = new Set(deployments.map(({ id }) => id));
  return {
    deployments,
    cloud,
    ...(region !== undefined && { region }),
    asOf: scenario?.asOf ?? defaultAsOf(requirements),
    checks: checks.filter((check) => check.deployments.some((id) => ids.has(id))),
    words: vocabulary(requirements, { cloud, ...(region !== undefined && { region }) }),
  };
}
