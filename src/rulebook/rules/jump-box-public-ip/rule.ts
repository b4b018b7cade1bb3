import type { Graph, Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Path } from "../../../model/value.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isFilled, not, verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { removing } from "../../questions/setting.ts";
import { pointed } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "jump-box-public-ip",
  title: "A virtual machine beside a Bastion host has no public address",
  severity: "warning",
  why: `Azure Bastion is there so that nobody has to reach a jump box from the internet. A public address on the machine keeps that door open,
into the very network that the workspace trusts.`,
  how: "Take `publicIPAddress` out of the machine's network interface and connect through Bastion.",
  documents: ["il5-guide", "secure-workspace-tutorial"],
  controls: ["AC-17", "SC-7"],
  check: asLongAs("jump-box", function* ({ graph }): Iterable<Verdict> {
    if (graph.ofType("Microsoft.Network/bastionHosts").length === 0 || !concernsMachineLearning(graph)) return;
    for (const machine of graph.ofType("Microsoft.Compute/virtualMachines")) {
      for (const card of cardsOf(graph, machine)) {
        for (const path of addressesOf(card)) yield judge(machine, card, path);
      }
    }
  }),
};

function judge(machine: Resource, card: Resource, path: Path): Verdict {
  const answer = not(ask(card, path, isFilled));
  return verdict(machine, answer, {
    whether: `${called(machine)} has no public address`,
    unmet: `${opening(machine)} has a public address by ${called(card)}, though a Bastion host is there to reach it by. Whoever guesses or steals its password is in the workspace's network. Take the address away.`,
    repair: removing(card, path, `Take the public address off ${called(card)}`, "Whoever connects by that address has to use Bastion."),
  });
}

function cardsOf(graph: Graph, machine: Resource): readonly Resource[] {
  const cards = look(machine.body, ["properties", "networkProfile", "networkInterfaces"], machine.condition);
  const count = cards.is === "value" && cards.value.kind === "list" ? cards.value.items.length : 0;
  return Array.from({ length: count }, (_, index) =>
    pointed(graph, machine, ["properties", "networkProfile", "networkInterfaces", index, "id"]),
  )
    .flat()
    .flatMap(({ to }) => (to.is === "found" && !to.resource.existing ? [to.resource] : []));
}

function addressesOf(card: Resource): readonly Path[] {
  const list = ["properties", "ipConfigurations"];
  const seen = look(card.body, list, card.condition);
  const items = seen.is === "value" && seen.value.kind === "list" ? seen.value.items : [];
  return items.map((_, index) => [...list, index, "properties", "publicIPAddress"]);
}
