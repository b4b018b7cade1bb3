// For each document that was read line by line: each line, and the row or the rule that carries it, or why there is nothing to judge.
// Made of the lines that rows cite and of the notes in `lines/`; the documents themselves are not needed. Run by `npm run docs`.
import { writeFileSync } from "node:fs";
import { conditionOf } from "../../src/report/condition.ts";
import { alternativesOf } from "../../src/report/requirements.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { lines2020, lines2021, linesHosts2023, linesTags2023 } from "./lines/firewall-pages.ts";
import { linesIl5 } from "./lines/il5-guide.ts";
import type { Note } from "./lines/note.ts";

export interface Traced {
  /** Name of the page in `docs/traceability/`. */
  readonly name: string;
  readonly title: string;
  readonly document: string;
  readonly revision: string;
  /** How the file's name begins among the documents as they were handed over. */
  readonly file: string;
  readonly notes: readonly Note[];
}

export const traced: readonly Traced[] = [
  {
    name: "use-a-firewall-2020-03",
    title: "Use a firewall, 24 March 2020",
    document: "use-a-firewall",
    revision: "2020-03",
    file: "003_",
    notes: lines2020,
  },
  {
    name: "use-a-firewall-2021-07",
    title: "Use a firewall, 29 July 2021",
    document: "use-a-firewall",
    revision: "2021-07",
    file: "002_",
    notes: lines2021,
  },
  {
    name: "il5-guide-2022-09",
    title: "Impact Level 5 guide, September 2022",
    document: "il5-guide",
    revision: "il5-2022-09",
    file: "004_",
    notes: linesIl5,
  },
  {
    name: "use-a-firewall-2023-tags",
    title: "Use a firewall, winter 2022/23: tags and packages",
    document: "use-a-firewall-tags",
    revision: "2023",
    file: "001_",
    notes: linesTags2023,
  },
  {
    name: "use-a-firewall-2023-hosts",
    title: "Use a firewall, winter 2022/23: hosts",
    document: "use-a-firewall-hosts",
    revision: "2023",
    file: "000_",
    notes: linesHosts2023,
  },
];

export interface Line {
  readonly rows: readonly string[];
  readonly notes: readonly Note[];
}

/** Every line that is carried by anything. */
export function linesOf(one: Traced): ReadonlyMap<number, Line> {
  const lines = new Map<number, { rows: string[]; notes: Note[] }>();
  const at = (line: number) => {
    const known = lines.get(line) ?? { rows: [], notes: [] };
    lines.set(line, known);
    return known;
  };
  for (const { id, sources } of requirements) {
    for (const source of sources) {
      if (source.document !== one.document || source.revision !== one.revision || source.line === undefined) continue;
      const { rows } = at(source.line);
      if (!rows.includes(id)) rows.push(id);
    }
  }
  for (const note of one.notes) for (let line = note.first; line <= note.last; line += 1) at(line).notes.push(note);
  return lines;
}

export function page(one: Traced): string {
  const blocks: { first: number; last: number; line: Line; key: string }[] = [];
  for (const [number, line] of [...linesOf(one)].sort(([a], [b]) => a - b)) {
    const key = JSON.stringify(line);
    const before = blocks.at(-1);
    if (before?.key === key && before.last === number - 1) before.last = number;
    else blocks.push({ first: number, last: number, line, key });
  }
  return [
    `# ${one.title}`,
    "",
    "Each line of the document, and what carries it: rows of the [requirements](../requirements.md), rules that judge it, or why there is",
    "nothing to judge. Lines are those of the file as it was handed over. Generated; `npm run docs` writes it.",
    "",
    "| Lines | What it says | Rows | Rules |",
    "| --- | --- | --- | --- |",
    ...blocks.map(
      ({ first, last, line }) =>
        `| ${first === last ? first : `${first}-${last}`} | ${says(line)} | ${line.rows.map((id) => `\`${id}\``).join(", ")} | ${rulesOf(line)} |`,
    ),
    "",
  ].join("\n");
}

function says({ rows, notes }: Line): string {
  const facts = rows.flatMap((id) => requirements.filter((row) => row.id === id)).map(factOf);
  const told = notes.filter((note) => rows.length === 0 || note.first === note.last).map(({ text }) => text);
  return [...new Set([...facts, ...told])].join("; ").replaceAll("|", "\\|");
}

function factOf(row: (typeof requirements)[number]): string {
  const { flow } = row;
  const ports = flow ? ` ${flow.protocol === "Any" ? "any protocol" : flow.protocol} ${flow.ports.join(", ")}` : "";
  const or = alternativesOf(row);
  const condition = row.when.length ? ` (${conditionOf(row)})` : "";
  return `\`${row.value}\`${ports}${
    or && flow && flow.alternatives.length > 1
      ? `, or ${or
          .split("; or ")
          .map((part) => `\`${part}\``)
          .join(" or ")}`
      : ""
  }${condition}`;
}

function rulesOf({ notes }: Line): string {
  return [...new Set(notes.flatMap(({ rules }) => rules))].map((id) => `\`${id}\``).join(", ");
}

if (import.meta.main) for (const one of traced) writeFileSync(`docs/traceability/${one.name}.md`, page(one));
