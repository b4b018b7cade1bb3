// A list of service tags from the disk.

import type { Settings } from "../analysis/configuration/settings.ts";
import { parseServiceTags } from "../analysis/service-tags.ts";
import { loadFile } from "./load.ts";

type Tags = NonNullable<Settings["tags"]>[number];

/** The problem is a full sentence. */
export async function loadServiceTags(path: string): Promise<{ readonly tags: Tags } | { readonly problem: string }> {
  const loaded = await loadFile(path);
  const read =
    loaded === "missing"
      ? { problem: "is not there" }
      : "problem" in loaded
        ? { problem: "cannot be read" }
        : parseServiceTags(loaded.text);
  if ("tags" in read) return read;
  return { problem: `The list of service tags '${path}' ${read.problem}. Give a 'ServiceTags_*.json' as Microsoft publishes it.` };
}
