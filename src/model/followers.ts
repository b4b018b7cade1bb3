// What else of a text spells the id of a resource whose name changes: ids by type and names, paths, and names of its children.

export interface Renamed {
  readonly type: string;
  /** The last segment of its name, as a literal. */
  readonly was: string;
  readonly value: string;
}

export interface Follower {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Places that follow, from the last to the first. Both languages of Azure quote literals of expressions alike. */
export function followersOf(text: string, { type, was, value }: Renamed): readonly Follower[] {
  const [kind, name, segment] = [plain(type), plain(was), plain(type.split("/").at(-1) ?? "")];
  const literals = "[^'\\n]*(?:'[^'\\n]*'[^'\\n]*){0,3}?";
  const byType = new RegExp(`'${kind}(?:/[^'\\n]*)?'${literals}'(?<name>${name})'`, "gi");
  const byPath = new RegExp(`/${segment}/(?<name>${name})(?=['"/])`, "gi");
  const ofChildren = new RegExp(`["'](?<name>${name})/`, "gi");
  return [byType, byPath, ofChildren]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((found) => {
      const start = found.index + found[0].toLowerCase().lastIndexOf(was.toLowerCase());
      return { start, end: start + was.length, text: value };
    })
    .sort((a, b) => b.start - a.start)
    .filter((one, index, all) => one.start !== all[index - 1]?.start);
}

function plain(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
