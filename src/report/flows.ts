// The matrix of required flows against the places where they start, deployment by deployment.
import type { Deployment } from "../model/finding.ts";
import type { Requirement } from "../model/requirement.ts";
import { type Cell, type Coverage, coverage } from "../reach/coverage.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inCloud, inForce, inForceOn } from "../rulebook/requirements/select.ts";
import { notJudged } from "./unjudged.ts";

const known = new WeakMap<Deployment, Coverage>();

export function flowsOf(deployment: Deployment): Coverage {
  const before = known.get(deployment);
  if (before) return before;
  const made = coverage(deployment.graph, deployment.scenario, inForce(requirements, deployment.scenario), deployment.servicePrefixes);
  known.set(deployment, made);
  return made;
}

/** Outbound flows of this cloud and day that nothing in the deployment asks for; what is not judged may be needed. */
export function notNeeded(deployment: Deployment): readonly Requirement[] {
  const { cloud, asOf } = deployment.scenario;
  const unseen = notJudged({ deployments: [deployment] }).flatMap(({ flows }) => [...flows.keys()]);
  const needed = new Set([...flowsOf(deployment).rows.map(({ requirement }) => requirement.id), ...unseen]);
  return inCloud(requirements, cloud).filter(
    (row) => row.flow?.direction === "outbound" && row.kind !== "route" && inForceOn(row, asOf) && !needed.has(row.id),
  );
}

export interface Tally {
  readonly allowed: number;
  readonly blocked: number;
  readonly unclear: number;
  readonly total: number;
}

/** How the required flows fare from the sources that are asked for; a flow counts by its worst source. */
export function tally({ rows }: Coverage, asked: (cell: Cell) => boolean): Tally {
  const worst = rows.flatMap(({ cells }) => {
    const answers = cells.filter(asked).map(({ is }) => is);
    return answers.length ? [answers.includes("blocked") ? "blocked" : answers.includes("unclear") ? "unclear" : "allowed"] : [];
  });
  const count = (answer: string) => worst.filter((one) => one === answer).length;
  return { allowed: count("allowed"), blocked: count("blocked"), unclear: count("unclear"), total: worst.length };
}
