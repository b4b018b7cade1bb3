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

export function deriveScenario(graph: Graph, overrides: Overrides): Scenario {
  const region = overrides.region === undefined ? regionOf(graph) : plain(overrides.region);
  return {
    cloud: overrides.cloud ?? cloudOf(graph, region),
    ...(region === undefined ? {} : { region }),
    asOf: dayOf(overrides.asOf ?? "") ?? defaultAsOf(requirements),
    profile: overrides.profile ?? "standard",
    features: featuresOf(graph, overrides.features ?? new Map()),
  };
}

function featuresOf(graph: Graph, said: ReadonlyMap<string, boolean>): Scenario["features"] {
  const out = new Map<string, { readonly on: boolean; readonly because: Evidence; readonly said?: true }>();
  for (const feature of features) {
    const given = said.get(feature.name);
    if (given !== undefined) {
      out.set(feature.name, { on: given, because: { text: `Configuration turns it ${given ? "on" : "off"}.` }, said: true });
      continue;
    }
    const seen = feature.evidence?.(graph);
    const usual = { text: `This is its default: ${feature.default ? "on" : "off"}.` };
    out.set(feature.name, seen ? { on: true, because: seen } : { on: feature.default, because: usual });
  }
  for (const feature of features) {
    if (!out.get(feature.name)?.on) continue;
    for (const brought of feature.brings ?? []) {
      if (said.has(brought)) continue;
      out.set(brought, { on: true, because: { text: `It comes with '${feature.name}'.` } });
    }
  }
  return out;
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
