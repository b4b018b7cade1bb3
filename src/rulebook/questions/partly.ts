// Says of a rule that lets only a part of a tag through which part it lacks, by the published lists.
import type { Cloud } from "../../model/declaration.ts";
import type { PartRule } from "../../reach/judge/outcome.ts";
import { parseRange } from "../../reach/match/addresses.ts";
import { partOfTag } from "../../reach/match/tags.ts";
import { tagTable } from "../../reach/tags/knowledge.ts";
import { tagInCloud } from "../service-tags/known.ts";

/** A full sentence. `destinations`: tags and hosts as people write them. */
export function partlyText({ name, destinations: own }: PartRule, destinations: readonly string[], cloud: Cloud): string {
  const lacks = destinations.flatMap((inner) =>
    (own?.items ?? []).flatMap((term): readonly string[] => {
      const found = term.is === "tag" ? partOfTag(term.name, inner.toLowerCase(), tagTable(cloud)) : undefined;
      if (term.is !== "tag" || !found) return [];
      const largest = [...found.named].sort((a, b) => sizeOf(b) - sizeOf(a))[0];
      const named = largest === undefined ? "" : `, '${largest}' among them`;
      return [`'${written(term.name, cloud)}' lacks ${found.lacking} of ${found.of} prefixes of '${inner}'${named}`];
    }),
  );
  return `Rule '${name}' takes in only a part of it${lacks.length ? `: ${lacks.join(", and ")}` : ""}.`;
}

function sizeOf(prefix: string): number {
  const range = parseRange(prefix);
  return range ? Number(range.last - range.first) : 0;
}

function written(tag: string, cloud: Cloud): string {
  const known = tagInCloud(tag, cloud);
  return "name" in known ? known.name : tag;
}
