// A list of service tags as a file was loaded, wherever files come from.
import type { Settings } from "../analysis/configuration/settings.ts";
import { parseServiceTags } from "../analysis/service-tags.ts";
import type { Loaded } from "./load.ts";

export type ServiceTagList = { readonly tags: NonNullable<Settings["tags"]>[number] } | { readonly problem: string };

/** The problem is a full sentence. */
export function readServiceTags(path: string, loaded: Loaded): ServiceTagList {
  const read =
    loaded === "missing"
      ? { problem: "is not there" }
      : "problem" in loaded
        ? { problem: "cannot be read" }
        : parseServiceTags(loaded.text);
  if ("tags" in read) return read;
  return { problem: `The list of service tags '${path}' ${read.problem}. Give a 'ServiceTags_*.json' as Microsoft publishes it.` };
}
