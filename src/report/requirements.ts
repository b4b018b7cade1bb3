// What `requirements` prints: the rows of the book that apply, for people, for programs, for a page, and for another vendor's firewall.
import type { Cloud } from "../model/declaration.ts";
import type { Requirement } from "../model/requirement.ts";
import { inCloud, inForceOn, withRegion } from "../rulebook/requirements/select.ts";
import { allowList } from "./allow-list.ts";
import { conditionOf } from "./condition.ts";
import { portsOf } from "./coverage.ts";
import { cell, createPaint, table } from "./paint.ts";

export interface Asked {
  readonly cloud: Cloud;
  readonly region?: string;
  /** A day, or every row whatever its validity. */
  readonly asOf: string | "all";
}

export type RequirementsFormat = "text" | "json" | "markdown" | "allow-list";

/** Rows of a cloud in force on a day, whatever features they need, with the region put in. */
export function rowsFor(book: readonly Requirement[], asked: Asked): readonly Requirement[] {
  return inCloud(book, asked.cloud)
    .filter((row) => asked.asOf === "all" || inForceOn(row, asked.asOf))
    .map((row) => withRegion(row, asked.region));
}

/** Ends in a line break. `rows` as `rowsFor` gives them. */
export function writeRequirements(rows: readonly Requirement[], asked: Asked, format: RequirementsFormat, colour = false): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(rows.map(plainRow), undefined, 2)}\n`;
    case "markdown":
      return markdown(rows, asked);
    case "allow-list":
      return allowList(rows, heading(asked));
    case "text":
      return text(rows, asked, colour);
  }
}

/** A row as programs read it: what a flow asks for stands beside the rest. */
function plainRow({ id, kind, value, flow, ...rest }: Requirement): object {
  return { id, kind, value, ...flow, ...rest };
}

/** `also <host>, <host>`: what does as well as the row's own value; empty when nothing does. */
export function alternativesOf({ flow, value }: Requirement): string {
  if (!flow) return "";
  const spoken = flow.alternatives.map((alternative) =>
    alternative.map((to) => ("tag" in to ? `${to.tag}${to.regional ? "[.<region>]" : ""}` : `${to.host}${to.ports ? `:${to.ports}` : ""}`)),
  );
  return spoken
    .map((names) => names.join(" and "))
    .filter((names) => names !== value)
    .join("; or ");
}

/** `use-a-firewall 2021-07 L112, L175`. */
function sourcesOf({ sources }: Requirement): string {
  const byRevision = Map.groupBy(sources, ({ document, revision }) => `${document} ${revision}`);
  return [...byRevision]
    .map(
      ([name, lines]) =>
        `${name}${lines.some(({ line }) => line) ? ` ${lines.flatMap(({ line }) => (line ? [`L${line}`] : [])).join(", ")}` : ""}`,
    )
    .join("; ");
}

export const kindTitles: { readonly [kind in Requirement["kind"]]: string } = {
  serviceTag: "Outbound flows with a service tag",
  fqdn: "Outbound flows to hosts",
  inbound: "Inbound flows",
  route: "Routes",
  privateEndpoint: "Private endpoints",
  privateDnsZone: "Private DNS zones",
  encryption: "Encryption",
  setting: "Settings",
  role: "Roles",
  limitation: "Limitations",
};

const cloudTitles: { readonly [cloud in Cloud]: string } = {
  public: "Azure public",
  usgov: "Azure Government",
  china: "Azure operated by 21Vianet",
};

function heading({ cloud, region, asOf }: Asked): string {
  const day = asOf === "all" ? "on any day" : `as of ${asOf}`;
  return `What an Azure Machine Learning workspace needs in ${cloudTitles[cloud]}${region ? `, region ${region}` : ""}, ${day}`;
}

function sections(rows: readonly Requirement[]): readonly (readonly [string, readonly Requirement[]])[] {
  const kinds = Object.keys(kindTitles) as Requirement["kind"][];
  return kinds.map((kind) => [kindTitles[kind], rows.filter((row) => row.kind === kind)] as const).filter(([, here]) => here.length > 0);
}

function text(rows: readonly Requirement[], asked: Asked, colour: boolean): string {
  const paint = createPaint(colour);
  const blocks = sections(rows).map(([title, here]) => {
    const lines = here.flatMap((row) =>
      namesOf(row, asked.region).map((name) => [
        cell(`  ${name}`),
        cell(portsOf(row)),
        cell(row.level, row.level === "required" ? row.level : paint.dim(row.level)),
        cell(conditionOf(row), paint.dim(conditionOf(row))),
        ...(asked.asOf === "all" ? [cell(`${row.since} to ${row.until ?? "today"}`)] : []),
      ]),
    );
    return [paint.bold(title), ...table(lines)].join("\n");
  });
  if (rows.length === 0) return `${paint.bold(heading(asked))}\n\nNo document of that day speaks of this cloud.\n`;
  const count = `${rows.length} ${rows.length === 1 ? "row" : "rows"}. '--format markdown' adds reasons, alternatives and sources.`;
  return `${[paint.bold(heading(asked)), ...blocks, count].join("\n\n")}\n`;
}

/** The row's value, with the region where its regional form is enough, or every host where it asks for several at once. */
function namesOf({ flow, value }: Requirement, region: string | undefined): readonly string[] {
  const regional = flow?.alternatives.flat().some((to) => "tag" in to && to.regional && to.tag === value);
  if (regional) return [`${value}[.${region ?? "<region>"}]`];
  const own = flow?.alternatives.find((alternative) => alternative.some((to) => "host" in to && to.host === value));
  return own?.flatMap((to) => ("host" in to ? [to.host] : [])) ?? [value];
}

function markdown(rows: readonly Requirement[], asked: Asked): string {
  const blocks = sections(rows).map(([title, here]) => [`## ${title}`, "", ...markdownTable(here)].join("\n"));
  return `${[`# ${heading(asked)}`, ...blocks].join("\n\n")}\n`;
}

/** A table with a line for each row: value, alternatives, ports, condition, level, validity, reason, sources. */
export function markdownTable(rows: readonly Requirement[]): readonly string[] {
  const head = ["Row", "Value", "Or", "Ports", "When", "Level", "In force", "Why", "Sources"];
  const lines = rows.map((row) => [
    `\`${row.id}\``,
    `\`${row.value}\``,
    code(alternativesOf(row)),
    portsOf(row),
    conditionOf(row),
    row.level,
    `${row.since} to ${row.until ?? "today"}${row.replacedBy?.length ? `, then ${row.replacedBy.map((id) => `\`${id}\``).join(", ")}` : ""}`,
    row.why,
    sourcesOf(row),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.map((one) => one.replaceAll("|", "\\|")).join(" | ")} |`);
}

function code(alternatives: string): string {
  return alternatives
    .split(/( and |; or )/)
    .map((part, index) => (index % 2 === 0 && part ? `\`${part}\`` : part))
    .join("");
}
