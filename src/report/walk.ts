// Prints a traced flow step by step, each with its file and line.
import type { Cloud } from "../model/declaration.ts";
import type { Origin } from "../model/origin.ts";
import type { Blocker, Source, Step, Walk } from "../reach/judge/outcome.ts";
import { writeRange } from "../reach/match/addresses.ts";
import type { Destination, Trace } from "../reach/trace.ts";
import { partlyText } from "../rulebook/questions/partly.ts";
import { legible } from "./legible.ts";
import { type Paint, wrap } from "./paint.ts";
import type { Places } from "./places.ts";

/** Text for a terminal, ending in a line break. No traces: nobody knows from where the flow starts. */
export function printWalks(traces: readonly Trace[], places: Places, paint: Paint, width = 100): string {
  if (traces.length === 0) {
    return "Nothing here says from which subnet the flow starts. Name one with '--from', or declare the computes with their subnet.\n";
  }
  return traces.map((trace) => printWalk(trace, places, paint, width)).join("\n");
}

function printWalk({ source, destination, walk, cloud }: Trace, places: Places, paint: Paint, width: number): string {
  const title = `${destination.written} on ${destination.protocol} ${destination.ports} from ${source.name}`;
  const lines = [
    `${paint.bold(legible(title))}: ${verdictOf(walk, paint)}`,
    step("from", paint.dim, startOf(source), source.at, places, paint, width),
    ...walk.steps.map((one) => step(one.stage, toneOf(one, paint), one.text, one.at, places, paint, width)),
    `  ${wrap(legible(conclusionOf(walk, destination, cloud)), width - 2, "  ")}`,
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

function toneOf({ is }: Step, paint: Paint): (text: string) => string {
  switch (is) {
    case "passes":
      return paint.green;
    case "stops":
      return paint.red;
    case "unclear":
      return paint.yellow;
    case "noted":
      return paint.dim;
  }
}

function step(
  mark: string,
  tone: (text: string) => string,
  text: string,
  at: Origin | undefined,
  places: Places,
  paint: Paint,
  width: number,
): string {
  const where = at && written(at, places);
  const line = wrap(`${mark}: ${legible(text)}`, width - 4, "    ");
  const lines = [`  ${tone(line.slice(0, mark.length))}${line.slice(mark.length)}`];
  if (where) lines.push(`    ${paint.dim(where)}`);
  return lines.join("\n");
}

/** Lines and characters count from 1. */
function written(at: Origin, places: Places): string | undefined {
  if (at.from === "azure") return legible(at.id);
  const place = places.of(at);
  return place && `${place.file}:${place.range.start.line + 1}:${place.range.start.character + 1}`;
}

function conclusionOf(walk: Walk, destination: Destination, cloud: Cloud): string {
  switch (walk.is) {
    case "allowed":
      return `Allowed by '${walk.witness.name}'.`;
    case "blocked":
      return ["Blocked.", ...nearly(walk, destination, cloud), ...remedies(walk, destination)].join(" ");
    case "unclear":
      return `${reasonOf(walk)}${walk.because.settle ? ` To settle it, ${walk.because.settle}.` : ""}`;
  }
}

/** Said once: a step above may have given it. */
function reasonOf({ because, steps }: Walk & { readonly is: "unclear" }): string {
  const above = steps.some(({ is, text }) => is === "unclear" && text === because.text);
  return above ? "It cannot be told, for the reason that is given above." : `It cannot be told: ${because.text}`;
}

function nearly({ blocker, further }: Walk & { readonly is: "blocked" }, destination: Destination, cloud: Cloud): readonly string[] {
  const rules = [blocker, ...further].flatMap(({ partly }) => partly);
  return [...new Set(rules.map((rule) => partlyText(rule, [nameOf(destination)], cloud)))];
}

/** Without port and protocol. */
function nameOf({ written }: Destination): string {
  return written.replace(/:[\d-]+(\/\w+)?$|\/\w+$/, "");
}

/** What to do about everything that stops it, a sentence each. */
function remedies({ blocker, further }: Walk & { readonly is: "blocked" }, destination: Destination): readonly string[] {
  const all = [blocker, ...further].map((one) => remedyOf(one, destination));
  return [...new Set(all)].map((what, index) => `${index === 0 ? "To let it through, " : "Then "}${what}.`);
}

function remedyOf({ by, firewall, group, managed, rule }: Blocker, destination: Destination): string {
  switch (by) {
    case "rule":
      return `allow it before rule '${rule?.name ?? ""}'`;
    case "route":
      return "route it to a firewall or to the Internet";
    case "no way out":
      return "give the subnet a NAT gateway, or route it to a firewall";
    case "nothing allows": {
      const { target, ports, protocol } = destination;
      const what = `'${nameOf(destination)}' on ${protocol} ${ports}`;
      const isWeb = target.is === "host" && protocol === "TCP" && /^(80|443|8080|8443)$/.test(ports);
      const kind = isWeb ? "an application rule" : "a network rule";
      if (firewall) return `allow ${what} in ${kind} of firewall '${firewall.name}'`;
      if (group) return `allow ${what} in a rule of security group '${group.name}'`;
      return managed ? `add an outbound rule for ${what} to the workspace` : `allow ${what} in a rule`;
    }
  }
}
