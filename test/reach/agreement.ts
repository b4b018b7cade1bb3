// Holds the symbolic answer against the slow one.
import type { Walk } from "../../src/reach/judge/outcome.ts";
import type { Target } from "../../src/reach/judge/packet.ts";
import { parsePorts } from "../../src/reach/match/ports.ts";
import { flowSources } from "../../src/reach/sources.ts";
import { walkFrom } from "./network.ts";
import { countUnknown, slowAnswer } from "./slow-model.ts";
import type { World } from "./small-world.ts";
import { graphOf, TABLE, TAGS } from "./small-world.ts";

export const RUNS = Number(process.env.REACH_RUNS ?? 2000);

/** What is said on both sides where that cannot both be so; undefined where they agree. */
export function disagreement(world: World): string | undefined {
  if (countUnknown(world) > 3) return undefined;
  const walk = walkOf(world);
  const slow = slowAnswer(world);
  if (walk.is === slow) return undefined;
  // Parts of a tag or pattern by several rules are left unclear on purpose; so is a rule that denies one host of many.
  if (walk.is === "unclear" && (/together|of this pattern/.test(walk.because.text) || countUnknown(world) > 0)) return undefined;
  return `${walk.is}, and slowly ${slow}: ${walk.steps.map(({ text }) => text).join(" ")}`;
}

export function walkOf(world: World): Walk {
  const graph = graphOf(world);
  const [source] = flowSources(graph).items;
  const ports = parsePorts(world.port);
  if (!source || !ports) throw new Error("The world has no source or no port.");
  return walkFrom(graph, source, targetOf(world.target), world.protocol === "TCP" ? "tcp" : "udp", ports, TABLE);
}

export function targetOf(name: string): Target {
  return name in TAGS ? { is: "tag", name: name.toLowerCase() } : { is: "host", host: name };
}
