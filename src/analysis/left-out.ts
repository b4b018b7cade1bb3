import type { Problem } from "../model/declaration.ts";
import type { Plan } from "./plans.ts";
import type { Room } from "./room.ts";

/** What there was no room for, in one sentence for all; undefined where all was held. `left`: ids in order; `first`: the first of them, or the one that was cut. */
export function leftOut({ cut, most }: Room, left: readonly string[], first: Plan | undefined): Problem | undefined {
  const [one] = left;
  if (one === undefined && !cut) return undefined;
  const others = left.length > 1 ? ` and ${left.length - 1} deployments after it were` : " was";
  const parts = [
    ...(cut ? [`of '${cut.deployment}' only the worst ${cut.shown} findings are shown, and its checks are not counted`] : []),
    ...(one === undefined ? [] : [`'${one}'${others} not judged`]),
  ];
  const message = `One audit holds ${most} checks, and there are more: ${parts.join("; ")}. What is not shown may be wrong; audit smaller folders, one after the other, to see it all.`;
  return { uri: first?.members[0]?.entry.uri ?? "", start: 0, end: 0, message };
}
