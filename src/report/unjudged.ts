// Flows that are required and not judged, because they start where the files do not reach: every report that people read says so.
import { unjudgedIn } from "../analysis/unjudged.ts";
import type { AuditResult } from "../model/finding.ts";
import type { Reason } from "../model/value.ts";
import type { Unjudged } from "../reach/unjudged.ts";
import { english, type Say } from "./say.ts";

interface NotJudged {
  readonly from: Unjudged["from"];
  readonly because: Reason;
  /** Ids of rows, and the tags and hosts that they are about. */
  readonly flows: ReadonlyMap<string, string>;
}

/** One for each place that is not seen, over all deployments. */
export function notJudged({ deployments }: Pick<AuditResult, "deployments">): readonly NotJudged[] {
  const found = deployments.flatMap(unjudgedIn);
  return [...Map.groupBy(found, ({ from }) => from).values()].flatMap((group) => {
    const [first] = group;
    const flows = new Map(group.flatMap((one) => one.flows.map(({ id, value }) => [id, value] as const)));
    return first ? [{ from: first.from, because: first.because, flows }] : [];
  });
}

/** As sentences, the flows by name. */
export function notJudgedText({ from, because, flows }: NotJudged, say: Say = english): string {
  const names = [...new Set(flows.values())];
  const shown = names.slice(0, 4).map((name) => `'${name}'`);
  const to = names.length > shown.length ? say("{0} and {1} more", shown.join(", "), names.length - shown.length) : shown.join(", ");
  const count = flows.size === 1 ? say("1 flow") : say("{0} flows", flows.size);
  const lead =
    from === "client"
      ? say("Not judged from here: {0} that machines need from which people work with studio, to {1}.", count, to)
      : say("Not judged from here: {0} that the nodes of attached Kubernetes clusters need, to {1}.", count, to);
  return [lead, because.text, ...(because.settle ? [say("To settle it, {0}.", because.settle)] : [])].join(" ");
}
