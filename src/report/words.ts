// The words that firewalls, endpoints and zones are configured with, and what the requirements have to say about each.
import type { Cloud } from "../model/declaration.ts";
import type { Check } from "../model/finding.ts";
import type { Requirement } from "../model/requirement.ts";
import { documents } from "../rulebook/documents.ts";
import { inCloud, inForceOn, withRegion } from "../rulebook/requirements/select.ts";
import { conditionOf } from "./condition.ts";
import { portsOf } from "./coverage.ts";
import type { Say } from "./say.ts";

export type WordKind = "tag" | "host" | "zone" | "part";

export interface Word {
  /** As it is written: `AzureMachineLearning`, `*.azureml.ms`, `privatelink.api.azureml.ms`, `blob`. */
  readonly text: string;
  readonly kind: WordKind;
  /** The rows that name it, retired ones too. */
  readonly rows: readonly Requirement[];
}

export interface Setting {
  readonly cloud: Cloud;
  readonly region?: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** Every word of a cloud's rows, in the book's order. */
export function vocabulary(book: readonly Requirement[], { cloud, region }: Pick<Setting, "cloud" | "region">): readonly Word[] {
  const words = new Map<string, { text: string; kind: WordKind; rows: Requirement[] }>();
  const add = (kind: WordKind, text: string, row: Requirement) => {
    const key = `${kind} ${text.toLowerCase()}`;
    const word = words.get(key) ?? { text, kind, rows: [] };
    if (!word.rows.includes(row)) word.rows.push(row);
    words.set(key, word);
  };
  for (const row of inCloud(book, cloud).map((one) => withRegion(one, region))) {
    for (const to of row.flow?.alternatives.flat() ?? []) add("tag" in to ? "tag" : "host", "tag" in to ? to.tag : to.host, row);
    if (row.kind === "privateDnsZone") add("zone", row.value, row);
    if (row.kind === "privateEndpoint" && row.link) add("part", row.link.group, row);
  }
  return [...words.values()];
}

/** The word that a text is, also with a region after a tag or a label where the word has an asterisk. */
export function findWord(words: readonly Word[], text: string, kinds: readonly WordKind[]): Word | undefined {
  const wanted = text.toLowerCase();
  // A zone is no host, whatever it ends in: one that is spelt wrong is nothing at all.
  const known = words.filter(({ kind }) => kinds.includes(kind) && !(kind === "host" && wanted.startsWith("privatelink.")));
  return (
    known.find((word) => word.text.toLowerCase() === wanted) ??
    known.find((word) => word.kind === "tag" && wanted.startsWith(`${word.text.toLowerCase()}.`)) ??
    known.find((word) => word.kind === "host" && word.text.startsWith("*.") && wanted.endsWith(word.text.slice(1).toLowerCase()))
  );
}

const kinds: Record<WordKind, string> = {
  tag: "service tag",
  host: "host",
  zone: "private DNS zone",
  part: "sub-resource of a private endpoint",
};

/** Markdown: what the word is, what needs it, since when, and whether it is enough here by the checks. */
export function explainWord(word: Word, { asOf }: Setting, checks: readonly Check[], say: Say): string {
  const current = word.rows.filter((row) => inForceOn(row, asOf));
  const retired = word.rows.filter((row) => row.until !== undefined && row.until < asOf);
  const lines = current.map((row) => {
    const ports = portsOf(row);
    const when = row.when.length ? `, ${conditionOf(row)}` : "";
    return `- ${ports ? `\`${ports}\` ` : ""}**${say(row.level)}**${when} ${say("since {0}", row.since)}: ${row.why}${stateHere(row, checks, say)}`;
  });
  const old = retired.map((row) => {
    const instead = row.replacedBy?.length ? ` ${say("{0} took its place.", row.replacedBy.map((id) => `\`${id}\``).join(", "))}` : "";
    return `- ${say("no longer asked for since {0}.", row.until ?? "")}${instead}`;
  });
  const sources = documentsOf(current);
  const parts = [
    `**${word.text}** — ${say(kinds[word.kind])}`,
    [...lines, ...(lines.length ? [] : old)].join("\n"),
    sources && `${say("Microsoft's words:")} ${sources}`,
  ];
  return parts.filter((part) => part).join("\n\n");
}

/** The documents behind the rows, each once, with its address where it has one. */
function documentsOf(rows: readonly Requirement[]): string {
  const ids = new Set(rows.flatMap(({ sources }) => sources.map(({ document }) => document)));
  const named = documents.filter(({ id }) => ids.has(id)).map(({ title, url }) => (url ? `[${title}](${url})` : title));
  return [...new Set(named)].slice(0, 4).join(" · ");
}

/** Whether a row is met by what is checked of it; empty where nothing is. `subject`: the key of the one resource that counts. */
export function stateHere(row: Requirement, checks: readonly Check[], say: Say, subject?: string): string {
  const own = checks.filter((check) => check.requirement?.id === row.id && (subject === undefined || check.subject.key === subject));
  if (own.some(({ verdict }) => verdict === "unmet")) return ` *${say("Not met here.")}*`;
  if (own.some(({ verdict }) => verdict === "unclear")) return ` *${say("Unclear here.")}*`;
  return own.length ? ` *${say("Met here.")}*` : "";
}
