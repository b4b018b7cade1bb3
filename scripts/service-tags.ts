// Makes the two tables of service tags from the files that Microsoft publishes:
//   node scripts/service-tags.ts ServiceTags_Public.json 2025-11-17 ServiceTags_AzureGovernment.json 2026-07
// (each file with the day or month of its publication). Names and regions go to the rulebook, containment between tags to reach.
import { readFileSync, writeFileSync } from "node:fs";
import ipaddr from "ipaddr.js";
import { requirements } from "../src/rulebook/requirements/index.ts";

interface Published {
  readonly changeNumber: number;
  readonly values: readonly {
    readonly name: string;
    readonly properties: { readonly region: string; readonly addressPrefixes: readonly string[] };
  }[];
}

interface Pair {
  readonly outer: string;
  readonly inner: string;
  readonly of: number;
  readonly lacking: readonly string[];
}

const namesPath = "src/rulebook/service-tags/published.ts";
const containmentPath = "src/reach/tags/table.ts";

/** Tags that rows name: containment is kept for these only. */
const wanted = [
  ...new Set(
    requirements.flatMap(({ flow }) => flow?.alternatives.flat().flatMap((to) => ("tag" in to ? [to.tag.toLowerCase()] : [])) ?? []),
  ),
];

/** How many lacking prefixes are kept of a pair. */
const kept = 48;

export function namesTable(files: { readonly public: readonly [Published, string]; readonly usgov: readonly [Published, string] }): string {
  return [
    "// Which service tags exist in which cloud and region: from the files that Microsoft publishes. Written by `scripts/service-tags.ts`.",
    "",
    "export interface PublishedTags {",
    "  readonly changeNumber: number;",
    "  /** Day or month of publication. */",
    "  readonly published: string;",
    "  /** Regions, lower case, separated by blanks. */",
    "  readonly regions: string;",
    "  /** Tags without regional forms, as Microsoft writes them. */",
    "  readonly global: string;",
    "  /** Tags that have regional forms, and the regions that they have them in. */",
    "  readonly regional: readonly { readonly tags: string; readonly regions: string }[];",
    "}",
    "",
    'export const publishedTags: { readonly [cloud in "public" | "usgov"]: PublishedTags } = {',
    ...(["public", "usgov"] as const).flatMap((cloud) => {
      const [file, published] = files[cloud];
      const { regions, global, regional } = namesOf(file);
      return [
        `  ${cloud}: {`,
        `    changeNumber: ${file.changeNumber},`,
        `    published: "${published}",`,
        `    regions: ${literal(regions)},`,
        `    global: ${literal(global)},`,
        "    regional: [",
        ...regional.map((group) => `      { tags: ${literal(group.tags)}, regions: ${literal(group.regions)} },`),
        "    ],",
        "  },",
      ];
    }),
    "};",
    "",
  ].join("\n");
}

export function containmentTable(files: {
  readonly public: readonly [Published, string];
  readonly usgov: readonly [Published, string];
}): string {
  return [
    "// Which service tags take in others, computed prefix by prefix from the files that Microsoft publishes. Written by `scripts/service-tags.ts`.",
    "",
    "export interface TagContainment {",
    "  readonly changeNumber: number;",
    "  /** Day or month of publication. */",
    "  readonly published: string;",
    "  /**",
    "   * One pair a line, in lower case: outer tag, inner tag, how many IPv4 prefixes the inner has, how many of them the outer has not or not",
    `   * wholly, and at most ${kept} of these. Tags without region that share whole prefixes with a tag that requirements name; others share none.`,
    "   */",
    "  readonly pairs: string;",
    "  /**",
    "   * In the same form: where the regional form of an inner tag is not wholly in `azurecloud` or in `azurecloud` of its own region. Other",
    "   * regional forms of tags that requirements name are wholly in both.",
    "   */",
    "  readonly regionalExceptions: string;",
    "}",
    "",
    'export const tagContainment: { readonly [cloud in "public" | "usgov"]: TagContainment } = {',
    ...(["public", "usgov"] as const).flatMap((cloud) => {
      const [file, published] = files[cloud];
      const { pairs, regionalExceptions } = containmentOf(file);
      const lines = (list: readonly Pair[]) =>
        list
          .map(({ outer, inner, of, lacking }) => `\n${[outer, inner, of, lacking.length, ...lacking.slice(0, kept)].join(" ")}`)
          .join("");
      return [
        `  ${cloud}: {`,
        `    changeNumber: ${file.changeNumber},`,
        `    published: "${published}",`,
        `    pairs: \`${lines(pairs)}\`,`,
        `    regionalExceptions: \`${lines(regionalExceptions)}\`,`,
        "  },",
      ];
    }),
    "};",
    "",
  ].join("\n");
}

function namesOf(file: Published) {
  const names = file.values.map(({ name }) => name);
  const regions = regionsOf(names);
  const byBase = new Map<string, string[]>();
  for (const name of names) {
    const { base, region } = split(name, regions);
    const list = byBase.get(base) ?? [];
    if (region) list.push(region);
    byBase.set(base, list);
  }
  const bases = [...byBase].sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = Map.groupBy(
    bases.filter(([, list]) => list.length > 0),
    ([, list]) => [...list].sort().join(" "),
  );
  return {
    regions: [...regions].sort(),
    global: bases.filter(([, list]) => list.length === 0).map(([base]) => base),
    regional: [...groups].map(([list, members]) => ({ tags: members.map(([base]) => base), regions: list.split(" ") })),
  };
}

function regionsOf(names: readonly string[]): ReadonlySet<string> {
  // Storage writes regions in full (`NorwayEast`), AzureCloud some of them short (`norwaye`).
  return new Set(names.flatMap((name) => /^(?:AzureCloud|Storage)\.(.+)$/.exec(name)?.[1]?.toLowerCase() ?? []));
}

function split(name: string, regions: ReadonlySet<string>): { readonly base: string; readonly region?: string } {
  const dot = name.lastIndexOf(".");
  const region = name.slice(dot + 1).toLowerCase();
  return dot > 0 && regions.has(region) ? { base: name.slice(0, dot), region } : { base: name };
}

function containmentOf(file: Published) {
  const regions = regionsOf(file.values.map(({ name }) => name));
  const tags = new Map(
    file.values.map(({ name, properties }) => [name.toLowerCase(), properties.addressPrefixes.filter((one) => !one.includes(":"))]),
  );
  const ranges = new Map<string, readonly (readonly [bigint, bigint])[]>();
  const rangesOf = (tag: string) => {
    const known = ranges.get(tag) ?? merge((tags.get(tag) ?? []).map(rangeOf));
    ranges.set(tag, known);
    return known;
  };
  const pair = (outer: string, inner: string): Pair => {
    const prefixes = tags.get(inner) ?? [];
    return { outer, inner, of: prefixes.length, lacking: prefixes.filter((prefix) => !holds(rangesOf(outer), rangeOf(prefix))) };
  };
  const outers = [...tags.keys()].filter((name) => !split(name, regions).region).sort();
  const pairs = outers.flatMap((outer) =>
    wanted
      .filter((inner) => inner !== outer && tags.has(inner))
      .map((inner) => pair(outer, inner))
      .filter(({ of, lacking }) => lacking.length < of),
  );
  const places = new Map(file.values.map(({ name, properties }) => [name.toLowerCase(), properties.region]));
  const clouds = new Map([...places].flatMap(([name, place]) => (name.startsWith("azurecloud.") ? [[place, name]] : [])));
  const regional = [...tags.keys()].filter((name) => split(name, regions).region && wanted.includes(split(name, regions).base)).sort();
  const regionalExceptions = regional
    .flatMap((inner) => ["azurecloud", clouds.get(places.get(inner) ?? "") ?? "azurecloud"].map((outer) => pair(outer, inner)))
    .filter(({ lacking }) => lacking.length > 0);
  return { pairs, regionalExceptions };
}

function rangeOf(prefix: string): readonly [bigint, bigint] {
  const [address, length] = ipaddr.parseCIDR(prefix);
  const bytes = address.toByteArray();
  const first = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt(bytes.length * 8 - length);
  return [first, first + size - 1n];
}

function merge(list: readonly (readonly [bigint, bigint])[]): readonly (readonly [bigint, bigint])[] {
  const out: [bigint, bigint][] = [];
  for (const [first, last] of [...list].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const before = out.at(-1);
    if (!before || first > before[1] + 1n) out.push([first, last]);
    else if (last > before[1]) before[1] = last;
  }
  return out;
}

function holds(merged: readonly (readonly [bigint, bigint])[], [first, last]: readonly [bigint, bigint]): boolean {
  let low = 0;
  let high = merged.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [a, b] = merged[middle] ?? [0n, -1n];
    if (first < a) high = middle - 1;
    else if (first > b) low = middle + 1;
    else return last <= b;
  }
  return false;
}

function literal(words: readonly string[]): string {
  return `"${words.join(" ")}"`;
}

if (import.meta.main) {
  const [publicFile, publicDay, governmentFile, governmentDay] = process.argv.slice(2);
  if (!publicFile || !publicDay || !governmentFile || !governmentDay) {
    console.error("Give the public file, its day, the Government file, its day.");
    process.exit(2);
  }
  const read = (path: string): Published => JSON.parse(readFileSync(path, "utf8"));
  const files = { public: [read(publicFile), publicDay], usgov: [read(governmentFile), governmentDay] } as const;
  writeFileSync(namesPath, namesTable(files));
  writeFileSync(containmentPath, containmentTable(files));
}
