// Azure's own list of what a workspace must reach, held against the rows of this product: a host that no row knows is worth telling.
import type { Requirement } from "../model/requirement.ts";
import { hostCover } from "../reach/match/hosts.ts";

/** One host of `outboundNetworkDependenciesEndpoints`. */
export interface ListedHost {
  readonly category: string;
  /** Sometimes with a leading `*.`. */
  readonly host: string;
  readonly ports: readonly number[];
}

/** Hosts that no row of the book names, whatever its features; each once, in order. Names of single resources are nobody's row. */
export function unknownHosts(listed: readonly ListedHost[], book: readonly Requirement[]): readonly ListedHost[] {
  const patterns = new Set(
    book.flatMap(({ flow, value }) => [
      ...(flow?.alternatives.flat().flatMap((one) => ("host" in one ? [anything(one.host)] : [])) ?? []),
      ...(/^(?:[\w<>.-]*\*)*[\w<>-]*\.[\w<>.-]+$/.test(value) ? [anything(value)] : []),
    ]),
  );
  const seen = new Set<string>();
  return listed.filter(({ host }) => {
    if (host === "" || seen.has(host)) return false;
    seen.add(host);
    return ![...patterns].some((pattern) => hostCover(pattern, host) === "all");
  });
}

/** `<region>` and the like stand for any text. */
function anything(host: string): string {
  return host.toLowerCase().replaceAll(/<[^<>]+>/g, "*");
}
