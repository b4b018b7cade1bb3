import type { Repair } from "../../../model/repair.ts";
import type { Requirement } from "../../../model/requirement.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { regionOf, targetOf } from "../../../reach/coverage.ts";
import { judgeInbound } from "../../../reach/judge/inbound.ts";
import { knowledgeOf } from "../../../reach/judge/knowledge.ts";
import { parsePorts } from "../../../reach/match/ports.ts";
import type { SecurityGroup } from "../../../reach/topology/types.ts";
import type { SubnetSource } from "../../questions/ways-out.ts";
import { settled, waysOut } from "../../questions/ways-out.ts";

export const rule: Rule = {
  id: "inbound-compute",
  title: "The service reaches computes that have public addresses",
  severity: "error",
  why: `Computes with public addresses are created, changed and deleted by calls from the service to TCP port 44224. Azure adds a security group of its
own to them, but one at the subnet is asked as well, and its last default rule denies what comes from the Internet. Computes without public addresses
need nothing from outside.`,
  how: `Allow TCP 44224 from \`AzureMachineLearning\` to \`VirtualNetwork\` in the security group of the subnet, or take the public addresses away.
Ports 29876-29877 from \`BatchNodeManagement\` are not needed any more.`,
  documents: ["required-public-access", "secure-training", "batch-communication"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const rows = context.requirements.filter(({ flow, when }) => flow?.direction === "inbound" && when.includes("computePublicIp"));
    for (const source of waysOut(context).sources) for (const row of rows) yield* judge(context, source, row);
  },
};

function* judge(context: Context, source: SubnetSource, row: Requirement): Iterable<Verdict> {
  const { flow } = row;
  const group = source.subnet.securityGroup;
  if (!flow || source.publicIp === false) return;
  const about = { subject: source.resource, requirement: row, value: row.value, ports: flow.ports };
  const whether = `It cannot be told whether ${source.name} takes ${flow.protocol} ${flow.ports.join(", ")} from '${row.value}'.`;
  const because = group.is === "unclear" ? group.because : source.publicIp === true ? undefined : source.publicIp;
  if (group.is === "absent") yield { ...about, is: "met", witness: { at: source.at, name: "no security group at the subnet" } };
  else if (because) yield { ...about, is: "unclear", at: source.at, because, message: `${whether} ${because.text}${settled(because)}` };
  if (group.is !== "there" || because) return;
  const know = knowledgeOf(context.cloud, context.servicePrefixes);
  const region = regionOf(context.graph, context.scenario);
  const [destination] = flow.alternatives[0] ?? [];
  const ports = parsePorts(flow.ports[0] ?? "");
  if (!destination || !ports) return;
  const term = source.subnet.prefixes.items.find((one) => one.is === "range");
  const from = { range: term?.is === "range" ? term.range : undefined, subnet: source.subnet, condition: source.condition };
  const found = judgeInbound(group.to, { from, protocol: "tcp", ports, target: targetOf(destination, region) }, know);
  const bad = found.find(({ is }) => is === "blocked") ?? found.find(({ is }) => is === "unclear") ?? found[0];
  if (bad?.is === "allowed") yield { ...about, is: "met", witness: { at: bad.by.at, name: bad.by.name } };
  if (bad?.is === "unclear")
    yield {
      ...about,
      is: "unclear",
      at: bad.by?.at ?? source.at,
      because: bad.because,
      message: `${whether} ${bad.because.text}${settled(bad.because)}`,
    };
  if (bad?.is !== "blocked") return;
  const by = bad.by ? `rule '${bad.by.name}' denies it` : "no rule allows it, and the default rule denies what comes from outside";
  const message = `Security group '${group.to.name}' does not let '${row.value}' reach ${source.name} on ${flow.protocol} ${flow.ports.join(", ")}: ${by}. ${row.why} Allow it, or take the public addresses away.`;
  yield { ...about, is: "unmet", at: bad.by?.at ?? group.to.at, message, repair: repairOf(group.to, row, flow.ports[0] ?? "*") };
}

function repairOf(group: SecurityGroup, row: Requirement, port: string): Repair {
  const taken = new Set(group.rules.filter((one) => one.direction !== "outbound").map((one) => one.priority));
  const denying = group.rules.filter((one) => one.direction !== "outbound" && one.access !== "allow").map((one) => one.priority ?? 4096);
  let priority = Math.min(1000, ...denying) - 1;
  while (priority > 100 && taken.has(priority)) priority -= 1;
  const properties = {
    priority,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sourceAddressPrefix: row.value,
    sourcePortRange: "*",
    destinationAddressPrefix: "VirtualNetwork",
    destinationPortRange: port,
  };
  const name = row.id;
  const apart = group.rules.find((one) => one.resource.inline === undefined);
  if (!apart) {
    return {
      title: `Allow '${row.value}' in on port ${port}`,
      changes: [{ do: "append", resource: group.resource.key, path: ["properties", "securityRules"], value: { name, properties } }],
    };
  }
  const added = {
    key: "inboundAzureMachineLearning",
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
    apiVersion: group.resource.apiVersion ?? "2024-05-01",
    name,
    parent: group.resource.key,
    body: { properties },
  };
  return { title: `Allow '${row.value}' in on port ${port}`, changes: [{ do: "add", beside: apart.resource.key, resources: [added] }] };
}
