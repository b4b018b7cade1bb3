// What a deployment is about, told from its graph, with the evidence; whatever somebody says goes first.
import type { Cloud } from "../../model/declaration.ts";
import type { Graph } from "../../model/graph.ts";
import { scalarAt } from "../../model/look.ts";
import type { Evidence, Scenario } from "../../model/scenario.ts";
import { cloudOfHost } from "../../rulebook/questions/clouds.ts";
import { entriesOf } from "../../rulebook/questions/entries.ts";
import { requirements } from "../../rulebook/requirements/index.ts";
import { dayOf, defaultAsOf } from "../../rulebook/requirements/select.ts";
import { features } from "./features.ts";

/** What configuration, the command line or the template itself say. */
export interface Overrides {
  readonly cloud?: Cloud;
  readonly region?: string;
  /** `YYYY-MM-DD` or the name of a revision; anything else counts as not given. */
  readonly asOf?: string;
  readonly profile?: Scenario["profile"];
  readonly features?: ReadonlyMap<string, boolean>;
}

const newest = defaultAsOf(requirements);

export function deriveScenario(graph: Graph, overrides: Overrides): Scenario {
  const region = overrides.region === undefined ? regionOf(graph) : plain(overrides.region);
  return {
    cloud: overrides.cloud ?? cloudOf(graph, region),
    ...(region === undefined ? {} : { region }),
    asOf: dayOf(overrides.asOf ?? "") ?? newest,
    profile: overrides.profile ?? "standard",
    features: featuresOf(graph, overrides.features ?? nothingSaid),
  };
}

type State = { readonly on: boolean; readonly because: Evidence; readonly said?: true };

// What most deployments say alike is one object for all of them: there are forty features, and there may be thousands of deployments.
const byConfiguration = perSwitch((on): State => ({ on, because: { text: `Configuration turns it ${on ? "on" : "off"}.` }, said: true }));
const byDefault = perSwitch((on): State => ({ on, because: { text: `This is its default: ${on ? "on" : "off"}.` } }));
const byAnother = new Map(features.map(({ name }): [string, State] => [name, { on: true, because: { text: `It comes with '${name}'.` } }]));

const nothingSaid: ReadonlyMap<string, boolean> = new Map();

/** By what configuration says, where no graph shows anything. */
const unshown = new WeakMap<ReadonlyMap<string, boolean>, Scenario["features"]>();

function featuresOf(graph: Graph, said: ReadonlyMap<string, boolean>): Scenario["features"] {
  const shown = new Map<string, Evidence>();
  for (const feature of features) {
    const seen = said.has(feature.name) ? undefined : feature.evidence?.(graph);
    if (seen) shown.set(feature.name, seen);
  }
  if (shown.size > 0) return featuresFrom(said, shown);
  const known = unshown.get(said) ?? featuresFrom(said, shown);
  unshown.set(said, known);
  return known;
}

function featuresFrom(said: ReadonlyMap<string, boolean>, shown: ReadonlyMap<string, Evidence>): Scenario["features"] {
  const out = new Map<string, State>();
  for (const { name, default: usual } of features) {
    const [given, seen] = [said.get(name), shown.get(name)];
    if (given !== undefined) out.set(name, byConfiguration(given));
    else out.set(name, seen ? { on: true, because: seen } : byDefault(usual));
  }
  for (const feature of features) {
    const brings = byAnother.get(feature.name);
    if (!out.get(feature.name)?.on || !brings) continue;
    for (const brought of feature.brings ?? []) if (!said.has(brought)) out.set(brought, brings);
  }
  return out;
}

function perSwitch<Made>(make: (on: boolean) => Made): (on: boolean) => Made {
  const [on, off] = [make(true), make(false)];
  return (which) => (which ? on : off);
}

/** The one region in which workspaces stand; without workspaces the one region of everything. */
function regionOf(graph: Graph): string | undefined {
  const workspaces = graph.ofType("Microsoft.MachineLearningServices/workspaces");
  const asked = workspaces.length > 0 ? workspaces : graph.resources.filter(({ existing }) => !existing);
  const regions = new Set(
    asked.flatMap((resource) => {
      const location = scalarAt(resource.body, ["location"], resource.condition);
      return typeof location === "string" && plain(location) !== "global" ? [plain(location)] : [];
    }),
  );
  return regions.size === 1 ? [...regions][0] : undefined;
}

/** By region; else by private zones and by hosts of rules, when all of them that tell name one cloud; else public. */
function cloudOf(graph: Graph, region: string | undefined): Cloud {
  if (region) return cloudOfRegion(region);
  const zones = graph.ofType("Microsoft.Network/privateDnsZones").flatMap((zone) => {
    const name = zone.names[0];
    return name?.kind === "scalar" && typeof name.value === "string" ? cloudOfZone(name.value) : [];
  });
  const hosts = entriesOf(graph).flatMap(({ words }) =>
    words.flatMap(({ place, text }) => (place === "host" ? (cloudOfHost(text) ?? []) : [])),
  );
  const told = new Set([...zones, ...hosts]);
  const [only] = told;
  return told.size === 1 && only ? only : "public";
}

function cloudOfRegion(region: string): Cloud {
  if (/^(usgov|usdod)/.test(region)) return "usgov";
  return region.startsWith("china") ? "china" : "public";
}

function cloudOfZone(zone: string): readonly Cloud[] {
  if (!/^privatelink\./i.test(zone)) return [];
  if (/(usgovcloudapi\.net|azure\.us|azurecr\.us)$/i.test(zone)) return ["usgov"];
  return /(chinacloudapi\.cn|azure\.cn|azurecr\.cn)$/i.test(zone) ? ["china"] : ["public"];
}

/** `East US 2` and `eastus2` are one region. */
function plain(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}
