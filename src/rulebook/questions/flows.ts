// Verdicts on required flows, from the one matrix of reach: what stops them, said once for each thing that stops them.
import type { Cloud } from "../../model/declaration.ts";
import type { Resource } from "../../model/graph.ts";
import type { Origin } from "../../model/origin.ts";
import type { Reason } from "../../model/value.ts";
import type { Context, Related, Severity, Verdict } from "../../model/verdict.ts";
import type { Cell, Coverage, Row } from "../../reach/coverage.ts";
import { coverage } from "../../reach/coverage.ts";
import { writeHost } from "../../reach/match/hosts.ts";
import { repairFor } from "./flow-repair.ts";
import type { Stop } from "./flow-stops.ts";
import { stopsOf } from "./flow-stops.ts";
import { called } from "./naming.ts";
import { partlyText } from "./partly.ts";

function matrix(context: Context): Coverage {
  return coverage(context.graph, context.scenario, context.requirements, context.servicePrefixes);
}

/** Whether a flow can be allowed by a service tag. */
export function hasTag({ flow }: Row): boolean {
  return flow.alternatives.some((alternative) => alternative.some((destination) => "tag" in destination));
}

/** All verdicts of a rule that speaks for these rows. */
export function* flowVerdicts(context: Context, speaksFor: (row: Row) => boolean): Iterable<Verdict> {
  const { sources, rows } = matrix(context);
  const own = rows.filter(speaksFor);
  if (own.length === 0) return;
  if (sources.unknown) yield nowhere(sources.unknown.because, sources.unknown.about);
  for (const row of own) yield* rowVerdicts(row, context.cloud);
}

function nowhere(because: Reason, about: Resource): Verdict {
  const settle = because.settle ? ` To settle it, ${because.settle}.` : "";
  const message = `It cannot be told from where ${called(about)} sends its traffic, so the flows that it needs are not proven. ${because.text}${settle}`;
  return { is: "unclear", subject: about, at: about.at, because, message };
}

function* rowVerdicts(row: Row, cloud: Cloud): Iterable<Verdict> {
  const stops = stopsOf(row);
  for (const stop of stops) yield unmet(row, stop, cloud);
  if (stops.length > 0) return;
  const unclear = row.cells.filter((cell) => cell.is === "unclear");
  const [open] = unclear;
  if (open) {
    yield unclearVerdict(row, open, unclear);
    return;
  }
  const [first] = row.cells;
  if (first) yield met(row, first);
}

function met(row: Row, cell: Cell): Verdict {
  return {
    is: "met",
    subject: cell.source.resource,
    requirement: row.requirement,
    value: shown(cell.destination),
    ports: row.flow.ports,
    ...(cell.witness && { witness: cell.witness }),
  };
}

function unclearVerdict(row: Row, cell: Cell, all: readonly Cell[]): Verdict {
  const because = cell.because ?? { kind: "unsupported", text: "The flow was not judged." };
  const settle = because.settle ? ` To settle it, ${because.settle}.` : "";
  const step = cell.steps.find(({ is, at }) => is === "unclear" && at);
  const from = all.map(({ source }) => source.name).join(" and ");
  return {
    is: "unclear",
    subject: cell.source.resource,
    requirement: row.requirement,
    value: shown(cell.destination),
    ports: cell.ports,
    at: written(step?.at) ?? cell.source.at,
    because,
    message: `It cannot be told whether '${shown(cell.destination)}' is reached on ${row.flow.protocol} ${cell.ports.join(", ")} from ${from}. ${because.text}${settle}`,
  };
}

function written(at: Origin | undefined): Origin | undefined {
  return at && at.from !== "default" ? at : undefined;
}

function unmet(row: Row, stop: Stop, cloud: Cloud): Verdict {
  const { requirement } = row;
  const value = stop.destinations.map(({ name }) => shown(name)).join(", ");
  const repair = repairFor(row, stop);
  const severity: Severity | undefined = requirement.level === "recommended" || row.flow.from === "client" ? "warning" : undefined;
  return {
    is: "unmet",
    subject: stop.holder,
    requirement,
    value,
    ports: stop.ports,
    at: written(stop.blocker.at) ?? stop.holder.at,
    message: messageOf(row, stop, cloud),
    ...(severity && { severity }),
    ...(repair && { repair }),
    related: relatedOf(stop),
  };
}

/** `a, b and c`. */
const listed = new Intl.ListFormat("en-GB");

function messageOf(row: Row, stop: Stop, cloud: Cloud): string {
  const what = listed.format(stop.destinations.map(({ name }) => `'${shown(name)}'`));
  const on = `${stop.protocol} ${stop.ports.join(", ")}`;
  const from = listed.format(stop.sources.map(({ name }) => name));
  return `${cause(stop, what, on, from, cloud)} ${row.requirement.why} ${advice(stop, what, on)}`;
}

function cause(stop: Stop, what: string, on: string, from: string, cloud: Cloud): string {
  const { blocker, holder } = stop;
  if (blocker.by !== "nothing allows") return `${on} to ${what} is stopped on its way from ${from}. ${blocker.text}`;
  const names = stop.destinations.map(({ name }) => name);
  const partly = blocker.partly.map((rule) => ` ${partlyText(rule, names, cloud)}`).join("");
  return `${on} to ${what} is not allowed by ${called(holder)} from ${from}.${partly}`;
}

function advice({ blocker, destinations }: Stop, what: string, on: string): string {
  switch (blocker.by) {
    case "no way out":
      return "Give the subnet a NAT gateway, or route it to a firewall.";
    case "route":
      return "Route it to a firewall or to the Internet.";
    case "rule":
      return `Allow ${what} on ${on} before that rule.`;
    case "nothing allows": {
      if (blocker.managed) return `Add an outbound rule for ${what} to the workspace.`;
      const kind = blocker.group
        ? "a security rule"
        : destinations.every(({ kind: one }) => one !== "host")
          ? "a network rule"
          : "an application rule";
      return `Allow it in ${kind}.`;
    }
  }
}

function relatedOf(stop: Stop): readonly Related[] {
  const sources = stop.sources.map((source) => ({ at: source.at, message: `The flow starts in ${source.name}. ${source.because}` }));
  const partly = stop.blocker.partly.map((rule) => ({ at: rule.at, message: `Rule '${rule.name}' allows only a part of it.` }));
  return [...partly, ...sources].filter(({ at }) => at.from !== "default");
}

/** A host or tag as a person would write it; a region that is not known is left out of a tag. */
function shown(name: string): string {
  return writeHost(name);
}
