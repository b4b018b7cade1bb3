// What a rule makes of the book alone: the same for every deployment that is judged by it.
import type { Requirement } from "../../model/requirement.ts";

/** Makes it once for each book. */
export function fromBook<Made>(make: (book: readonly Requirement[]) => Made): (book: readonly Requirement[]) => Made {
  const made = new WeakMap<readonly Requirement[], { readonly what: Made }>();
  return (book) => {
    const known = made.get(book) ?? { what: make(book) };
    made.set(book, known);
    return known.what;
  };
}
