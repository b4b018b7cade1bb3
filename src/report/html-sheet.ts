// What every section of the page is written with.
import type { Check } from "../model/finding.ts";
import type { Origin } from "../model/origin.ts";
import { placeLink } from "./html-link.ts";
import type { Place } from "./html-pages.ts";
import { safe } from "./html-text.ts";
import type { Places } from "./places.ts";
import type { Say } from "./say.ts";

export interface Sheet {
  readonly places: Places;
  readonly say: Say;
  /** Puts a piece of a long section onto the page. */
  readonly place: Place;
}

/** What the answers of a table are called, as fixed texts. */
export type AnswerWords = Readonly<Record<Check["verdict"], string>>;

/** Empty for what has no place that a reader could go to. */
export function linkTo(at: Origin, { places }: Sheet, name?: string): string {
  const place = places.of(at);
  if (place && at.from === "file") return placeLink(place, at.uri, name);
  return at.from === "azure" ? `<code>${safe(at.id)}</code>` : "";
}

export function answerOf(check: Check | undefined, sheet: Sheet, words: AnswerWords): string {
  if (!check) return `<span class="soft">${sheet.say("not needed")}</span>`;
  const [tone, mark] = marks[check.verdict];
  const answer = `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${sheet.say(words[check.verdict])}</span>`;
  return check.witness ? `${answer} ${linkTo(check.witness.at, sheet, check.witness.name)}` : answer;
}

const marks = { met: ["good", "✔"], unmet: ["bad", "✖"], unclear: ["warn", "?"] } as const;
