// The whole book by cloud, with its sources, and the table of features, as pages. Run by `npm run docs`.
import { writeFileSync } from "node:fs";
import { features } from "../../src/analysis/scenario/features.ts";
import type { Cloud } from "../../src/model/declaration.ts";
import type { Requirement, RequirementKind } from "../../src/model/requirement.ts";
import { kindTitles, markdownTable } from "../../src/report/requirements.ts";
import { documents } from "../../src/rulebook/documents.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { defaultAsOf, inForceOn, revisions } from "../../src/rulebook/requirements/select.ts";

export const requirementsPath = "docs/requirements.md";
export const scenarioPath = "docs/scenario.md";

const clouds: readonly (readonly [Cloud, string])[] = [
  ["public", "Azure public"],
  ["usgov", "Azure Government"],
  ["china", "Azure operated by 21Vianet"],
];
const kinds = Object.keys(kindTitles) as RequirementKind[];
const today = defaultAsOf(requirements);

export function requirementsPage(): string {
  const everywhere = requirements.filter((row) => row.clouds.length === clouds.length);
  return [
    "# Requirements",
    "",
    `What Microsoft's documents ask of the network, the keys and the roles of an Azure Machine Learning workspace: ${requirements.length} rows, last`,
    `held against the documents on ${today}. A row that a newer document retired stays, with its last day, so that an audit can be repeated as of`,
    "an older revision. Which rows apply to a deployment is told in [scenario](scenario.md). Generated; `npm run docs` writes it.",
    "",
    "## Counts",
    "",
    ...counts(),
    "",
    "## Revisions",
    "",
    "`--as-of` and `asOf` take a day or one of these names.",
    "",
    ...table(
      ["Name", "Day"],
      [...revisions].map(([name, day]) => [`\`${name}\``, day]),
    ),
    "",
    "## Documents",
    "",
    ...table(
      ["Document", "Title", "Revisions", "Rows"],
      documents.map(({ id, title, url, revisions: all }) => [
        `\`${id}\``,
        url ? `[${title}](${url})` : title,
        all.map(({ name }) => name).join(", "),
        String(requirements.filter(({ sources }) => sources.some(({ document }) => document === id)).length),
      ]),
    ),
    "",
    "# In all clouds",
    "",
    ...sections(everywhere),
    ...clouds.flatMap(([cloud, title]) => {
      const own = requirements.filter((row) => row.clouds.includes(cloud) && !everywhere.includes(row));
      return [`# In ${title}`, "", ...sections(own)];
    }),
  ].join("\n");
}

export function scenarioPage(): string {
  return [
    "# Scenario",
    "",
    "Which requirements apply to a deployment depends on what it is about. That is derived from the resources themselves, with the evidence, and",
    "`features` in `aml-network-audit.json` overrides every line. Generated; `npm run docs` writes it.",
    "",
    "| What | Where it comes from |",
    "| --- | --- |",
    "| cloud | `--cloud`, the configuration, the provider block of Terraform; else the region; else private DNS zones, when all that tell name one cloud; else Azure public |",
    "| region | `--region`, the configuration; else the one region in which workspaces stand; without workspaces the one region of everything |",
    `| day | \`--as-of\`, the configuration; else ${today}, the day on which the book was last held against the documents |`,
    "",
    ...table(
      ["Feature", "What it is", "Default", "What turns it on", "Rows that ask for it"],
      features.map(({ name, title, default: on, turnsOn, brings }) => [
        `\`${name}\``,
        title,
        on ? "on" : "off",
        `${turnsOn}${brings ? ` Brings ${brings.map((one) => `\`${one}\``).join(", ")}.` : ""}`,
        rowsAsking(name),
      ]),
    ),
    "",
  ].join("\n");
}

function rowsAsking(feature: string): string {
  const ids = requirements
    .filter((row) => inForceOn(row, today) && row.when.some((one) => one.replace("!", "") === feature))
    .map(({ id }) => id);
  return ids
    .filter((id) => !/-(usgov|china)$/.test(id))
    .map((id) => `\`${id}\``)
    .join(", ");
}

function counts(): readonly string[] {
  const lines = kinds.map((kind) => {
    const rows = requirements.filter((row) => row.kind === kind);
    const byCloud = clouds.map(([cloud]) => {
      const here = rows.filter((row) => row.clouds.includes(cloud));
      return `${here.filter((row) => inForceOn(row, today)).length} of ${here.length}`;
    });
    return [kindTitles[kind], ...byCloud];
  });
  return ["In force today, of all that ever were.", "", ...table(["Kind", ...clouds.map(([, title]) => title)], lines)];
}

function sections(rows: readonly Requirement[]): readonly string[] {
  return kinds.flatMap((kind) => {
    const here = rows.filter((row) => row.kind === kind);
    return here.length ? [`## ${kindTitles[kind]}`, "", ...markdownTable(here), ""] : [];
  });
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
}

if (import.meta.main) {
  writeFileSync(requirementsPath, requirementsPage());
  writeFileSync(scenarioPath, scenarioPage());
}
