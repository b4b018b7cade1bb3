// The files that a face gave, and which of them changed since that was last asked.
import type { Source } from "../model/reader.ts";
import type { Files, Given } from "./world.ts";

export class GivenFiles implements Files {
  readonly files = new Map<string, Given>();
  private readonly entries = new Set<string>();
  private readonly listings = new Map<string, readonly string[] | "missing">();
  private readonly folders = new Map<string, Set<string>>();
  private readonly sorted = new Map<string, readonly string[]>();
  private readonly reasons = new Map<string, string>();
  private readonly changed = new Set<string>();

  put(uri: string, text: string, as: "entry" | "asked"): void {
    const have = this.text(uri);
    if (as === "entry" && !this.entries.has(uri)) {
      this.entries.add(uri);
      this.changed.add(uri);
    }
    if (have?.text === text) return;
    this.changed.add(uri);
    this.files.set(uri, { uri, text });
    this.reasons.delete(uri);
    this.hold(uri);
  }

  remove(uri: string): void {
    this.entries.delete(uri);
    this.reasons.delete(uri);
    this.lose(uri);
  }

  putUnread(uri: string, why: string, as: "entry" | "asked"): void {
    if (as === "entry") this.entries.add(uri);
    this.reasons.set(uri, why);
    this.changed.add(uri);
    this.files.set(uri, "missing");
    // It is there: whoever reads the folder has to know that something of it is not seen.
    if (as === "entry") this.hold(uri);
  }

  putListing(folder: string, uris: readonly string[] | "missing"): void {
    this.changed.add(folder);
    this.listings.set(folder, uris);
  }

  list(folder: string): readonly string[] | "wanted" | "missing" {
    const given = this.listings.get(folder);
    if (given) return given;
    const known = this.folders.get(folder);
    if (!known?.size) return "wanted";
    const sorted = this.sorted.get(folder) ?? [...known].sort();
    this.sorted.set(folder, sorted);
    return sorted;
  }

  text(uri: string): Source | undefined {
    const given = this.files.get(uri);
    return given === "missing" ? undefined : given;
  }

  /** Whether it was given by itself, not because another asked for it. */
  isEntry(uri: string): boolean {
    return this.entries.has(uri);
  }

  /** A sentence about a file that is there and was not read. */
  whyUnread(uri: string): string | undefined {
    return this.reasons.get(uri);
  }

  /** Whether something was given, changed or taken away that was not taken in. */
  get isChanged(): boolean {
    return this.changed.size > 0;
  }

  /** URIs of the files and folders that were given, changed or taken away; each counts as taken in when it is told. */
  *takeChanges(): Generator<string, void> {
    for (const uri of [...this.changed]) {
      this.changed.delete(uri);
      yield uri;
    }
  }

  private hold(uri: string): void {
    const folder = folderOf(uri);
    const inside = this.folders.get(folder) ?? new Set<string>();
    if (!inside.has(uri)) this.otherwise(folder);
    this.folders.set(folder, inside.add(uri));
  }

  private lose(uri: string): void {
    this.changed.add(uri);
    this.files.set(uri, "missing");
    if (this.folders.get(folderOf(uri))?.delete(uri)) this.otherwise(folderOf(uri));
  }

  private otherwise(folder: string): void {
    this.sorted.delete(folder);
    this.changed.add(folder);
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}
