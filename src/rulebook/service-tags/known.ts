// Questions to the published lists: is this a tag, in which cloud, in which region, and what is the right name.
import type { Cloud } from "../../model/declaration.ts";
import { type PublishedTags, publishedTags } from "./published.ts";

export type TagAnswer =
  | { readonly is: "known" /** As Microsoft writes it. */; readonly name: string }
  /**
   * It has no such regional form; the tag without region exists. `sure` when it has no regional forms at all or the region is another
   * cloud's; a region that the list does not have may be newer than the list.
   */
  | { readonly is: "not-regional"; readonly name: string; readonly sure: boolean }
  | { readonly is: "not-here"; readonly name: string; readonly clouds: readonly Cloud[] }
  | { readonly is: "unknown" }
  /** No list of this cloud is published where we can read it, and no other cloud's list has the name. */
  | { readonly is: "unlisted" };

/** Of the network itself; in no published list. */
const everywhere = ["VirtualNetwork", "AzureLoadBalancer", "Internet", "AzurePlatformDNS", "AzurePlatformIMDS", "AzurePlatformLKM"];

interface Index {
  /** Written form by lower case. */
  readonly names: ReadonlyMap<string, string>;
  /** Regions of a tag, both in lower case. */
  readonly regions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every region of the cloud. */
  readonly places: ReadonlySet<string>;
}

const indexes: { readonly [cloud in "public" | "usgov"]: Index } = {
  public: indexOf(publishedTags.public),
  usgov: indexOf(publishedTags.usgov),
};

/** Compared without case. `Storage.eastus` is asked for as it is written. */
export function tagInCloud(tag: string, cloud: Cloud): TagAnswer {
  const common = everywhere.find((one) => one.toLowerCase() === tag.toLowerCase());
  if (common) return { is: "known", name: common };
  if (cloud === "china") return inChina(tag);
  const here = find(tag, indexes[cloud]);
  if (here) return here;
  const other = cloud === "public" ? "usgov" : "public";
  const there = find(tag, indexes[other]);
  return there?.is === "known" ? { is: "not-here", name: there.name, clouds: [other] } : { is: "unknown" };
}

/** Whether the cloud's published list is known to lack the tag, region or not. */
export function lacksTag(tag: string, cloud: Cloud): boolean {
  if (cloud === "china" || everywhere.some((one) => one.toLowerCase() === tag.toLowerCase())) return false;
  return !indexes[cloud].names.has(tag.toLowerCase());
}

/** Every tag without region of a cloud's list, as Microsoft writes it. */
export function tagNames(cloud: Cloud): readonly string[] {
  const listed = cloud === "china" ? [] : [...indexes[cloud].names.values()];
  return [...listed, ...everywhere];
}

/** When the list of a cloud was published; undefined where there is none. */
export function listDate(cloud: Cloud): string | undefined {
  return cloud === "china" ? undefined : publishedTags[cloud].published;
}

/** Its own list is not at hand: a name that another cloud has is taken for known, whatever region it names. */
function inChina(tag: string): TagAnswer {
  const base = tag.replace(/\.[^.]*$/, "");
  for (const name of [tag, base]) {
    const found = indexes.public.names.get(name.toLowerCase()) ?? indexes.usgov.names.get(name.toLowerCase());
    if (found) return { is: "known", name: name === tag ? found : `${found}${tag.slice(base.length)}` };
  }
  return { is: "unlisted" };
}

function find(tag: string, index: Index): TagAnswer | undefined {
  const whole = index.names.get(tag.toLowerCase());
  if (whole) return { is: "known", name: whole };
  const dot = tag.lastIndexOf(".");
  const base = dot > 0 ? index.names.get(tag.slice(0, dot).toLowerCase()) : undefined;
  if (!base) return undefined;
  const region = tag.slice(dot + 1);
  const has = index.regions.get(base.toLowerCase())?.has(region.toLowerCase());
  if (has) return { is: "known", name: `${base}.${region}` };
  const elsewhere = Object.values(indexes).some(
    (other) => other !== index && other.places.has(region.toLowerCase()) && !index.places.has(region.toLowerCase()),
  );
  return { is: "not-regional", name: base, sure: !index.regions.has(base.toLowerCase()) || elsewhere };
}

function indexOf(list: PublishedTags): Index {
  const words = (text: string) => text.split(" ").filter((word) => word);
  const names = [...words(list.global), ...list.regional.flatMap(({ tags }) => words(tags))];
  const regions = list.regional.flatMap((group) => {
    const set = new Set(words(group.regions));
    return words(group.tags).map((tag) => [tag.toLowerCase(), set] as const);
  });
  return {
    names: new Map(names.map((name) => [name.toLowerCase(), name])),
    regions: new Map(regions),
    places: new Set(words(list.regions)),
  };
}
