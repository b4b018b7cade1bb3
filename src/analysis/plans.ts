// Deployments to be judged: those that were found, and environments of several that the configuration puts together.
import type { Fragment } from "../model/declaration.ts";
import type { Reader } from "../model/reader.ts";
import type { Environment, Settings } from "./configuration/settings.ts";
import type { Planned } from "./discover.ts";

export interface Plan {
  /** `main.bicep + main.prod.bicepparam`, or the environment's name. */
  readonly id: string;
  readonly members: readonly Planned[];
  readonly environment?: Environment;
  /** Fragments that were read by themselves: rows of Azure, a plan. */
  readonly given?: readonly Fragment[];
}

interface Root {
  readonly root: string;
  readonly readers: readonly Reader[];
}

/** A deployment that an environment names stands there and not by itself. */
export function plansOf(found: readonly Planned[], settings: Settings, { root, readers }: Root): readonly Plan[] {
  const base = settings.base ?? root;
  const environments = settings.environments.map((environment) => ({
    id: environment.name,
    environment,
    members: environment.deployments.flatMap((deployment) => memberOf(deployment, found, readers, base)),
  }));
  const taken = new Set(environments.flatMap((one) => one.members.map(keyOf)));
  const single = found.filter((planned) => !taken.has(keyOf(planned)));
  return [
    ...environments.filter((one) => one.members.length > 0),
    ...single.map((planned) => ({ id: idOf(planned, root), members: [planned] })),
  ];
}

/** Whether both are evaluated from the same files. */
export function samePlan(one: Plan, other: Plan): boolean {
  return one === other || (one.given === other.given && one.members.map(keyOf).join("\n\n") === other.members.map(keyOf).join("\n\n"));
}

function memberOf(
  deployment: Environment["deployments"][number],
  found: readonly Planned[],
  readers: readonly Reader[],
  base: string,
): readonly Planned[] {
  const uri = new URL(encodeURI(deployment.template), base).href;
  const parameters = deployment.parameters.map((path) => new URL(encodeURI(path), base).href);
  const prefix = `${deployment.template}:`;
  const folder = uri.endsWith("/") ? uri : `${uri}/`;
  const known = found.find((planned) => planned.entry.uri === uri || planned.entry.uri === folder);
  const reader = known?.reader ?? readers.find((one) => one.claims(uri));
  if (!reader) return [];
  const chosen = parameters.length || !known ? parameters : known.entry.parameters;
  return [{ language: reader.language, reader, entry: { uri: known?.entry.uri ?? uri, parameters: chosen, prefix } }];
}

function keyOf(planned: Planned): string {
  return [planned.entry.uri, ...planned.entry.parameters].join("\n");
}

function idOf(planned: Planned, root: string): string {
  const name = (uri: string) => {
    const path = uri.startsWith(root) ? decodeURIComponent(uri.slice(root.length)) : uri;
    return path === "" ? "." : path.endsWith("/") ? path.slice(0, -1) : path;
  };
  const folder = planned.entry.uri.slice(0, planned.entry.uri.lastIndexOf("/") + 1);
  const beside = (uri: string) => (uri.startsWith(folder) ? decodeURIComponent(uri.slice(folder.length)) : name(uri));
  return [name(planned.entry.uri), ...planned.entry.parameters.map(beside)].join(" + ");
}
