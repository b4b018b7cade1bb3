// One deployment from its files to its findings; what did not change since the last time is taken from it.
import { assemble } from "../model/assemble.ts";
import type { Cloud, Fragment, Problem } from "../model/declaration.ts";
import type { Deployment } from "../model/finding.ts";
import type { Reader } from "../model/reader.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Context, Rule, Severity } from "../model/verdict.ts";
import { severityUnder } from "../rulebook/profiles/severity.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inCloud, inForce } from "../rulebook/requirements/select.ts";
import type { Settings } from "./configuration/settings.ts";
import type { Outlined } from "./discover.ts";
import type { Graphs } from "./graphs.ts";
import { idleRecord } from "./idle.ts";
import { type Judgement, judge } from "./judge.ts";
import { type Plan, samePlan } from "./plans.ts";
import { deriveScenario } from "./scenario/derive.ts";
import { unjudgedIn } from "./unjudged.ts";
import { type Files, filesOf, hostFor, type Record, stillHolds, wantedBy } from "./world.ts";

/** A deployment as its files spell it, before any rule is asked. */
export interface Evaluated {
  readonly deployment: Deployment;
  readonly plan: Plan;
  readonly record: Record;
  readonly settings: Settings;
  /** URIs that it asked for and that nobody has given yet. */
  readonly wanted: readonly string[];
  /** Of evaluation. */
  readonly problems: readonly Problem[];
}

interface Book {
  readonly rules: readonly Rule[];
  readonly servicePrefixes?: Context["servicePrefixes"];
  /** Rules are asked no more once they have said so much. */
  readonly most?: number;
}

/** Where evaluation finds what it takes. */
interface World {
  readonly files: Files;
  readonly settings: Settings;
  readonly readers: readonly Reader[];
  readonly graphs: Graphs;
  outlineOf(uri: string): Outlined | undefined;
  /** Whether a rule may begin at a resource of this kind; at any when not given. */
  readonly begins?: (kind: string) => boolean;
}

/** `last` itself while everything that it was made from is the same. */
export function evaluateDeployment(plan: Plan, last: Evaluated | undefined, world: World): Evaluated {
  const { files, settings, graphs, outlineOf, begins } = world;
  if (last && last.settings === settings && samePlan(last.plan, plan) && stillHolds(last.record, files)) return last;
  if (last) graphs.drop(last.deployment);
  const idle = begins && idleRecord(plan, files, outlineOf, begins);
  if (idle) return { deployment: idleDeployment(plan, idle, world), plan, record: idle, settings, wanted: [], problems: [] };
  const { graph, scenario, record } = evaluate(plan, undefined, world);
  const concerns = !begins || graph.resources.some(({ kind }) => begins(kind));
  const deployment: Deployment = {
    ...told(plan, record, world),
    ...(!concerns && { idle: true }),
    get graph() {
      return graphs.of(deployment) ?? graphs.keep(deployment, evaluate(plan, scenario.cloud, { ...world, files: filesOf(record) }).graph);
    },
    scenario,
    servicePrefixes: tagsFor(scenario, settings),
  };
  graphs.keep(deployment, graph);
  return { deployment, plan, record, settings, wanted: wantedBy(record), problems: graph.problems };
}

/** Evaluated when somebody looks at it. */
function idleDeployment(plan: Plan, record: Record, world: World): Deployment {
  const { graphs, settings } = world;
  let known: Scenario | undefined;
  const evaluated = () => evaluate(plan, known?.cloud, { ...world, files: filesOf(record) });
  const deployment: Deployment = {
    ...told(plan, record, world),
    idle: true,
    get graph() {
      return graphs.of(deployment) ?? graphs.keep(deployment, evaluated().graph);
    },
    get scenario() {
      known ??= evaluated().scenario;
      return known;
    },
    get servicePrefixes() {
      return tagsFor(this.scenario, settings);
    },
  };
  return deployment;
}

function told(plan: Plan, record: Record, { outlineOf }: World) {
  const files = [...record.reads].filter(([, given]) => given !== "wanted" && given !== "missing").map(([uri]) => uri);
  const rows = plan.given?.reduce((sum, { declarations }) => sum + declarations.filter(({ existing }) => !existing).length, 0) ?? 0;
  return {
    id: plan.id,
    language: plan.members[0]?.language ?? "azure",
    entries: plan.members.map((member) => member.entry.uri),
    parameters: plan.members.flatMap((member) => member.entry.parameters),
    files,
    resources: files.reduce((sum, uri) => sum + (outlineOf(uri)?.outline.resources ?? 0), rows),
  };
}

function tagsFor({ cloud }: Scenario, { tags }: Settings): Deployment["servicePrefixes"] {
  return tags?.find((one) => one.cloud === cloud)?.prefixes;
}

export function judgeDeployment({ settings, deployment, problems }: Evaluated, book: Book): Judgement {
  if (deployment.idle) return { findings: [], checks: [], problems };
  const { graph, scenario, servicePrefixes = book.servicePrefixes } = deployment;
  const context = {
    graph,
    scenario,
    requirements: inForce(requirements, scenario),
    book: inCloud(requirements, scenario.cloud),
    cloud: scenario.cloud,
    ...(servicePrefixes ? { servicePrefixes } : {}),
  };
  const judgement = judge(context, book.rules, (rule) => severityFor(rule, scenario, settings), deployment.id, book.most);
  unjudgedIn(deployment);
  const before = context.requirements.length > 0 ? [] : [beforeTheBook(deployment)];
  return { ...judgement, problems: [...problems, ...before, ...judgement.problems] };
}

/** Nothing is asked for before the first document that speaks of a cloud: that is no clean audit. */
function beforeTheBook({ id, files, entries, scenario: { asOf, cloud } }: Deployment): Problem {
  const message = `No document of ${asOf} speaks of the cloud '${cloud}', so nothing that a workspace needs was asked of '${id}'. Choose a later day with '--as-of', or with 'asOf' in 'aml-network-audit.json'.`;
  return { uri: files[0] ?? entries[0] ?? "", start: 0, end: 0, message };
}

/**
 * Evaluates with the cloud that is known, else with the public one; once more when the resources themselves say another. What was found the last time
 * is no guess: hosts that `environment()` gives speak for the cloud that they were made for.
 */
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
