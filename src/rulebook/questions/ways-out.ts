// Where the traffic of computes' subnets goes when it leaves: to a firewall, to the Internet, or nobody knows.
import type { Reason } from "../../model/value.ts";
import type { Context } from "../../model/verdict.ts";
import { knowledgeOf } from "../../reach/judge/knowledge.ts";
import type { Source } from "../../reach/judge/outcome.ts";
import type { Target } from "../../reach/judge/packet.ts";
import type { Way } from "../../reach/judge/route.ts";
import type { Walker } from "../../reach/judge/walk.ts";
import { walker } from "../../reach/judge/walk.ts";
import { flowSources } from "../../reach/sources.ts";
import { topologyOf } from "../../reach/topology/topology.ts";
import type { Firewall, RouteTable, Subnet } from "../../reach/topology/types.ts";

/** A host that nobody asks for: what lets it through lets everything through. */
export const ANYWHERE: Target = { is: "host", host: "any.invalid" };

export interface SubnetSource extends Source {
  readonly subnet: Subnet;
}

export interface WaysOut {
  readonly sources: readonly SubnetSource[];
  readonly firewalls: readonly Firewall[];
  readonly tables: readonly RouteTable[];
  readonly asked: Walker;
}

export function waysOut(context: Context): WaysOut {
  const topology = topologyOf(context.graph);
  const sources = flowSources(context.graph).items.flatMap((source): readonly SubnetSource[] => {
    const { subnet } = source;
    return subnet ? [{ ...source, subnet }] : [];
  });
  return {
    sources,
    firewalls: topology.firewalls,
    tables: topology.routeTables,
    asked: walker(topology, knowledgeOf(context.cloud, context.servicePrefixes)),
  };
}

/** The one way that everything else goes. */
export function lastWay(asked: Walker, source: Source, target: Target = ANYWHERE): Way {
  const ways = asked.ways(source, target);
  return ways.find(({ to }) => to === "unclear") ?? ways.at(-1) ?? { to: "unclear", because: NO_WAY };
}

export function settled(because: Reason): string {
  return because.settle ? ` To settle it, ${because.settle}.` : "";
}

const NO_WAY: Reason = { kind: "unsupported", text: "The source has no addresses." };
