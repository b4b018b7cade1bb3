// What 'aml-network-audit.json' could say for the deployments that were found: which of them stand together in one network.
import type { Deployment } from "../../model/finding.ts";
import type { Resource } from "../../model/graph.ts";
import type { Value } from "../../model/value.ts";
import { declares, pointedAt } from "./pointed-at.ts";

interface Member {
  readonly template: string;
  readonly parameters?: readonly string[];
}

/** A configuration to start from: the cloud and region where all workspaces agree, and environments of hub and workload. */
export interface Proposal {
  readonly cloud?: string;
  readonly region?: string;
  readonly environments?: readonly { readonly name: string; readonly deployments: readonly Member[] }[];
}

/** `relative` gives a URI's path from the folder that the file will stand in. */
export function propose(deployments: readonly Deployment[], relative: (uri: string) => string): Proposal {
  const workloads = deployments.filter((stack) => has(stack, workspaces));
  const others = deployments.filter((one) => !has(one, workspaces));
  const cloud = only(workloads.map((one) => one.scenario.cloud));
  const region = only(workloads.map((one) => one.scenario.region));
  const ids = new Map(deployments.map((one) => [one, pointedAt(one.graph)]));
  const environments = workloads.flatMap((workload) => {
    const beside = partners(workload, others, (one) => ids.get(one) ?? []);
    return beside.length
      ? [{ name: variantOf(workload) ?? workload.id, deployments: [...beside, workload].map((one) => member(one, relative)) }]
      : [];
  });
  return {
    ...(cloud && cloud !== "public" ? { cloud } : {}),
    ...(region ? { region } : {}),
    ...(environments.length ? { environments: distinct(environments) } : {}),
  };
}

const workspaces: readonly string[] = ["Microsoft.MachineLearningServices/workspaces"];
const egress: readonly string[] = ["Microsoft.Network/azureFirewalls", "Microsoft.Network/firewallPolicies"];
const network = "Microsoft.Network/virtualNetworks";

function has(deployment: Deployment, types: readonly string[]): boolean {
  return types.some((type) => deployment.graph.ofType(type).length > 0);
}

/**
 * Stacks that stand with a workload: the only one that declares what it points at, by name or by an id, or that points at what it declares; those
 * near it that declare a network or zones that it points at under names nobody knows; and the only hub, where its own network has no way out. Of
 * several variants of one stack the one of its own.
 */
function partners(
  workload: Deployment,
  others: readonly Deployment[],
  idsOf: (deployment: Deployment) => readonly Value[],
): readonly Deployment[] {
  const needed = idsOf(workload).flatMap((id) => one(others.filter((other) => declares(other.graph, id))));
  const needing = others.filter((other) => idsOf(other).some((id) => declares(workload.graph, id)));
  const open = workload.graph.resources.filter(
    (thing) => thing.existing && !isNamed(thing) && /^microsoft\.network\/(virtualnetworks|privatednszones)/.test(thing.kind),
  );
  const alike = others.filter((other) => open.some(({ type }) => other.graph.ofType(type).length > 0));
  const below = alike.filter((other) => folderOf(other).startsWith(folderOf(workload)));
  const near = one(below.length ? below : alike.filter((other) => above(folderOf(other)) === above(folderOf(workload))));
  const hubs = has(workload, egress) || !has(workload, [network]) ? [] : others.filter((other) => has(other, egress));
  const stacks = Map.groupBy(new Set([...one(hubs), ...needed, ...needing, ...near]), ({ entries }) => entries[0]);
  return [...stacks.values()].flatMap((variants) => fitting(workload, variants));
}

function fitting(workload: Deployment, variants: readonly Deployment[]): readonly Deployment[] {
  const same = variants.filter((one) => variantOf(one) === variantOf(workload));
  return same.length === 1 ? same : variants.length === 1 ? variants : [];
}

/** Whether every name of a resource is written out. */
function isNamed({ names }: Resource): boolean {
  return names.every(({ kind }) => kind === "scalar");
}

/** All of them where they are variants of one stack. */
function one(deployments: readonly Deployment[]): readonly Deployment[] {
  return new Set(deployments.map(({ entries }) => entries[0])).size === 1 ? deployments : [];
}

function folderOf({ entries }: Deployment): string {
  return (entries[0] ?? "").replace(/(?<![^/])[^/]*$/, "");
}

function above(folder: string): string {
  return folder.replace(/(?<![^/])[^/]*\/$/, "");
}

/** `prod` of `main.prod.bicepparam`, `azuredeploy.parameters.prod.json` or `prod.tfvars`. */
function variantOf(deployment: Deployment): string | undefined {
  const file = deployment.parameters.at(-1)?.split("/").at(-1)?.toLowerCase();
  const words = file?.replace(/\.(bicepparam|tfvars|json|tfvars\.json)$/, "").split(".");
  return words?.filter((word) => !["main", "azuredeploy", "parameters", "terraform", "auto"].includes(word)).at(-1);
}

function member(deployment: Deployment, relative: (uri: string) => string): Member {
  const path = relative(deployment.entries[0] ?? "");
  const template = path === "" ? "." : path.replace(/\/$/, "");
  return deployment.parameters.length ? { template, parameters: deployment.parameters.map(relative) } : { template };
}

function only<T>(values: readonly (T | undefined)[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** Names tell environments apart; a second one of a name is numbered. */
function distinct<T extends { readonly name: string }>(environments: readonly T[]): readonly T[] {
  const seen = new Map<string, number>();
  return environments.map((one) => {
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} ${count}` };
  });
}
