// What an evaluation is going to ask for, told before it begins: evaluating once is cheaper than asking in the middle and beginning again.
import type { Outlined } from "./discover.ts";
import type { Plan } from "./plans.ts";
import type { Files } from "./world.ts";

/** URIs of files and folders that nobody has given yet, as far as the outlines of those that were given tell. */
export function needsOf(plan: Plan, files: Files, outlineOf: (uri: string) => Outlined | undefined): readonly string[] {
  const lacking: string[] = [];
  const seen = new Set<string>();
  const waiting = plan.members.flatMap(({ entry }) => [entry.uri, ...entry.parameters]);
  for (let uri = waiting.pop(); uri !== undefined; uri = waiting.pop()) {
    if (seen.has(uri)) continue;
    seen.add(uri);
    if (uri.endsWith("/")) {
      const listed = files.list(uri);
      if (listed === "wanted") lacking.push(uri);
      else if (listed !== "missing") waiting.push(...listed.filter((one) => files.files.has(one)));
    } else if (!files.files.has(uri)) {
      lacking.push(uri);
    } else {
      const outline = outlineOf(uri)?.outline;
      waiting.push(...(outline?.uses ?? []), ...(outline?.needs ?? []));
    }
  }
  return lacking;
}
