// What a rule collection of a firewall does for the required flows of a deployment.
import type { Deployment } from "../model/finding.ts";
import type { Origin } from "../model/origin.ts";
import type { Row } from "../reach/coverage.ts";
import { topologyOf } from "../reach/topology/topology.ts";
import type { Collection, Piece } from "../reach/topology/types.ts";
import { portsOf } from "../report/coverage.ts";
import { samePlace } from "../report/explain-resource.ts";
import { flowsOf } from "../report/flows.ts";
import type { Say } from "../report/say.ts";
import type { LensFlow } from "./protocol.ts";

interface CollectionLens {
  readonly at: Origin;
  readonly title: string;
  /** The flows that it decides. */
  readonly flows: readonly LensFlow[];
}

/** One for each collection of the deployment's firewalls that lets required flows through, stops some, or could let some through. */
export function collectionLenses(deployment: Deployment, say: Say): readonly CollectionLens[] {
  const { rows, sources } = flowsOf(deployment);
  if (!rows.length || !sources.items.length) return [];
  const made = topologyOf(deployment.graph).firewalls.flatMap(({ collections, networkRules, applicationRules }) => {
    const rules = [...networkRules, ...applicationRules];
    return collections.flatMap((collection) => {
      const inside = rules.filter((rule) => rule.collection === collection.name && rule.resource === collection.resource);
      return collection.kind === "nat" ? [] : lensOf(collection, inside, rows, say);
    });
  });
  return made.filter(({ at }, index) => made.findIndex((other) => samePlace(other.at, at)) === index);
}

function lensOf({ at, access }: Collection, rules: readonly Piece[], rows: readonly Row[], say: Say): readonly CollectionLens[] {
  const isOwn = (place: Origin | undefined) => rules.some((rule) => samePlace(place, rule.at));
  const walks = ({ cells }: Row) => cells.flatMap(({ results }) => results.map(({ walk }) => walk));
  const whole = ({ cells }: Row) => cells.every(({ is }) => is === "allowed");
  const passing = rows.filter((row) => whole(row) && walks(row).some((walk) => walk.is === "allowed" && isOwn(walk.witness.at)));
  const stopped = rows.filter((row) => walks(row).some((walk) => walk.is === "blocked" && isOwn(walk.blocker.rule?.at)));
  const flows = [...new Set([...stopped, ...passing])].map(({ requirement }) => ({
    requirement: requirement.id,
    value: requirement.value,
    ports: portsOf(requirement),
  }));
  if (stopped.length) return [{ at, flows, title: say("stops {0} of {1} required flows", stopped.length, rows.length) }];
  if (passing.length) return [{ at, flows, title: say("lets {0} of {1} required flows through", passing.length, rows.length) }];
  return access === "allow" ? [{ at, flows, title: say("lets none of {0} required flows through", rows.length) }] : [];
}
