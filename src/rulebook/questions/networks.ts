// Virtual networks: where endpoints and computes stand, and whether two ids mean one network.
import type { Graph, Resolution, Resource } from "../../model/graph.ts";
import { idOf } from "../../model/ids.ts";
import { identity, stringAt } from "../../model/look.ts";
import { mayBe } from "../../model/maybe.ts";
import type { Address, Path, Reason, Value } from "../../model/value.ts";
import { endpointType } from "./endpoints.ts";
import { nameOf } from "./naming.ts";
import type { Pointed } from "./workspaces.ts";
import { pointed } from "./workspaces.ts";

export const networkType = "Microsoft.Network/virtualNetworks";
const subnetType = "Microsoft.Network/virtualNetworks/subnets";

/** A virtual network that is declared or pointed at here, or one that only its id is known of. */
export type Network =
  | { readonly is: "found"; readonly network: Resource }
  /** Equal `id` means the same network. */
  | { readonly is: "elsewhere"; readonly id: string; readonly because: Reason }
  | { readonly is: "unclear"; readonly because: Reason };

/** The network of the subnet that a property names; undefined where it names none. */
export function networkOfSubnet(graph: Graph, subnet: Pointed): Network | undefined {
  if (subnet.to.is === "absent") return undefined;
  if (subnet.to.is !== "found") return byId(graph, subnet.value, subnet.to.because, true);
  const { resource } = subnet.to;
  if (resource.parent) return { is: "found", network: resource.parent };
  const because: Reason = { kind: "elsewhere", text: "The virtual network of this subnet is declared in another deployment." };
  const id = identity({ kind: "list", items: resource.names.slice(0, -1), at: resource.at });
  return id === undefined ? { is: "unclear", because } : { is: "elsewhere", id, because };
}

/** The network that an id names. */
export function networkAt(graph: Graph, value: Value, to: Resolution): Network {
  if (to.is === "found") return { is: "found", network: to.resource };
  return byId(graph, value, to.is === "absent" ? elsewhere : to.because, false);
}

function byId(graph: Graph, value: Value | undefined, because: Reason, subnet: boolean): Network {
  const to = value && addressOf(value);
  if (!value || !to) {
    const whole = value && (subnet ? aboveSubnet(value) : value);
    const same = whole?.kind === "constant" ? identity(whole) : undefined;
    return same === undefined ? { is: "unclear", because } : { is: "elsewhere", id: same, because };
  }
  const names = subnet ? to.names.slice(0, -1) : to.names;
  const network = graph.resolve({ kind: "reference", at: value.at, to: { ...to, type: networkType, names }, path: [] });
  if (network.is === "found") return { is: "found", network: network.resource };
  const id = identity({ kind: "list", items: [...(to.resourceGroup ? [to.resourceGroup] : []), ...names], at: value.at });
  return id === undefined ? { is: "unclear", because } : { is: "elsewhere", id, because };
}

/** What stands before `/subnets/…` where a subnet's id is made of its network's. */
function aboveSubnet(value: Value): Value | undefined {
  const [network, tail] = value.kind === "text" ? value.parts : [];
  return /^\/subnets\//i.test((tail && stringAt(tail, [])) ?? "") ? network : undefined;
}

/** The address that an id spells, as a reference or as text. */
function addressOf(value: Value): (Address & { readonly by: "id" }) | undefined {
  if (value.kind === "reference") return value.to.by === "id" && value.path.length === 0 ? value.to : undefined;
  const target = idOf(value);
  return target?.to.by === "id" && target.below.length === 0 ? target.to : undefined;
}

const elsewhere: Reason = { kind: "elsewhere", text: "This virtual network is declared in another deployment." };

/** Whether two are one network; undefined where it cannot be told. */
export function sameNetwork(a: Network, b: Network): boolean | undefined {
  if (a.is === "unclear" || b.is === "unclear") return undefined;
  if (a.is === "found" && b.is === "found") {
    if (a.network === b.network) return true;
    const pointed = a.network.existing || b.network.existing;
    return pointed && mayBe(a.network.type, a.network.names, b.network) ? undefined : false;
  }
  if (a.is === "elsewhere" && b.is === "elsewhere") return a.id === b.id ? true : undefined;
  return undefined;
}

/** The subnet where private endpoints stand: of the first endpoint declared here, else one whose name says so, else the only one. */
export function endpointSubnet(graph: Graph): Resource | undefined {
  for (const endpoint of graph.ofType(endpointType)) {
    const subnet = pointed(graph, endpoint, ["properties", "subnet", "id"])[0]?.to;
    if (subnet?.is === "found") return subnet.resource;
  }
  const subnets = graph.ofType(subnetType);
  return subnets.find((subnet) => /endpoint|(^|[-_])(pe|pep|plink|private)([-_]|$)/i.test(nameOf(subnet) ?? "")) ?? onlyOne(subnets);
}

function onlyOne<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** The subnets of the computes of a workspace: clusters, instances, serverless. */
export function computeSubnets(graph: Graph, workspace: Resource): readonly (Pointed & { readonly by: Resource })[] {
  const own = pointed(graph, workspace, serverless).map((subnet) => ({ ...subnet, by: workspace }));
  const computes = graph
    .children(workspace, "computes")
    .items.flatMap((compute) =>
      pointed(graph, compute, ["properties", "properties", "subnet", "id"]).map((subnet) => ({ ...subnet, by: compute })),
    );
  return [...own, ...computes].filter(({ to }) => to.is !== "absent");
}

const serverless: Path = ["properties", "serverlessComputeSettings", "serverlessComputeCustomSubnet"];
