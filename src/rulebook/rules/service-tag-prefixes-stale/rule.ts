import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { regionOf } from "../../../reach/coverage.ts";
import type { Range } from "../../../reach/match/addresses.ts";
import { isPrivate, isWhole, overlaps, parseRange } from "../../../reach/match/addresses.ts";
import { comparePrefixes } from "../../../reach/tags/published.ts";
import { topologyOf } from "../../../reach/topology/topology.ts";
import type { Piece, RouteTable, Term } from "../../../reach/topology/types.ts";
import { pairOf } from "../../service-tags/region-pairs.ts";

export const rule: Rule = {
  id: "service-tag-prefixes-stale",
  title: "Service tags stand where lists of their addresses would go stale",
  severity: "note",
  why: `Microsoft changes the addresses behind its services every week and publishes them as service tags. A rule or route that lists addresses instead is
right on the day that it is written: later it lacks new ones, so that jobs fail now and then, and keeps old ones, which may be somebody else's.`,
  how: `Name the service tag in the rule or route. Where a device takes no tags, renew the list from the file \`ServiceTags_*.json\` that Microsoft publishes. Give that file with \`--service-tags\` or as \`serviceTags\` in the configuration, and the finding says which addresses lack and which are stale.`,
  documents: ["service-tags", "published-service-tags", "use-a-firewall"],
  *check(context: Context): Iterable<Verdict> {
    for (const list of listsOf(context)) {
      const addresses = list.terms.flatMap((term) => (term.is === "range" && isPublic(term.range) ? [term.range] : []));
      const named = TAGS.find(([, name]) => name.test(list.pieces[0].name))?.[0];
      const tags = addresses.length > 0 ? tagsOf(context, list, named, addresses) : named ? [named] : [];
      if (tags.length === 0) continue;
      const [piece] = list.pieces;
      if (addresses.length > 0) yield* stale(context, list, tags, addresses);
      else if (list.terms.some((term) => term.is === "tag"))
        yield { is: "met", subject: piece.resource, witness: { at: piece.at, name: piece.name } };
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

/** Terms of one rule, or of the routes of one table that are for one service. */
interface List {
  readonly pieces: readonly [Piece, ...(readonly Piece[])];
  readonly terms: readonly Term[];
  readonly routes?: true;
}

function listsOf({ graph }: Context): readonly List[] {
  const topology = topologyOf(graph);
  const outbound = topology.groups.flatMap((group) =>
    group.rules.map((one): List => ({ pieces: [one], terms: one.direction === "inbound" ? one.sources.items : one.destinations.items })),
  );
  const firewall = topology.firewalls.flatMap((one) =>
    one.networkRules.map((network): List => ({ pieces: [network], terms: network.destinations.items })),
  );
  return [...topology.routeTables.flatMap(routeLists), ...outbound, ...firewall];
}

/** A route has one prefix, so that a list of addresses is as many routes. */
function routeLists({ routes }: RouteTable): readonly List[] {
  const lists = new Map<string, List>();
  for (const route of routes) {
    const key = TAGS.find(([, name]) => name.test(route.name))?.[0] ?? "";
    const before = lists.get(key);
    lists.set(key, { pieces: before ? [...before.pieces, route] : [route], terms: [...(before?.terms ?? []), route.prefix], routes: true });
  }
  return [...lists.values()];
}

function isPublic(range: Range): boolean {
  return range.version === 4 && !isWhole(range) && !isPrivate(range);
}

/**
 * The tag of its name; its regional form where everything that it shares with the tag is of the region, and for routes the form of the paired
 * region too: the service calls from both. Without such a name, the tag that it lists.
 */
function tagsOf(context: Context, { routes }: List, named: string | undefined, addresses: readonly Range[]): readonly string[] {
  const region = regionOf(context.graph, context.scenario);
  const pair = pairOf(region);
  const forms = (tag: string): readonly (readonly string[])[] => {
    const here = `${tag}.${region}`;
    const both = pair === undefined ? [] : [[here, `${tag}.${pair}`]];
    return routes && CALLING.has(tag) ? [...both, ...(pair === undefined ? [[here]] : []), [tag]] : [[here], ...both, [tag]];
  };
  if (!named) return TAGS.flatMap(([tag]) => forms(tag)).find((tags) => isListOf(addresses, prefixesOf(context, tags))) ?? [];
  const whole = prefixesOf(context, [named]);
  const shared = whole ? addresses.filter((range) => whole.some((prefix) => overlaps(prefix, range))) : [];
  const fits = (tags: readonly string[]): boolean => {
    const prefixes = shared.length > 0 ? prefixesOf(context, tags) : undefined;
    return prefixes !== undefined && shared.every((range) => prefixes.some((prefix) => overlaps(prefix, range)));
  };
  return forms(named).find(fits) ?? [named];
}

/** Services that call computes, which answer by the routes of their subnet. */
const CALLING: ReadonlySet<string> = new Set(["AzureMachineLearning", "BatchNodeManagement"]);

/** One address of a service may be somebody's own account; two or more prefixes of it, as published, were taken from the list. */
function isListOf(addresses: readonly Range[], published: readonly Range[] | undefined): boolean {
  if (addresses.length < 2 || !published) return false;
  return addresses.every((range) => published.some(({ first, last }) => first === range.first && last === range.last));
}

/** Undefined where a tag is not in the list. */
function prefixesOf(context: Context, tags: readonly string[]): readonly Range[] | undefined {
  const found = tags.map((tag) => context.servicePrefixes?.(tag.toLowerCase()));
  if (found.includes(undefined)) return undefined;
  const ranges = found.flatMap((prefixes) => prefixes ?? []).flatMap((prefix) => parseRange(prefix) ?? []);
  return ranges.filter(({ version }) => version === 4);
}

function* stale(context: Context, { pieces }: List, tags: readonly string[], addresses: readonly Range[]): Iterable<Verdict> {
  const published = prefixesOf(context, tags);
  const tag = tags.join("' and '");
  const [piece] = pieces;
  const others = pieces.length > 1 ? ` and ${pieces.length - 1} more` : "";
  const count = addresses.length === 1 ? "an address range" : `${addresses.length} address ranges`;
  const base = `'${piece.name}'${others} ${others ? "list" : "lists"} ${count} where the service tag${tags.length > 1 ? "s" : ""} '${tag}' would do.`;
  const about = { is: "unmet", subject: piece.resource, value: tags.join(", "), at: piece.at } as const;
  if (!published) {
    yield {
      ...about,
      message: `${base} Microsoft changes these addresses every week, so the list goes stale and flows fail now and then. Name the tag${tags.length > 1 ? "s" : ""} instead.`,
    };
    return;
  }
  const it = tags.length > 1 ? "these tags" : "the tag";
  const { missing, stale: old } = comparePrefixes(addresses, published);
  const lacks = missing.length ? ` It lacks ${missing.length} of ${published.length} prefixes of ${it}: ${some(missing)}.` : "";
  const keeps = old.length ? ` ${old.length} of ${addresses.length} are not in ${it} any more: ${some(old)}.` : "";
  const today = lacks || keeps ? "" : " It is whole today, and Microsoft changes these addresses every week.";
  yield {
    ...about,
    severity: old.length ? "warning" : "note",
    message: `${base}${lacks}${keeps}${today} Name the tag${tags.length > 1 ? "s" : ""} instead.`,
  };
}

function some(prefixes: readonly string[]): string {
  const shown = prefixes.slice(0, 5).map((prefix) => `'${prefix}'`);
  return prefixes.length > shown.length ? `${shown.join(", ")} and ${prefixes.length - shown.length} more` : shown.join(", ");
}
