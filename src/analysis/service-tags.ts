// A published list of service tags, from its text.
import type { ParseError } from "jsonc-parser";
import { parse } from "jsonc-parser";
import type { PublishedTags } from "../reach/tags/published.ts";
import { readPublishedTags } from "../reach/tags/published.ts";

/** Total. The problem is the end of a sentence about the file. */
export function parseServiceTags(text: string): { readonly tags: PublishedTags } | { readonly problem: string } {
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors);
  if (errors.length > 0) return { problem: "is not whole JSON" };
  const tags = readPublishedTags(json);
  if (!tags) return { problem: "is no list of service tags" };
  return tags.cloud ? { tags } : { problem: "does not say which cloud its service tags are of" };
}
