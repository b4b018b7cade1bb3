// Writes what the requirement rows ask for, in a chosen language: a seed, grown by the same writers that quick fixes use.
import { Auditor } from "../analysis/auditor.ts";
import { defaultSettings } from "../analysis/configuration/settings.ts";
import { mendTogether } from "../analysis/mend.ts";
import { deriveScenario } from "../analysis/scenario/derive.ts";
import { writers } from "../audit.ts";
import { assemble } from "../model/assemble.ts";
import type { Cloud } from "../model/declaration.ts";
import type { Reader } from "../model/reader.ts";
import type { Change } from "../model/repair.ts";
import type { Requirement } from "../model/requirement.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inForce } from "../rulebook/requirements/select.ts";
import { groupChanges, policyChanges, routeChanges } from "./flows.ts";
import { endpointChanges, keyChanges } from "./private.ts";
import { type Grown, type Seeded, seed, typeOf } from "./seeds.ts";

export interface Wish {
  readonly what: Seeded;
  readonly language: Grown;
  readonly cloud: Cloud;
  readonly region?: string;
  /** Features of the scenario that are switched on or off. */
  readonly features: ReadonlyMap<string, boolean>;
  /** Only this row, by its id, whatever the features. */
  readonly requirement?: string;
}

const files: Readonly<Record<Grown, string>> = { bicep: "main.bicep", arm: "azuredeploy.json", terraform: "main.tf" };
const root = "scaffold:///";

/** The text of one file, or why it cannot be written. Total. */
export function scaffold(wish: Wish, readers: readonly Reader[]): { readonly text: string } | { readonly cannot: string } {
  const uri = root + files[wish.language];
  const auditor = new Auditor({ readers, rules: [], root, today: "9999-12-31" });
  auditor.put(uri, seed(wish.what, wish.language));
  const deployment = auditor.audit({ ...defaultSettings, cloud: wish.cloud }).deployments[0];
  const target = deployment?.graph.ofType(typeOf(wish.what))[0];
  if (!deployment || !target) return { cannot: `A ${wish.what} cannot be written in ${wish.language}.` };
  const changes = changesFor(wish, target.key);
  const written = mendTogether([{ title: "", changes }], deployment, auditor, writers, "");
  return "cannot" in written ? written : { text: applied(auditor.text(uri)?.text ?? "", written.edits) };
}

function changesFor({ what, cloud, region, features, requirement }: Wish, target: string): readonly Change[] {
  const book =
    requirement === undefined ? requirements : requirements.filter(({ id }) => id === requirement).map((row) => ({ ...row, when: [] }));
  const rows = rowsFor(book, cloud, region, features);
  if (what === "private-endpoints") return endpointChanges(target, rows);
  if (what === "customer-managed-keys") return keyChanges(target);
  if (what === "firewall-policy") return policyChanges(target, rows, region);
  return what === "route-table" ? routeChanges(target, rows, region) : groupChanges(target, rows, region);
}

function rowsFor(
  book: readonly Requirement[],
  cloud: Cloud,
  region: string | undefined,
  features: ReadonlyMap<string, boolean>,
): readonly Requirement[] {
  const scenario = deriveScenario(assemble([]), { cloud, ...(region === undefined ? {} : { region }), features });
  return inForce(book, scenario);
}

function applied(text: string, edits: readonly { readonly start: number; readonly end: number; readonly newText: string }[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((so, edit) => so.slice(0, edit.start) + edit.newText + so.slice(edit.end), text);
}
