// Virtual machines and their network interfaces as sources: an interface has a security group of its own, and membership in application security groups.
import type { Graph, Resource } from "../model/graph.ts";
import { look } from "../model/look.ts";
import type { Reason, Value } from "../model/value.ts";
import type { Source } from "./judge/outcome.ts";
import { subnetSource } from "./subnet-source.ts";
import { linkOf } from "./topology/networks.ts";
import { itemsAt, nameOf, termsOf } from "./topology/read.ts";
import { topologyOf } from "./topology/topology.ts";
import type { Card } from "./topology/types.ts";

/** Machines by name or key, or interfaces by theirs: one source for each interface whose subnet is declared. */
export function machineSources(graph: Graph, is: (resource: Resource) => boolean): readonly Source[] {
  const machines = graph.ofType("Microsoft.Compute/virtualMachines");
  const owned = machines.flatMap((machine) => cardsOf(graph, machine).map((card) => ({ card, machine })));
  const free = graph
    .ofType("Microsoft.Network/networkInterfaces")
    .filter((card) => !owned.some((one) => one.card === card))
    .map((card) => ({ card, machine: card }));
  return [...owned, ...free]
    .filter(({ card, machine }) => is(machine) || is(card))
    .flatMap(({ card, machine }) => sourcesOf(graph, card, machine));
}

/**
 * Machines from which people reach studio: those of a network with a Bastion host or a gateway, or of its peers. Where the deployment has neither,
 * every machine that forwards no traffic of others.
 */
export function jumpBoxes(graph: Graph): readonly Source[] {
  const doors = topologyOf(graph).subnets.filter(({ name }) => /^(azurebastionsubnet|gatewaysubnet)$/i.test(name));
  const networks = new Set(doors.flatMap(({ network }) => (network ? [network, ...network.peers] : [])));
  const machines = machineSources(graph, (one) => one.kind === "microsoft.compute/virtualmachines" && !forwards(graph, one));
  return doors.length === 0 ? machines : machines.filter(({ subnet }) => subnet?.network && networks.has(subnet.network));
}

/** An appliance: an interface takes what is sent to others, or nobody knows. */
function forwards(graph: Graph, machine: Resource): boolean {
  return cardsOf(graph, machine).some((card) => {
    const seen = look(card.body, ["properties", "enableIPForwarding"], card.condition);
    return seen.is === "unclear" || (seen.is === "value" && !(seen.value.kind === "scalar" && seen.value.value === false));
  });
}

function cardsOf(graph: Graph, machine: Resource): readonly Resource[] {
  const listed = itemsAt(machine.body, ["properties", "networkProfile", "networkInterfaces"], machine.condition).items;
  return listed.flatMap((item) => {
    const id = look(item, ["id"], machine.condition);
    const found = id.is === "value" ? graph.resolve(id.value, machine.condition) : undefined;
    return found?.is === "found" && !found.resource.existing ? [found.resource] : [];
  });
}

function sourcesOf(graph: Graph, card: Resource, machine: Resource): readonly Source[] {
  const topology = topologyOf(graph);
  const linked = linkOf(graph, card, ["properties", "networkSecurityGroup", "id"], (found) =>
    topology.groups.find(({ resource }) => resource === found),
  );
  // What is not read of an interface is no group: where a language does not write it there, it is joined on.
  const group = linked.is === "unclear" && linked.because.kind === "unsupported" ? ({ is: "absent" } as const) : linked;
  return itemsAt(card.body, ["properties", "ipConfigurations"], card.condition).items.flatMap((configuration): readonly Source[] => {
    const id = look(configuration, ["properties", "subnet", "id"], card.condition);
    const found = id.is === "value" ? graph.resolve(id.value, card.condition) : undefined;
    const subnet = found?.is === "found" ? topology.subnets.find(({ resource }) => resource === found.resource) : undefined;
    if (!subnet) return [];
    const noun = machine === card ? "network interface" : "virtual machine";
    const because = `Interface '${nameOf(card)}' stands in subnet '${subnet.name}'.`;
    const [own] = termsOf(graph, itemsAt(configuration, ["properties", "privateIPAddress"], card.condition)).items;
    return [
      {
        ...subnetSource(subnet, machine, hasAddress(configuration), because),
        key: `machine:${card.key}`,
        name: `${noun} '${nameOf(machine)}'`,
        at: machine.at,
        resource: machine,
        card: { name: nameOf(card), at: card.at, group, ...membership(graph, card) },
        ...(own?.is === "range" && { range: own.range }),
      },
    ];
  });
}

function hasAddress(configuration: Value): boolean | Reason {
  const seen = look(configuration, ["properties", "publicIPAddress", "id"]);
  return seen.is === "unclear" ? seen.because : seen.is === "value";
}

/** Azure has all configurations of an interface in the same groups; azurerm joins them to the interface as a whole. */
function membership(graph: Graph, card: Resource): Pick<Card, "memberOf" | "memberOpen"> {
  const configurations = itemsAt(card.body, ["properties", "ipConfigurations"], card.condition);
  const lists = configurations.items.map((one) => itemsAt(one, ["properties", "applicationSecurityGroups"], card.condition));
  const memberOf: string[] = [];
  let open = configurations.open ?? lists.find((list) => list.open)?.open;
  for (const item of lists.flatMap((list) => list.items)) {
    const id = look(item, ["id"]);
    const found = id.is === "value" ? graph.resolve(id.value) : undefined;
    if (found?.is === "found") memberOf.push(found.resource.key);
    else open ??= found && "because" in found ? found.because : id.is === "unclear" ? id.because : undefined;
  }
  return open ? { memberOf, memberOpen: open } : { memberOf };
}
