// Prints a traced flow step by step, each with its file and line.
import type { Origin } from "../model/origin.ts";
import type { Blocker, Source, Step, Walk } from "../reach/judge/outcome.ts";
import { writeRange } from "../reach/match/addresses.ts";
import type { Trace } from "../reach/trace.ts";
import { type Paint, wrap } from "./paint.ts";
import type { Places } from "./places.ts";

/** Text for a terminal, ending in a line break. No traces: nobody knows from where the flow starts. */
export function printWalks(traces: readonly Trace[], places: Places, paint: Paint, width = 100): string {
  if (traces.length === 0) {
    return "Nothing here says from which subnet the flow starts. Name one with '--from', or declare the computes with their subnet.\n";
  }
  return traces.map((trace) => printWalk(trace, places, paint, width)).join("\n");
}

function printWalk({ source, destination, walk }: Trace, places: Places, paint: Paint, width: number): string {
  const title = `${destination.written} on ${destination.protocol} ${destination.ports} from ${source.name}`;
  const lines = [
    `${paint.bold(title)}: ${verdictOf(walk, paint)}`,
    step(paint.dim("from"), startOf(source), source.at, places, paint, width),
    ...walk.steps.map((one) => step(markOf(one, paint), one.text, one.at, places, paint, width)),
    `  ${wrap(conclusionOf(walk), width - 2, "  ")}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Where it starts, with the addresses as far as they are known. */
function startOf({ name, because, range, subnet }: Source): string {
  const terms = range ? [] : (subnet?.prefixes.items ?? []);
  const known = range ? [range] : terms.flatMap((term) => (term.is === "range" ? [term.range] : []));
  const addresses = known.length ? `, ${known.map(writeRange).join(", ")}` : "";
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${addresses}. ${because}`;
}

function verdictOf(walk: Walk, paint: Paint): string {
  switch (walk.is) {
    case "allowed":
      return paint.green("allowed");
    case "blocked":
      return paint.red("blocked");
    case "unclear":
      return paint.yellow("cannot tell");
  }
}

function markOf({ is, stage }: Step, paint: Paint): string {
  switch (is) {
    case "passes":
      return paint.green(stage);
    case "stops":
      return paint.red(stage);
    case "unclear":
      return paint.yellow(stage);
    case "noted":
      return paint.dim(stage);
  }
}

function step(mark: string, text: string, at: Origin | undefined, places: Places, paint: Paint, width: number): string {
  const where = at && written(at, places);
  const lines = [`  ${mark}: ${wrap(text, width - 4, "    ")}`];
  if (where) lines.push(`    ${paint.dim(where)}`);
  return lines.join("\n");
}

/** Lines and characters count from 1. */
function written(at: Origin, places: Places): string | undefined {
  if (at.from === "azure") return at.id;
  const place = places.of(at);
  return place && `${place.file}:${place.range.start.line + 1}:${place.range.start.character + 1}`;
}

function conclusionOf(walk: Walk): string {
  switch (walk.is) {
    case "allowed":
      return `Allowed by '${walk.witness.name}'.`;
    case "blocked":
      return ["Blocked.", ...[walk.blocker, ...walk.further].flatMap(nearly), remedyOf(walk.blocker)].join(" ");
    case "unclear":
      return `It cannot be told: ${walk.because.text}${walk.because.settle ? ` To settle it, ${walk.because.settle}.` : ""}`;
  }
}

function nearly({ partly }: Blocker): readonly string[] {
  return partly.map(({ name }) => `Rule '${name}' allows only a part of it.`);
}

/** What to do about it, as a sentence. */
function remedyOf({ by, firewall, group, managed, rule }: Blocker): string {
  switch (by) {
    case "rule":
      return `To let it through, allow it before rule '${rule?.name ?? ""}'.`;
    case "route":
      return "To let it through, route it to a firewall or to the Internet.";
    case "no way out":
      return "To let it through, give the subnet a NAT gateway, or route it to a firewall.";
    case "nothing allows": {
      const holder = firewall ? `firewall '${firewall.name}'` : group ? `security group '${group.name}'` : undefined;
      return `To let it through, allow it in ${holder ?? (managed ? "an outbound rule of the workspace" : "a rule")}.`;
    }
  }
}
