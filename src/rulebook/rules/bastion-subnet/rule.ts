import type { Graph, Resource } from "../../../model/graph.ts";
import { cases } from "../../../model/look.ts";
import type { Span } from "../../../model/origin.ts";
import type { Change } from "../../../model/repair.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { placed, unclear, verdict } from "../../questions/answer.ts";
import { concernsMachineLearning } from "../../questions/concern.ts";
import { called, nameOf, opening } from "../../questions/naming.ts";
import { prefixesOf } from "../../questions/prefixes.ts";
import { roomFor } from "../../questions/room.ts";
import { asLongAs } from "../../questions/row.ts";

const wanted = "AzureBastionSubnet";

export const rule: Rule = {
  id: "bastion-subnet",
  title: "Azure Bastion stands in a subnet of its fixed name that is large enough",
  severity: "error",
  why: `Azure Bastion, by which people reach a jump box in the closed network, is only deployed into a subnet named \`AzureBastionSubnet\`.
The IL5 guide gives it a /27; hosts deployed since November 2021 want a /26.`,
  how: "Name the subnet `AzureBastionSubnet` and give it a /26 or more.",
  documents: ["il5-guide", "secure-workspace-tutorial"],
  check: asLongAs("bastion-subnet", function* ({ graph }): Iterable<Verdict> {
    if (!concernsMachineLearning(graph)) return;
    for (const host of graph.ofType("Microsoft.Network/bastionHosts")) {
      for (const { when, seen } of cases(host.body, ["properties", "ipConfigurations", 0, "properties", "subnet", "id"], host.condition)) {
        const to = seen.is === "value" ? graph.resolve(seen.value, when) : undefined;
        if (to?.is === "found" && !to.resource.existing) yield* [named(host, to.resource), sized(graph, to.resource)];
        else if (to?.is === "unclear" || to?.is === "elsewhere")
          yield unclear(host, to.because, `the subnet of ${called(host)} is large enough`);
      }
    }
  }),
};

function named(host: Resource, subnet: Resource): Verdict {
  const name = nameOf(subnet);
  const at = placed(subnet.names.at(-1)?.at ?? subnet.at, subnet.at);
  const repair = at.from === "file" && { title: `Name the subnet '${wanted}'`, changes: [rename(subnet, at, name)] };
  return verdict(
    subnet,
    { is: name === undefined || name.toLowerCase() === wanted.toLowerCase() ? "met" : "unmet", at },
    {
      whether: "",
      unmet: `${opening(host)} stands in ${called(subnet)}, but Azure deploys it only into a subnet named '${wanted}'. Rename the subnet.`,
      repair: repair || undefined,
    },
  );
}

function rename({ type }: Resource, at: Span, was: string | undefined): Change {
  return { do: "replace", at, value: wanted, names: type, ...(was !== undefined && { was }) };
}

function sized(graph: Graph, subnet: Resource): Verdict {
  const { items, open } = prefixesOf(subnet);
  const first = items.find(({ range }) => range.version === 4);
  if (!first)
    return unclear(subnet, open ?? { kind: "parameter", text: "Its address range is not known." }, `${called(subnet)} is large enough`);
  const size = first.range.last - first.range.first + 1n;
  const room = first.at.from === "file" ? roomFor(graph, subnet, first.range, 26) : undefined;
  const repair = first.at.from === "file" &&
    room !== undefined && {
      title: `Give ${called(subnet)} the range '${room}'`,
      changes: [{ do: "replace" as const, at: first.at, value: room }],
      caution: "Azure changes the range of a subnet that exists only while nothing stands in it: take the Bastion host away first.",
    };
  return verdict(
    subnet,
    { is: size >= 64n ? "met" : "unmet", at: placed(first.at, subnet.at) },
    {
      value: first.text,
      whether: "",
      unmet: `${opening(subnet)} has '${first.text}', but a Bastion host deployed today wants a /26 or more. Give it a larger range.`,
      severity: size >= 32n ? "warning" : "error",
      repair: repair || undefined,
    },
  );
}
