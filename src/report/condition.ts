// When a row applies, in words.
import { features } from "../analysis/scenario/features.ts";
import type { Requirement } from "../model/requirement.ts";

/** `always`, or the features that have to be on or off. */
export function conditionOf({ when }: Requirement): string {
  if (when.length === 0) return "always";
  return when
    .map((condition) => {
      const name = condition.replace("!", "");
      const title = features.find((feature) => feature.name === name)?.title ?? name;
      return `${condition.startsWith("!") ? "without" : "with"} ${title}`;
    })
    .join(", ");
}
