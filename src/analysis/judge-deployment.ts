// One deployment from its files to its findings; what did not change since the last time is taken from it.
import { assemble } from "../model/assemble.ts";
import type { Cloud, Fragment } from "../model/declaration.ts";
import type { Deployment } from "../model/finding.ts";
import type { Reader } from "../model/reader.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Context, Rule, Severity } from "../model/verdict.ts";
import { severityUnder } from "../rulebook/profiles/severity.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inCloud, inForce } from "../rulebook/requirements/select.ts";
import type { Settings } from "./configuration/settings.ts";
import type { Graphs } from "./graphs.ts";
import { type Judgement, judge } from "./judge.ts";
import { type Plan, samePlan } from "./plans.ts";
import { deriveScenario } from "./scenario/derive.ts";
import { type Files, filesOf, hostFor, type Record, stillHolds, wantedBy } from "./world.ts";

/** A deployment as its files spell it, before any rule is asked. */
export interface Evaluated {
  readonly deployment: Deployment;
  readonly plan: Plan;
  readonly record: Record;
  readonly settings: Settings;
  /** URIs that it asked for and that nobody has given yet. */
  readonly wanted: readonly string[];
  /** How many resources it declares. */
  readonly resources: number;
}

interface Book {
  readonly readers: readonly Reader[];
  readonly rules: readonly Rule[];
  readonly servicePrefixes?: Context["servicePrefixes"];
}

/** Where evaluation finds what it takes. */
interface World {
  readonly files: Files;
  readonly settings: Settings;
  readonly readers: readonly Reader[];
  readonly graphs: Graphs;
}

/** `last` itself while everything that it was made from is the same. */
export function evaluateDeployment(plan: Plan, last: Evaluated | undefined, world: World): Evaluated {
  const { files, settings, graphs } = world;
  if (last && last.settings === settings && samePlan(last.plan, plan) && stillHolds(last.record, files)) return last;
  const { graph, scenario, record } = evaluate(plan, last?.deployment.scenario.cloud, world);
  const deployment = deploymentOf(plan, scenario, record, world);
  if (last) graphs.drop(last.deployment);
  graphs.keep(deployment, graph);
  const resources = graph.resources.filter((resource) => !resource.existing && !resource.inline).length;
  return { deployment, plan, record, settings, wanted: wantedBy(record), resources };
}

/** Its graph is made again from what it was made from when it was let go of. */
function deploymentOf(plan: Plan, scenario: Scenario, record: Record, world: World): Deployment {
  const tags = world.settings.tags?.find(({ cloud }) => cloud === scenario.cloud);
  const deployment: Deployment = {
    id: plan.id,
    language: plan.members[0]?.language ?? "azure",
    entries: plan.members.map((member) => member.entry.uri),
    parameters: plan.members.flatMap((member) => member.entry.parameters),
    files: [...record.reads].filter(([, given]) => given !== "wanted" && given !== "missing").map(([uri]) => uri),
    get graph() {
      const known = world.graphs.of(deployment);
      return known ?? world.graphs.keep(deployment, evaluate(plan, scenario.cloud, { ...world, files: filesOf(record) }).graph);
    },
    scenario,
    ...(tags && { servicePrefixes: tags.prefixes }),
  };
  return deployment;
}

export function judgeDeployment({ settings, deployment }: Evaluated, book: Book): Judgement {
  const { graph, scenario, servicePrefixes = book.servicePrefixes } = deployment;
  const context = {
    graph,
    scenario,
    requirements: inForce(requirements, scenario),
    book: inCloud(requirements, scenario.cloud),
    cloud: scenario.cloud,
    ...(servicePrefixes ? { servicePrefixes } : {}),
  };
  const judgement = judge(context, book.rules, (rule) => severityFor(rule, scenario, settings), deployment.id);
  return { ...judgement, problems: [...graph.problems, ...judgement.problems] };
}

/** Evaluates with the cloud that is known or guessed; once more when the resources themselves say another. */
function evaluate(plan: Plan, guess: Cloud | undefined, { files, settings, readers }: World) {
  const said = settings.cloud ?? plan.environment?.cloud;
  const region = settings.region ?? plan.environment?.region;
  const attempt = (cloud: Cloud) => {
    const record: Record = { reads: new Map(), lists: new Map() };
    const host = hostFor(files, readers, cloud, region, record);
    const fragments = [...(plan.given ?? []), ...plan.members.map((member) => member.reader.evaluate(member.entry, host))];
    const graph = assemble(fragments);
    return { graph, record, scenario: scenarioOf(graph, fragments, said, region, settings) };
  };
  const first = attempt(said ?? guess ?? "public");
  return first.scenario.cloud === (said ?? guess ?? "public") ? first : attempt(first.scenario.cloud);
}

function scenarioOf(
  graph: Deployment["graph"],
  fragments: readonly Fragment[],
  said: Cloud | undefined,
  region: string | undefined,
  settings: Settings,
): Scenario {
  const cloud = said ?? fragments.find((fragment) => fragment.cloud)?.cloud?.is;
  return deriveScenario(graph, {
    ...(cloud ? { cloud } : {}),
    ...(region === undefined ? {} : { region }),
    ...(settings.asOf === undefined ? {} : { asOf: settings.asOf }),
    profile: settings.profile,
    features: settings.features,
  });
}

function severityFor(rule: Rule, { profile }: Scenario, settings: Settings): Severity | "off" {
  return settings.severities.get(rule.id) ?? severityUnder(profile, rule);
}
