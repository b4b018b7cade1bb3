import type { Reason } from "../../model/value.ts";
import type { Access } from "./types.ts";

interface Ranked {
  readonly priority: number | undefined;
  readonly access: Access;
  readonly maybe?: Reason;
}

/**
 * By priority, lowest first. One whose place is not known, because its priority is not or another of the same priority does the
 * opposite, stands twice: at the first place it may have, as one that may not be there, and at the last one for sure.
 */
export function ordered<T extends Ranked>(items: readonly T[]): readonly T[] {
  const known = items.filter((item) => item.priority !== undefined).sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  const floating = items.filter((item) => item.priority === undefined);
  const out: T[] = floating.map((item) => uncertain(item, "The priority of this rule is not known."));
  for (let start = 0; start < known.length; ) {
    const end = known.findIndex((item, index) => index > start && item.priority !== known[start]?.priority);
    const tied = known.slice(start, end < 0 ? known.length : end);
    if (tied.some((item) => item.access !== tied[0]?.access))
      out.push(...tied.map((item) => uncertain(item, `Another rule has the priority ${item.priority} too, and does the opposite.`)));
    out.push(...tied);
    start += tied.length;
  }
  return [...out, ...floating];
}

function uncertain<T extends Ranked>(item: T, text: string): T {
  return { ...item, maybe: item.maybe ?? { kind: "error", text } };
}
