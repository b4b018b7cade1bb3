import type { Requirement } from "../../model/requirement.ts";
import type { Context, Verdict } from "../../model/verdict.ts";
import { inForceOn } from "../requirements/select.ts";
import { fromBook } from "./from-book.ts";

/** The row of an id, where it is in force on the day and in the cloud of the audit. Features do not matter: the rule itself sees what it is about. */
export function rowOf(context: Context, id: string): Requirement | undefined {
  const { cloud, scenario, book } = context;
  return byId(book)
    .get(id)
    ?.find((row) => row.clouds.includes(cloud) && inForceOn(row, scenario.asOf));
}

const byId = fromBook((book) => Map.groupBy(book, ({ id }) => id));

/** A rule's question that is asked as long as a row of the book is in force, with the row as what it is judged by. */
export function asLongAs(id: string, ask: (context: Context) => Iterable<Verdict>): (context: Context) => Iterable<Verdict> {
  return function* (context) {
    const row = rowOf(context, id);
    if (!row) return;
    for (const verdict of ask(context)) yield verdict.requirement ? verdict : { ...verdict, requirement: row };
  };
}
