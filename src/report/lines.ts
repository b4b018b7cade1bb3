// `--format lines`: a finding on one line, as compilers write theirs: for problem matchers of editors and whatever else reads such lines.
import { legible, legibleResult } from "./legible.ts";
import { createPlaces, type Place } from "./places.ts";
import { type Report, standing } from "./report.ts";

/**
 * `file:line:column: severity rule/requirement: message`, counted from 1: editors take two findings for one where only their messages differ.
 * What stands in no file has no line; a file that could not be read has a note.
 */
export function writeLines({ result, root, text }: Report): string {
  const shown = legibleResult(result);
  const places = createPlaces(root, text, legible);
  const unread = shown.problems.map((problem) => lineOf(places.span(problem), "note", "problem", problem.message));
  const unmet = standing(shown).filter(({ verdict }) => verdict === "unmet");
  const found = unmet.flatMap(({ at, severity, rule, requirement, message }) => {
    const place = places.of(at);
    return place ? [lineOf(place, severity, requirement ? `${rule}/${requirement.id}` : rule, message)] : [];
  });
  return [...unread, ...found].join("");
}

function lineOf({ file, range: { start } }: Place, severity: string, rule: string, message: string): string {
  return `${file}:${start.line + 1}:${start.character + 1}: ${severity} ${rule}: ${message}\n`;
}
