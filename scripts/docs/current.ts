// The facts of today's documents, one by one, and the rows that carry each. Made of `docs/traceability/current.json`. Run by `npm run docs`.
import { readFileSync } from "node:fs";
import { requirements } from "../../src/rulebook/requirements/index.ts";

export const currentPath = "docs/traceability/current.md";

/** Names of facts: the document's letters, how strong it is (`r` required, `c` conditional, `o` recommended, `x` not supported), and what. */
export function currentFacts(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL("../../docs/traceability/current.json", import.meta.url), "utf8");
  return new Map(Object.entries(JSON.parse(text) as { readonly [fact: string]: readonly string[] }));
}

export function currentPage(): string {
  const lines = [...currentFacts()].map(([fact, ids]) => {
    const values = ids.flatMap((id) => requirements.find((row) => row.id === id)?.value ?? []);
    return `| \`${fact.replace(/^cur-/, "")}\` | ${[...new Set(values)].map((value) => `\`${value}\``).join(", ")} | ${ids.map((id) => `\`${id}\``).join(", ")} |`;
  });
  return [
    "# Facts of today's documents",
    "",
    "Each fact that was drawn from the documents up to March 2026, and the rows of the [requirements](../requirements.md) that carry it. Names begin",
    "with the document's letters: FW use a firewall, PIA required public access, REC recommended outbound, MN managed network, DNS custom DNS,",
    "WS secure workspace, TR secure training, INF secure inferencing, ST studio, CMKC and CMKS customer-managed keys, EX data exfiltration,",
    "PL private link, NO network overview, TUT tutorial, V2 isolation with v2, ID service authentication, REG registries, OE online endpoints,",
    "RB rights, PD private DNS zones, TAG service tags, FAQ Azure Firewall, BAT Azure Batch, POL Azure Policy. Generated; `npm run docs` writes it.",
    "",
    "| Fact | Value | Rows |",
    "| --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}
