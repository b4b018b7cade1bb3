// What in a graph speaks for a feature. Resources that are only pointed at do not count; those under a condition that nobody knows do.
import type { Graph, Resource } from "../../model/graph.ts";
import { cases, look, stringAt } from "../../model/look.ts";
import type { Evidence } from "../../model/scenario.ts";
import type { Path } from "../../model/value.ts";

type Witness = (graph: Graph) => Evidence | undefined;

const computeType = "Microsoft.MachineLearningServices/workspaces/computes";
const workspaceType = "Microsoft.MachineLearningServices/workspaces";

/** A resource of one of the types. */
export function hasType(...types: readonly string[]): Witness {
  return (graph) =>
    first(
      types.flatMap((type) => graph.ofType(type)),
      (resource) => `There is ${named(resource)}.`,
    );
}

/** A resource of the type in which something is written at the path. */
export function hasProperty(type: string, path: Path): Witness {
  return (graph) => {
    const found = graph.ofType(type).find((resource) => look(resource.body, path, resource.condition).is === "value");
    return found && evidence(found, `${capital(named(found))} has '${path.filter((step) => step !== "properties").join(".")}'.`);
  };
}

/** A resource of the type whose property may be one of the values; compared without case. */
export function oneOf(type: string, path: Path, values: readonly string[]): Witness {
  const wanted = values.map((value) => value.toLowerCase());
  return (graph) => {
    for (const resource of graph.ofType(type)) {
      const said = sureText(resource, path);
      if (said !== undefined && wanted.includes(said.toLowerCase())) {
        return evidence(resource, `${capital(named(resource))} has '${path.at(-1)}' set to '${said}'.`);
      }
    }
    return undefined;
  };
}

/** A compute of one of the types. */
export function computesOf(...types: readonly string[]): Witness {
  return (graph) => {
    const found = graph.ofType(computeType).find((compute) => types.some((type) => isComputeOf(compute, type)));
    return found && evidence(found, `There is ${named(found)} of type '${stringAt(found.body, ["properties", "computeType"])}'.`);
  };
}

/** Computes, serverless ones too, by whether their nodes have public addresses. What nobody knows speaks for neither. */
export function nodesWith(addresses: "public" | "private"): Witness {
  return (graph) => {
    const inManaged = graph.ofType(workspaceType).some((workspace) => /^allow/i.test(sureText(workspace, isolation) ?? ""));
    if (addresses === "public" && inManaged) return undefined;
    for (const compute of graph.ofType(computeType)) {
      if (!isComputeOf(compute, "AmlCompute") && !isComputeOf(compute, "ComputeInstance")) continue;
      const told = cases(compute.body, ["properties", "properties", "enableNodePublicIp"], compute.condition).map(({ seen }) => {
        if (seen.is === "absent") return "public";
        if (seen.is !== "value" || seen.value.kind !== "scalar") return undefined;
        return String(seen.value.value).toLowerCase() === "false" ? "private" : "public";
      });
      if (told.includes(addresses)) return evidence(compute, `Nodes of ${named(compute)} have ${addresses} addresses.`);
    }
    const serverless =
      addresses === "private" ? oneOf(workspaceType, serverlessNoIp, ["true"]) : oneOf(workspaceType, serverlessNoIp, ["false"]);
    return serverless(graph);
  };
}

/** A private endpoint for a sub-resource. */
export function endpointFor(group: string): Witness {
  return (graph) => {
    const found = graph.ofType("Microsoft.Network/privateEndpoints").find((endpoint) => groupsOf(endpoint).includes(group));
    return found && evidence(found, `${capital(named(found))} is for '${group}'.`);
  };
}

/** A machine beside a Bastion host, in a deployment that reaches the workspace through a private endpoint. */
export function jumpBox(graph: Graph): Evidence | undefined {
  const opened = hasType("Microsoft.Network/bastionHosts")(graph) && endpointFor("amlworkspace")(graph);
  const [machine] = opened ? graph.ofType("Microsoft.Compute/virtualMachines") : [];
  return (
    machine && evidence(machine, `People reach ${named(machine)} through a Bastion host, and the workspace through a private endpoint.`)
  );
}

/** A route for everything that goes to an appliance. */
export function routedToAppliance(graph: Graph): Evidence | undefined {
  const found = graph
    .ofType("Microsoft.Network/routeTables/routes")
    .find(
      (route) =>
        sureText(route, ["properties", "nextHopType"])?.toLowerCase() === "virtualappliance" &&
        sureText(route, ["properties", "addressPrefix"]) === "0.0.0.0/0",
    );
  return found && evidence(found, `${capital(named(found))} leads everything to a virtual appliance.`);
}

/** An environment of a workspace whose image fits the pattern. */
export function image(pattern: RegExp): Witness {
  return (graph) => {
    for (const version of graph.ofType(`${workspaceType}/environments/versions`)) {
      const said = sureText(version, ["properties", "image"]);
      if (said !== undefined && pattern.test(said)) return evidence(version, `${capital(named(version))} uses image '${said}'.`);
    }
    return undefined;
  };
}

/** A compute instance with RStudio among its custom applications. */
export function rstudioInstance(graph: Graph): Evidence | undefined {
  for (const compute of graph.ofType(computeType)) {
    const services = look(compute.body, ["properties", "properties", "customServices"], compute.condition);
    if (services.is !== "value" || services.value.kind !== "list") continue;
    const reference = services.value.items
      .map((service) => stringAt(service, ["image", "reference"]) ?? stringAt(service, ["name"]))
      .find((said) => said !== undefined && /rstudio|rocker/i.test(said));
    if (reference) return evidence(compute, `${capital(named(compute))} runs '${reference}'.`);
  }
  return undefined;
}

/** A registry without private endpoint in a deployment that deploys models to endpoints or clusters. */
export function unresolvedRegistry(graph: Graph): Evidence | undefined {
  const deploys = hasType(`${workspaceType}/onlineEndpoints`)(graph) ?? computesOf("Kubernetes", "AKS")(graph);
  if (!deploys || graph.mayHold("Microsoft.Network/privateEndpoints") || endpointFor("registry")(graph)) return undefined;
  return hasType("Microsoft.ContainerRegistry/registries")(graph);
}

/** A storage account to which no private endpoint leads. */
export function publicStorage(graph: Graph): Evidence | undefined {
  if (graph.mayHold("Microsoft.Network/privateEndpoints") || endpointFor("blob")(graph) || endpointFor("file")(graph)) return undefined;
  return hasType("Microsoft.Storage/storageAccounts")(graph);
}

const isolation = ["properties", "managedNetwork", "isolationMode"];
const serverlessNoIp = ["properties", "serverlessComputeSettings", "serverlessComputeNoPublicIP"];

function first(resources: readonly Resource[], say: (resource: Resource) => string): Evidence | undefined {
  const found = resources[0];
  return found && evidence(found, say(found));
}

function isComputeOf(compute: Resource, type: string): boolean {
  return stringAt(compute.body, ["properties", "computeType"], compute.condition)?.toLowerCase() === type.toLowerCase();
}

/** A scalar as text, where it is known; of several cases the first that is. */
function sureText(resource: Resource, path: Path): string | undefined {
  for (const { seen } of cases(resource.body, path, resource.condition)) {
    if (seen.is === "value" && seen.value.kind === "scalar" && seen.value.value !== null) return String(seen.value.value);
  }
  return undefined;
}

function groupsOf(endpoint: Resource): readonly string[] {
  return ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].flatMap((list) => {
    const group = stringAt(endpoint.body, ["properties", list, 0, "properties", "groupIds", 0], endpoint.condition);
    return group ? [group.toLowerCase()] : [];
  });
}

function evidence(resource: Resource, text: string): Evidence {
  return { text, at: resource.at };
}

function named(resource: Resource): string {
  const last = resource.names.at(-1);
  const name = last?.kind === "scalar" ? last.value : resource.symbol;
  const noun = resource.type.split("/").at(-1) ?? resource.type;
  const spoken = noun.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const one = spoken.replace(/ies$/, "y").replace(/s$/, "");
  return name === undefined ? `a ${one}` : `${one} '${name}'`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
