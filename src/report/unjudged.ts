// Flows that are required and not judged, because they start where the files do not reach: every report that people read says so.
import type { AuditResult, Deployment } from "../model/finding.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Reason } from "../model/value.ts";
import type { Unjudged } from "../reach/unjudged.ts";
import { unjudgedFlows } from "../reach/unjudged.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inForce } from "../rulebook/requirements/select.ts";
import { english, type Say } from "./say.ts";

interface NotJudged {
  readonly from: Unjudged["from"];
  readonly because: Reason;
  /** Ids of rows, and the tags and hosts that they are about. */
  readonly flows: ReadonlyMap<string, string>;
}

/** One for each place that is not seen, over all deployments. */
export function notJudged({ deployments }: Pick<AuditResult, "deployments">): readonly NotJudged[] {
  const found = deployments.flatMap(unjudgedIn);
  return [...Map.groupBy(found, ({ from }) => from).values()].flatMap((group) => {
    const [first] = group;
    const flows = new Map(group.flatMap((one) => one.flows.map(({ id, value }) => [id, value] as const)));
    return first ? [{ from: first.from, because: first.because, flows }] : [];
  });
}

const known = new WeakMap<Deployment, readonly Unjudged[]>();

function unjudgedIn(deployment: Deployment): readonly Unjudged[] {
  if (deployment.idle) return [];
  const before = known.get(deployment);
  if (before) return before;
  const made = unjudgedFlows(deployment.graph, inForce(requirements, withPeople(deployment.scenario)));
  known.set(deployment, made);
  return made;
}

/** Whether people work from inside the network is hardly ever written in files: where nobody says that they do not, they may. */
function withPeople(scenario: Scenario): Scenario {
  const inside = scenario.features.get("clientsInside");
  if (inside?.on || inside?.said) return scenario;
  const may = { on: true, because: { text: "Nobody says that nobody does." } };
  return { ...scenario, features: new Map([...scenario.features, ["clientsInside", may]]) };
}

/** As sentences, the flows by name. */
export function notJudgedText({ from, because, flows }: NotJudged, say: Say = english): string {
  const names = [...new Set(flows.values())];
  const shown = names.slice(0, 4).map((name) => `'${name}'`);
  const to = names.length > shown.length ? say("{0} and {1} more", shown.join(", "), names.length - shown.length) : shown.join(", ");
  const count = flows.size === 1 ? say("1 flow") : say("{0} flows", flows.size);
  const lead =
    from === "client"
      ? say("Not judged from here: {0} that machines need from which people work with studio, to {1}.", count, to)
      : say("Not judged from here: {0} that the nodes of attached Kubernetes clusters need, to {1}.", count, to);
  return [lead, because.text, ...(because.settle ? [say("To settle it, {0}.", because.settle)] : [])].join(" ");
}
