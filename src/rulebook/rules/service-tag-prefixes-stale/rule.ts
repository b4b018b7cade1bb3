import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import type { Range } from "../../../reach/match/addresses.ts";
import { isPrivate, isWhole, parseRange } from "../../../reach/match/addresses.ts";
import { comparePrefixes } from "../../../reach/tags/published.ts";
import { topologyOf } from "../../../reach/topology/topology.ts";
import type { Piece, Term } from "../../../reach/topology/types.ts";

export const rule: Rule = {
  id: "service-tag-prefixes-stale",
  title: "Service tags stand where lists of their addresses would go stale",
  severity: "note",
  why: `Microsoft changes the addresses behind its services every week and publishes them as service tags. A rule or route that lists addresses instead is
right on the day that it is written: later it lacks new ones, so that jobs fail now and then, and keeps old ones, which may be somebody else's.`,
  how: `Name the service tag in the rule or route. Where a device takes no tags, renew the list from the file \`ServiceTags_*.json\` that Microsoft publishes.`,
  documents: ["service-tags", "published-service-tags", "use-a-firewall"],
  *check(context: Context): Iterable<Verdict> {
    for (const list of listsOf(context)) {
      const tag = TAGS.find(([, name]) => name.test(list.piece.name))?.[0];
      const addresses = list.terms.flatMap((term) => (term.is === "range" && isPublic(term.range) ? [term.range] : []));
      if (!tag) continue;
      const subject = list.piece.resource;
      if (addresses.length > 0) yield* stale(context, list.piece, tag, addresses);
      else if (list.terms.some((term) => term.is === "tag"))
        yield { is: "met", subject, witness: { at: list.piece.at, name: list.piece.name } };
    }
  },
};

/** Services by the names that people give to rules about them. */
const TAGS: readonly (readonly [string, RegExp])[] = [
  ["BatchNodeManagement", /batch/i],
  ["AzureMachineLearning", /azure-?_?ml|azuremachinelearning|machine-?_?learning|\baml\b/i],
  ["AzureActiveDirectory", /azure-?_?ad\b|active-?_?directory|entra/i],
  ["AzureResourceManager", /resource-?_?manager|\barm\b/i],
  ["MicrosoftContainerRegistry", /\bmcr\b|microsoft-?_?container-?_?registry/i],
  ["Storage", /\bstorage/i],
];

interface List {
  readonly piece: Piece;
  readonly terms: readonly Term[];
}

function listsOf({ graph }: Context): readonly List[] {
  const topology = topologyOf(graph);
  const routes = topology.routeTables.flatMap((table) => table.routes.map((route) => ({ piece: route, terms: [route.prefix] })));
  const outbound = topology.groups.flatMap((group) =>
    group.rules.map((one) => ({ piece: one, terms: one.direction === "inbound" ? one.sources.items : one.destinations.items })),
  );
  const firewall = topology.firewalls.flatMap((one) =>
    one.networkRules.map((network) => ({ piece: network, terms: network.destinations.items })),
  );
  return [...routes, ...outbound, ...firewall];
}

function isPublic(range: Range): boolean {
  return range.version === 4 && !isWhole(range) && !isPrivate(range);
}

function* stale(context: Context, piece: Piece, tag: string, addresses: readonly Range[]): Iterable<Verdict> {
  const published = context.servicePrefixes?.(tag.toLowerCase())?.flatMap((prefix) => parseRange(prefix) ?? []);
  const count = addresses.length === 1 ? "an address range" : `${addresses.length} address ranges`;
  const base = `'${piece.name}' lists ${count} where the service tag '${tag}' would do.`;
  const about = { is: "unmet", subject: piece.resource, at: piece.at } as const;
  if (!published) {
    yield {
      ...about,
      message: `${base} Microsoft changes these addresses every week, so the list goes stale and flows fail now and then. Name the tag instead.`,
    };
    return;
  }
  const { missing, stale: old } = comparePrefixes(addresses, published);
  const lacks = missing.length ? ` It lacks ${missing.length} of ${published.length} prefixes of the tag, '${missing[0]}' among them.` : "";
  const keeps = old.length ? ` ${old.length} of its entries are not in the tag, '${old[0]}' among them.` : "";
  const severity = old.length ? "warning" : "note";
  yield { ...about, severity, message: `${base}${lacks}${keeps} Name the tag instead.` };
}
