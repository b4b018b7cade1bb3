// Which rows of the book apply: by cloud, day, features and region.
import type { Cloud } from "../../model/declaration.ts";
import type { Destination, Requirement } from "../../model/requirement.ts";
import type { Scenario } from "../../model/scenario.ts";

/** Names of revisions and the day that each stands for. A contract may name one instead of a date. */
export const revisions: ReadonlyMap<string, string> = new Map([
  ["2020-03", "2020-03-24"],
  ["2021-07", "2021-07-29"],
  ["il5-2022-09", "2022-09-18"],
  ["2023", "2023-04-30"],
  ["2026-03", "2026-03-26"],
]);

/** The newest day on which a row was held against the documents, `YYYY-MM-DD`. */
export function defaultAsOf(book: readonly Requirement[]): string {
  return (
    book
      .map(({ checked }) => checked)
      .sort()
      .at(-1) ?? "2026-03-26"
  );
}

/** The day that a date or a revision's name means; undefined when it is neither. */
export function dayOf(asOf: string): string | undefined {
  const named = revisions.get(asOf);
  if (named) return named;
  const wellFormed = /^\d{4}-\d{2}-\d{2}$/.test(asOf) && !Number.isNaN(Date.parse(asOf)) && new Date(asOf).toISOString().startsWith(asOf);
  return wellFormed ? asOf : undefined;
}

/** The rows that apply in a scenario, in the book's order, with its region put in where it is known. */
export function inForce(
  book: readonly Requirement[],
  scenario: Pick<Scenario, "cloud" | "region" | "asOf" | "features">,
): readonly Requirement[] {
  return inCloud(book, scenario.cloud)
    .filter((row) => inForceOn(row, scenario.asOf) && row.when.every((feature) => holds(feature, scenario.features)))
    .map((row) => withRegion(row, scenario.region));
}

/** Every row of a cloud, retired ones too. */
export function inCloud(book: readonly Requirement[], cloud: Cloud): readonly Requirement[] {
  const known = chosen.get(book) ?? new Map<Cloud, readonly Requirement[]>();
  const rows = known.get(cloud) ?? book.filter(({ clouds }) => clouds.includes(cloud));
  chosen.set(book, known.set(cloud, rows));
  return rows;
}

/** A book is asked for the same clouds once for each deployment. */
const chosen = new WeakMap<readonly Requirement[], Map<Cloud, readonly Requirement[]>>();

/** Both days of a row's validity count. */
export function inForceOn(row: Requirement, day: string): boolean {
  return row.since <= day && (row.until === undefined || day <= row.until);
}

/** The row with `<region>` replaced by the region's name; as it is when nobody knows the region. */
export function withRegion(row: Requirement, region: string | undefined): Requirement {
  if (!region) return row;
  const known = placed.get(row);
  if (known?.region === region) return known.row;
  const there = inRegion(row, region);
  placed.set(row, { region, row: there });
  return there;
}

/** Each row as it was last put into a region: neighbouring deployments mostly stand in one. */
const placed = new WeakMap<Requirement, { readonly region: string; readonly row: Requirement }>();

function inRegion(row: Requirement, region: string): Requirement {
  const put = (text: string): string => text.replaceAll("<region>", region);
  const destination = (to: Destination): Destination => ("host" in to ? { ...to, host: put(to.host) } : to);
  if (!row.flow) return { ...row, value: put(row.value) };
  const alternatives = row.flow.alternatives.map((alternative) => alternative.map(destination));
  return { ...row, value: put(row.value), flow: { ...row.flow, alternatives } };
}

/** A feature that the scenario does not know is off. */
function holds(condition: string, features: Scenario["features"]): boolean {
  const off = condition.startsWith("!");
  const feature = features.get(off ? condition.slice(1) : condition);
  return (feature?.on ?? false) !== off;
}
