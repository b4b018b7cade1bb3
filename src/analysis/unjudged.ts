// Required flows that start where a deployment does not reach.
import type { Deployment } from "../model/finding.ts";
import type { Scenario } from "../model/scenario.ts";
import { type Unjudged, unjudgedFlows } from "../reach/unjudged.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inForce } from "../rulebook/requirements/select.ts";

const known = new WeakMap<Deployment, readonly Unjudged[]>();

/** Of the flows that a deployment needs, those that no place declared in it sends. Told once; best while its graph is at hand. */
export function unjudgedIn(deployment: Deployment): readonly Unjudged[] {
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
