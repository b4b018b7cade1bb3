// What entries hold that nobody knows, said once for each security group, policy or route table.
import type { Graph } from "../../model/graph.ts";
import type { Verdict } from "../../model/verdict.ts";
import type { Entry, Hidden } from "./entries.ts";
import { calledEntry, drawnAt, entriesOf, servesMachineLearning } from "./entries.ts";
import { called } from "./naming.ts";

/**
 * Unclear verdicts on the entries of which some word that a rule looks at is not known. `whether`: a clause, as in `its service tags are
 * ones that this cloud has`. Only where machine learning is concerned.
 */
export function* hiddenWords(graph: Graph, whether: string, looksAt: (hidden: Hidden, entry: Entry) => boolean): Iterable<Verdict> {
  if (!servesMachineLearning(graph)) return;
  const found = entriesOf(graph).flatMap((entry) => entry.hidden.filter((one) => looksAt(one, entry)).map((hidden) => ({ entry, hidden })));
  const holders = Map.groupBy(found, ({ entry }) => entry.resource.parent ?? entry.resource);
  for (const [holder, all] of holders) {
    const [first] = all;
    if (!first) continue;
    const { entry, hidden } = first;
    const { because } = hidden;
    const count = new Set(all.map((one) => one.entry)).size;
    const others = count > 1 ? ` and ${count - 1} more` : "";
    const settle = because.settle ? ` To settle it, ${because.settle}.` : "";
    const message = `It cannot be told of ${called(holder)} whether ${whether}: what stands in ${calledEntry(entry)}${others} is not known. ${because.text}${settle}`;
    yield { is: "unclear", subject: holder, at: hidden.at.from === "default" ? drawnAt(entry) : hidden.at, because, message };
  }
}

/** Whether it is the side that is not ours: what an entry lets out to, or in from. */
export function isRemote({ place }: Hidden, { direction }: Entry): boolean {
  return direction === "inbound" ? place === "source" : place !== "source";
}
