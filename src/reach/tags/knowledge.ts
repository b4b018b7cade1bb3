import type { Cloud } from "../../model/declaration.ts";
import type { TagTable } from "../match/tags.ts";
import { NO_TABLE } from "../match/tags.ts";

/** What is known of a cloud's service tags. */
export function tagTable(_cloud: Cloud): TagTable {
  return NO_TABLE;
}
