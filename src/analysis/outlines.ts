// What can be told of each file by itself, kept while the file stays the same.
import type { Reader, Source } from "../model/reader.ts";
import type { Outlined } from "./discover.ts";

interface Kept {
  readonly source: Source;
  readonly entry: boolean;
  readonly outlined: Outlined | undefined;
  /** What deployments are found by: the outline as text. */
  readonly shape: string;
  /** Names of a template's parameters as text: deployments are found by them only where values lie beside it. */
  readonly declares: string;
  /** The folder in which it gives values to whichever template takes them. */
  readonly gives: string | undefined;
}

export class Outlines {
  private readonly readers: readonly Reader[];
  private readonly kept = new Map<string, Kept>();
  /** How many files in a folder give values to whichever template takes them. */
  private readonly giving = new Map<string, number>();
  private ours = 0;

  constructor(readers: readonly Reader[]) {
    this.readers = readers;
  }

  /** How many files are ours. */
  get size(): number {
    return this.ours;
  }

  of(uri: string): Outlined | undefined {
    return this.kept.get(uri)?.outlined;
  }

  /** Those that may be deployments of their own. */
  entries(): readonly Outlined[] {
    return [...this.kept.values()].flatMap(({ entry, outlined }) => (entry && outlined ? [outlined] : []));
  }

  /** Takes a file as it is now. Whether other deployments may be found than before. */
  take(uri: string, source: Source | undefined, entry: boolean): boolean {
    const before = this.kept.get(uri);
    if (before && before.source === source && before.entry === entry) return false;
    const now = source && this.outline(source, entry);
    if (now) this.kept.set(uri, now);
    else this.kept.delete(uri);
    this.ours += Number(now?.outlined !== undefined) - Number(before?.outlined !== undefined);
    this.count(before, -1);
    this.count(now, 1);
    const declares = before?.declares !== now?.declares && this.giving.has(folderOf(uri));
    return shapeOf(before) !== shapeOf(now) || declares;
  }

  private count(kept: Kept | undefined, by: 1 | -1): void {
    if (kept?.gives === undefined) return;
    const count = (this.giving.get(kept.gives) ?? 0) + by;
    if (count > 0) this.giving.set(kept.gives, count);
    else this.giving.delete(kept.gives);
  }

  private outline(source: Source, entry: boolean): Kept {
    for (const reader of this.readers) {
      const outline = reader.claims(source.uri) ? reader.outline(source) : undefined;
      if (outline && outline.role !== "none") {
        const outlined = { uri: source.uri, reader, outline };
        const { types: _, resources: __, parameters, ...rest } = outline;
        const isTemplate = outline.role === "template";
        return {
          source,
          entry,
          outlined,
          shape: `${reader.language} ${JSON.stringify(isTemplate ? rest : { ...rest, parameters })}`,
          declares: isTemplate ? parameters.join("\n") : "",
          gives: isTemplate || outline.template !== undefined ? undefined : folderOf(source.uri),
        };
      }
    }
    return { source, entry, outlined: undefined, shape: "", declares: "", gives: undefined };
  }
}

/** Files that others ask for make no deployment. */
function shapeOf(kept: Kept | undefined): string {
  return kept?.entry ? kept.shape : "";
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}
