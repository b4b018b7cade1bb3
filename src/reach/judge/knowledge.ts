import type { Cloud } from "../../model/declaration.ts";
import type { Range } from "../match/addresses.ts";
import { parseRange } from "../match/addresses.ts";
import { tagTable } from "../tags/knowledge.ts";
import type { Knowledge } from "./packet.ts";

/** What is known of a cloud's tags, with the prefixes of a newer list where one was given. */
export function knowledgeOf(cloud: Cloud, prefixes: ((tag: string) => readonly string[] | undefined) | undefined): Knowledge {
  if (!prefixes) return { tags: tagTable(cloud) };
  const read = new Map<string, readonly Range[] | undefined>();
  return {
    tags: tagTable(cloud),
    prefixes: (tag) => {
      if (!read.has(tag))
        read.set(
          tag,
          prefixes(tag)?.flatMap((prefix) => parseRange(prefix) ?? []),
        );
      return read.get(tag);
    },
  };
}
