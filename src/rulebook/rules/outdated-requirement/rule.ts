import type { Cloud } from "../../../model/declaration.ts";
import type { Requirement } from "../../../model/requirement.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { hostCover } from "../../../reach/match/hosts.ts";
import type { Ports } from "../../../reach/match/ports.ts";
import { splitTag } from "../../../reach/match/tags.ts";
import type { Entry, Word } from "../../questions/entries.ts";
import { calledEntry, drawnAt, entriesOf, removalOf } from "../../questions/entries.ts";
import { overlap, reachOf, within } from "../../questions/entry-ports.ts";
import { fromBook } from "../../questions/from-book.ts";
import { hiddenWords, isRemote } from "../../questions/hidden-words.ts";
import { inForceOn } from "../../requirements/select.ts";

export const rule: Rule = {
  id: "outdated-requirement",
  title: "Rules and routes serve what Azure Machine Learning needs today",
  severity: "note",
  why: `Hosts move and services retire. A rule for what is gone lets traffic through that nobody needs: Azure Batch no longer calls computes on 29876
and 29877, Batch AI is gone, the first hosts of the service have moved.`,
  how: "Take the entry away once what replaced it is in place.",
  documents: ["use-a-firewall", "batch-communication"],
  controls: ["AC-4", "CM-7"],
  *check(context: Context): Iterable<Verdict> {
    const { book, cloud, scenario } = context;
    const { current, byName } = rowsOn(book, cloud, scenario.asOf);
    for (const entry of entriesOf(context.graph)) {
      if (!entry.allows) continue;
      const places = entry.direction === "inbound" ? ["source"] : ["destination", "host"];
      const words = entry.words.filter(({ place }) => places.includes(place));
      const ports = reachOf(entry)?.ports;
      const names = (rows: ReadonlyMap<string, readonly Requirement[]>, word: Word) =>
        (rows.get(nameOf(word)) ?? []).find((row) => isFor(entry, row, ports) && (!row.until || madeFor(word, row, ports)));
      const outdated = words.flatMap((word) => {
        const row = names(byName.retired, word);
        const needed = row && current.some((other) => (isFor(entry, other, ports) && letsThrough(word, other)) || isAbove(word, other));
        return row && !needed ? [{ word, row }] : [];
      });
      for (const { word, row } of outdated) yield unmet(context, entry, word, row, outdated.length === words.length);
      const served = words.find((word) => names(byName.current, word));
      if (outdated.length === 0 && served)
        yield { is: "met", subject: entry.resource, witness: { at: drawnAt(entry, served), name: entry.name } };
    }
    yield* hiddenWords(context.graph, "it serves what is needed today", (one, entry) => entry.allows && isRemote(one, entry));
  },
};

interface Rows {
  readonly current: readonly Requirement[];
  readonly byName: { readonly [which in "retired" | "current"]: ReadonlyMap<string, readonly Requirement[]> };
}

const made = fromBook(() => new Map<string, Rows>());

function rowsOn(book: readonly Requirement[], cloud: Cloud, day: string): Rows {
  const known = made(book).get(`${cloud} ${day}`);
  if (known) return known;
  const own = book.filter((row) => row.clouds.includes(cloud) && (row.flow || row.kind === "route"));
  const retired = own.filter(({ until }) => until !== undefined && until < day);
  const current = own.filter((row) => inForceOn(row, day) || row.since > day);
  const rows = { current, byName: { retired: named(retired), current: named(current) } };
  made(book).set(`${cloud} ${day}`, rows);
  return rows;
}

/** Rows by the tags, hosts and prefixes that they name, in lower case. */
function named(rows: readonly Requirement[]): ReadonlyMap<string, readonly Requirement[]> {
  const out = new Map<string, Requirement[]>();
  for (const row of rows) {
    const names = row.flow ? row.flow.alternatives.flat().map((to) => ("tag" in to ? to.tag : to.host)) : [row.value];
    for (const name of new Set(names.map((one) => one.toLowerCase()))) out.set(name, [...(out.get(name) ?? []), row]);
  }
  return out;
}

function nameOf({ place, text }: Word): string {
  return place === "host" ? text.toLowerCase() : splitTag(text.toLowerCase()).base;
}

/** Whether an entry is of the row's kind and direction, with one of its ports at least. */
function isFor(entry: Entry, row: Requirement, ports: readonly Ports[] | undefined): boolean {
  if (entry.kind === "route" || row.kind === "route") return entry.kind === "route" && row.kind === "route";
  if (!row.flow || (entry.direction !== "both" && entry.direction !== row.flow.direction)) return false;
  return !ports || overlap(ports, row.flow.ports);
}

/** A tag with ports beyond those of a retired row is for something else; a host is what it is. */
function madeFor({ place }: Word, { flow }: Requirement, ports: readonly Ports[] | undefined): boolean {
  return place === "host" || !flow || !ports || within(ports, flow.ports);
}

/** Whether the entry lets a part of what a row asks for through. */
function letsThrough(word: Word, { flow, value }: Requirement): boolean {
  if (!flow) return nameOf(word) === value.toLowerCase();
  return flow.alternatives.flat().some((to) => {
    if ("tag" in to) return word.place !== "host" && (nameOf(word) === to.tag.toLowerCase() || /^(\*|internet|any)$/i.test(word.text));
    if (word.place !== "host") return false;
    const host = to.host.replace(/<[^<>]*>/g, "*");
    // A host that is written out and retired is nobody's own registry or account.
    if (host !== to.host && !word.text.includes("*")) return false;
    return hostCover(word.text, host) !== "none" || hostCover(host, word.text) !== "none";
  });
}

/** A bare domain above hosts that are needed is too narrow rather than outdated: `loose-host-pattern` speaks of it. */
function isAbove({ place, text }: Word, { flow }: Requirement): boolean {
  return (
    place === "host" && !!flow?.alternatives.flat().some((to) => "host" in to && to.host.toLowerCase().endsWith(`.${text.toLowerCase()}`))
  );
}

function unmet(context: Context, entry: Entry, word: Word, row: Requirement, whole: boolean): Verdict {
  const ports = row.flow && !row.flow.ports.includes("*") ? ` on ${row.flow.ports.join(", ")}` : "";
  const instead = replacements(context, row);
  const advice = instead ? `What replaced it is ${instead}; let that through and take this away.` : "Nothing replaced it; take this away.";
  const removal = whole ? removalOf(entry) : undefined;
  return {
    is: "unmet",
    subject: entry.resource,
    requirement: row,
    value: word.text,
    at: drawnAt(entry, word),
    message: `'${word.text}'${ports} in ${calledEntry(entry)} serves what was needed until ${row.until ?? "today"}. ${row.why} ${advice}`,
    tags: ["deprecated"],
    ...(removal && {
      repair: {
        title: `Take ${calledEntry(entry)} away`,
        changes: [removal],
        caution: "Something other than Azure Machine Learning may use it.",
      },
    }),
  };
}

/** `outbound 'BatchNodeManagement' on 443`. */
function replacements({ book, cloud }: Context, row: Requirement): string {
  const rows = book.filter(({ id, clouds }) => row.replacedBy?.includes(id) && clouds.includes(cloud));
  return rows.map(({ value, flow }) => (flow ? `${flow.direction} '${value}' on ${flow.ports.join(", ")}` : `'${value}'`)).join(" and ");
}
