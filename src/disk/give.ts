// Audits what lies on the disk of this machine.
import { existsSync } from "node:fs";
import type { AuditResult } from "../model/finding.ts";
import { auditGiving, type Gives, type Takes } from "./auditing.ts";
import { type Boundary, boundaryOf, isOutside } from "./boundary.ts";
import { listFolder, loadFile } from "./load.ts";
import { pathOf } from "./uri.ts";

/**
 * Audits, and loads what is asked for meanwhile; stops between two deployments when it is told to. `asked` is the folder that a person
 * named, a URI, where that is less than what reports are relative to: nothing outside is read.
 */
export async function auditWithDisk<Settings extends { readonly base?: string }>(
  taker: Takes<Settings>,
  settings: Settings,
  signal?: AbortSignal,
  asked = taker.root,
): Promise<AuditResult> {
  return auditGiving(diskWithin(boundaryOf(asked, settings.base)), taker, settings, signal);
}

function diskWithin(boundary: Boundary): Gives {
  return {
    async load(uri) {
      const path = pathOf(uri);
      if (path === undefined) return "missing";
      // Bicep's configuration is looked for in every folder above: only one that is there is worth a word.
      if (isOutside(uri, boundary)) return existsSync(path) ? { problem: boundary.refusal } : "missing";
      return loadFile(path);
    },
    async list(folder) {
      if (isOutside(folder, boundary)) return { problem: boundary.refusal };
      const path = pathOf(folder);
      return path === undefined ? "missing" : listFolder(path);
    },
  };
}
