// Rows that are no flows: a property, a key, a role, something that does not work.
import type { Requirement, RequirementKind, SourceLine } from "../../model/requirement.ts";
import { type Row, row } from "./row.ts";

/** First day of the facts that the guide states and today's pages still state. */
export const guide = "2022-09-18";

export function fact(
  kind: RequirementKind,
  id: string,
  value: string,
  why: string,
  since: string,
  sources: readonly SourceLine[],
  more: Partial<Row> = {},
): Requirement {
  return row({ id, kind, value, why, since, sources, ...more });
}

/** Consecutive line numbers, both ends included. */
export function from(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
