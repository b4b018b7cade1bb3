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
  const segment = type.split("/").at(-1) ?? "";
  const byPath = placesOf(text, `/${segment}/${was}`).map((at) => at + segment.length + 2);
  const starts = new Set([
    ...byType(text, type.toLowerCase(), was.toLowerCase()),
    ...byPath.filter((at) => /['"/]/.test(text.charAt(at + was.length))),
    ...placesOf(text, `${was}/`).filter((at) => /['"]/.test(text.charAt(at - 1))),
  ]);
  return [...starts].sort((a, b) => b - a).map((start) => ({ start, end: start + was.length, text: value }));
}

/** How many literals may stand between a type and the name: a group and the names of parents. */
const between = 3;

/** `resourceId('type', 'parent', 'name')`, and the same of a child. */
function byType(text: string, type: string, was: string): readonly number[] {
  const literals = [...text.matchAll(/'([^'\n]*)'|\n/g)];
  return literals.flatMap(({ 1: inside }, index) => {
    const kind = inside?.toLowerCase();
    if (kind !== type && !kind?.startsWith(`${type}/`)) return [];
    for (const next of literals.slice(index + 1, index + 2 + between)) {
      if (next[1] === undefined) return [];
      if (next[1].toLowerCase() === was) return [next.index + 1];
    }
    return [];
  });
}

function placesOf(text: string, part: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}
