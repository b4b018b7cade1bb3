// What lines of a document say that no row cites: the rule that judges it, or why there is nothing to judge.

export interface Note {
  readonly first: number;
  readonly last: number;
  readonly text: string;
  /** Ids of the rules that judge it; empty when nothing can be judged. */
  readonly rules: readonly string[];
}

export function note(first: number, last: number, text: string, ...rules: readonly string[]): Note {
  return { first, last, text, rules };
}

export const heading = "A heading or an introduction.";
export const links = "Links to other pages.";
export const portal = "A step in the portal; what it makes is judged in the template.";
export const picture = "A picture of the portal.";
export const tableHead = "The head of a table.";
