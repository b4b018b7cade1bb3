// Prints a traced flow step by step, each with its file and line.
import type { Origin } from "../model/origin.ts";
import type { Step, Walk } from "../reach/judge/outcome.ts";
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
    step(paint.dim("from"), source.because, source.at, places, paint, width),
    ...walk.steps.map((one) => step(markOf(one, paint), one.text, one.at, places, paint, width)),
    `  ${wrap(conclusionOf(walk), width - 2, "  ")}`,
  ];
  return `${lines.join("\n")}\n`;
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
      return `Blocked: ${walk.blocker.text}`;
    case "unclear":
      return `It cannot be told: ${walk.because.text}${walk.because.settle ? ` To settle it, ${walk.because.settle}.` : ""}`;
  }
}
