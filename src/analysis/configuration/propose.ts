// What 'aml-network-audit.json' could say for the deployments that were found: which of them stand together in one network.
import type { Deployment } from "../../model/finding.ts";

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
  const workloads = deployments.filter((one) => has(one, workspaces));
  const hubs = deployments.filter((one) => !has(one, workspaces) && has(one, egress));
  const cloud = only(workloads.map((one) => one.scenario.cloud));
  const region = only(workloads.map((one) => one.scenario.region));
  const environments = workloads.flatMap((workload) => {
    const hub = has(workload, egress) ? undefined : partner(workload, hubs);
    return hub ? [{ name: variantOf(workload) ?? workload.id, deployments: [member(hub, relative), member(workload, relative)] }] : [];
  });
  return {
    ...(cloud && cloud !== "public" ? { cloud } : {}),
    ...(region ? { region } : {}),
    ...(environments.length ? { environments: distinct(environments) } : {}),
  };
}

const workspaces: readonly string[] = ["Microsoft.MachineLearningServices/workspaces"];
const egress: readonly string[] = ["Microsoft.Network/azureFirewalls", "Microsoft.Network/firewallPolicies"];

function has(deployment: Deployment, types: readonly string[]): boolean {
  return types.some((type) => deployment.graph.ofType(type).length > 0);
}

/** The hub with the same variant in its parameter file's name, else the only hub there is. */
function partner(workload: Deployment, hubs: readonly Deployment[]): Deployment | undefined {
  const variant = variantOf(workload);
  const same = hubs.filter((hub) => variantOf(hub) === variant);
  return same.length === 1 ? same[0] : hubs.length === 1 ? hubs[0] : undefined;
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
