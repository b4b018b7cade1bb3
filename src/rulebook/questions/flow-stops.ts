// What stops a required flow, said once for each rule or resource that does.
import type { Resource } from "../../model/graph.ts";
import type { Row } from "../../reach/coverage.ts";
import type { Blocker, Source } from "../../reach/judge/outcome.ts";

/** What one blocker stops of one requirement. */
export interface Stop {
  readonly blocker: Blocker;
  readonly holder: Resource;
  readonly sources: readonly Source[];
  readonly protocol: "TCP" | "UDP";
  readonly ports: readonly string[];
  readonly destinations: readonly { readonly name: string; readonly kind: "tag" | "host" | "range" }[];
}

/** One for each rule or resource that stops a part of it. */
export function stopsOf(row: Row): readonly Stop[] {
  const stops = new Map<string, Stop>();
  for (const cell of row.cells) {
    for (const result of cell.results) {
      for (const { destination, kind, walk } of result.lacking) {
        for (const blocker of result.walk.is === "blocked" ? [walk.blocker, ...walk.further] : []) {
          const holder = holderOf(blocker, cell.source);
          const key = `${holder.key}|${blocker.rule?.name ?? ""}|${blocker.by}|${result.protocol}`;
          const before = stops.get(key);
          const destinations = before?.destinations ?? [];
          stops.set(key, {
            blocker: before?.blocker ?? blocker,
            holder,
            protocol: result.protocol,
            sources: add(before?.sources ?? [], cell.source),
            ports: add(before?.ports ?? [], result.ports),
            destinations: destinations.some(({ name }) => name === destination)
              ? destinations
              : [...destinations, { name: destination, kind }],
          });
        }
      }
    }
  }
  return [...stops.values()];
}

function add<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}

function holderOf(blocker: Blocker, source: Source): Resource {
  return (
    blocker.firewall?.policy ??
    blocker.firewall?.resource ??
    blocker.group?.resource ??
    blocker.managed?.resource ??
    blocker.rule?.resource ??
    source.resource
  );
}
