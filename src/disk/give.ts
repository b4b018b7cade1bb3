// Audits what lies on the disk of this machine.
import type { AuditResult } from "../model/finding.ts";
import { auditGiving, type Gives, type Takes } from "./auditing.ts";
import { isOutside, repositoryOf } from "./boundary.ts";
import { listFolder, loadFile } from "./load.ts";
import { pathOf } from "./uri.ts";

/** Audits, and loads what is asked for meanwhile; stops between two deployments when it is told to. */
export async function auditWithDisk<Settings>(taker: Takes<Settings>, settings: Settings, signal?: AbortSignal): Promise<AuditResult> {
  return auditGiving(diskAround(repositoryOf(taker.root)), taker, settings, signal);
}

function diskAround(repository: string | undefined): Gives {
  return {
    async load(uri) {
      if (isOutside(uri, repository))
        return { problem: "This file is named by a template, lies outside the repository, and was not read." };
      const path = pathOf(uri);
      return path === undefined ? "missing" : loadFile(path);
    },
    async list(folder) {
      const path = isOutside(folder, repository) ? undefined : pathOf(folder);
      return path === undefined ? "missing" : listFolder(path);
    },
  };
}
