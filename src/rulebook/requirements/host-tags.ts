// Which service tags hold a host: a flow that the documents give as a tag and as hosts is one and the same.
import type { Cloud } from "../../model/declaration.ts";
import type { Requirement } from "../../model/requirement.ts";
import { targetOf } from "../../reach/coverage.ts";
import { hostCover } from "../../reach/match/hosts.ts";
import { inCloud } from "./select.ts";

/** In lower case, of the region that is given where they are regional. Empty for a host that no row names beside a tag. */
export function tagsHolding(book: readonly Requirement[], host: string, cloud: Cloud, region: string): readonly string[] {
  const tags = inCloud(book, cloud).flatMap(({ flow }) => {
    const targets = flow?.alternatives.flat().map((one) => targetOf(one, region)) ?? [];
    const names = targets.some((one) => one.is === "host" && hostCover(one.host, host) !== "none");
    return names ? targets.flatMap((one) => (one.is === "tag" ? [one.name] : [])) : [];
  });
  return [...new Set(tags)];
}
