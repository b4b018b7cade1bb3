// Which deployments asked for a file or folder: those are looked at again when it changes.
import type { Record } from "./world.ts";

export class Askers {
  private readonly ids = new Map<string, Set<string>>();

  of(uri: string): ReadonlySet<string> | undefined {
    return this.ids.get(uri);
  }

  add(id: string, record: Record): void {
    for (const uri of asked(record)) {
      const ids = this.ids.get(uri);
      if (ids) ids.add(id);
      else this.ids.set(uri, new Set([id]));
    }
  }

  remove(id: string, record: Record): void {
    for (const uri of asked(record)) {
      const ids = this.ids.get(uri);
      ids?.delete(id);
      if (ids?.size === 0) this.ids.delete(uri);
    }
  }
}

/** URIs of the files and folders that were asked for. */
export function asked({ reads, lists }: Record): readonly string[] {
  return [...reads.keys(), ...lists.keys()];
}
