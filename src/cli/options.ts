// Options that have to be one of a few words, and where they are not, a sentence that says which.
import { dayOf, revisions } from "../rulebook/requirements/select.ts";
import { Refusal } from "./host.ts";

export function oneOf<Word extends string>(option: string, value: string | undefined, words: readonly Word[]): Word | undefined {
  if (value === undefined) return undefined;
  const word = words.find((one) => one === value.toLowerCase());
  if (word === undefined) throw new Refusal(`'${value}' is no value of '--${option}'. It takes one of ${words.join(", ")}.`);
  return word;
}

export const clouds = ["public", "usgov", "china"] as const;
export const profiles = ["standard", "il5", "none"] as const;

/** A region as Azure names it: lower case without spaces. `US Gov Virginia` is understood. */
export function regionOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const region = value.toLowerCase().replaceAll(" ", "");
  if (!/^[a-z0-9]+$/.test(region)) throw new Refusal(`'${value}' is no region. Regions are written as in 'eastus' or 'usgovvirginia'.`);
  return region;
}

/** A day, or a revision of the documents by name. */
export function asOfDay(value: string | undefined): string | undefined {
  if (value === undefined || dayOf(value) !== undefined) return value;
  throw new Refusal(`'${value}' is neither a day, as in '2023-04-30', nor one of the revisions ${[...revisions.keys()].join(", ")}.`);
}
