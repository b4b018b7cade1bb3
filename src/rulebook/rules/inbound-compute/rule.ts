import type { Requirement } from "../../../model/requirement.ts";
import type { Reason } from "../../../model/value.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { regionOf, targetOf } from "../../../reach/coverage.ts";
import { judgeInbound } from "../../../reach/judge/inbound.ts";
import { knowledgeOf } from "../../../reach/judge/knowledge.ts";
import type { Decision } from "../../../reach/judge/tally.ts";
import { parsePorts } from "../../../reach/match/ports.ts";
import type { SecurityGroup, SecurityRule } from "../../../reach/topology/types.ts";
import { letIn } from "../../questions/inbound-repair.ts";
import type { SubnetSource } from "../../questions/ways-out.ts";
import { settled, waysOut } from "../../questions/ways-out.ts";

export const rule: Rule = {
  id: "inbound-compute",
  title: "What has to call computes from outside reaches them",
  severity: "error",
  why: `Computes with public addresses are created, changed and deleted by calls from the service to TCP port 44224. Azure adds a security group of its
own to them, but one at the subnet is asked as well, and its last default rule denies what comes from the Internet. Computes without public addresses
need nothing from outside. A machine that is attached is called over SSH, and the security group of its interface is asked too. An audit as of
an older day asks for what that day's documents did: ports 29876-29877, and calls from the own network while clusters without public addresses
were a preview.`,
  how: `Allow TCP 44224 from \`AzureMachineLearning\` to \`VirtualNetwork\` in the security group of the subnet, or take the public addresses away.
Ports 29876-29877 from \`BatchNodeManagement\` are not needed any more.`,
  documents: ["required-public-access", "secure-training", "batch-communication"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const rows = context.requirements.filter(({ flow }) => flow?.direction === "inbound");
    for (const source of waysOut(context).sources) for (const row of rows) yield* judge(context, source, row);
  },
};

/** Whether a row speaks for a source: by public addresses, and for attached machines alone. A reason where nobody knows. */
function speaksFor({ when }: Requirement, { card, publicIp }: SubnetSource): boolean | Reason {
  if (when.includes("attachedMachine") !== (card !== undefined)) return false;
  if (card) return true;
  if (typeof publicIp !== "boolean") return publicIp;
  return when.includes(publicIp ? "computePublicIp" : "noPublicIp");
}

function* judge(context: Context, source: SubnetSource, row: Requirement): Iterable<Verdict> {
  const speaks = speaksFor(row, source);
  if (speaks === false || !row.flow) return;
  const groups = [source.subnet.securityGroup, ...(source.card ? [source.card.group] : [])];
  const hidden = groups.find(({ is }) => is === "unclear");
  const about = { subject: source.resource, requirement: row, value: row.value, ports: row.flow.ports };
  const whether = `It cannot be told whether ${source.name} takes ${row.flow.protocol} ${row.flow.ports.join(", ")} from '${row.value}'.`;
  const because = hidden?.is === "unclear" ? hidden.because : speaks === true ? undefined : speaks;
  if (groups.every(({ is }) => is === "absent"))
    yield { ...about, is: "met", witness: { at: source.at, name: `no security group at ${source.card ? source.name : "the subnet"}` } };
  else if (because) yield { ...about, is: "unclear", at: source.at, because, message: `${whether} ${because.text}${settled(because)}` };
  if (because) return;
  const asked = groups.flatMap((link) => (link.is === "there" ? [{ group: link.to, found: answerOf(context, link.to, source, row) }] : []));
  const worst = ["blocked", "unclear", "allowed"].flatMap((is) => asked.filter(({ found }) => found?.is === is))[0];
  const { found, group } = worst ?? {};
  if (found?.is === "allowed") yield { ...about, is: "met", witness: { at: found.by.at, name: found.by.name } };
  if (found?.is === "unclear") {
    const message = `${whether} ${found.because.text}${settled(found.because)}`;
    yield { ...about, is: "unclear", at: found.by?.at ?? source.at, because: found.because, message };
  }
  if (found?.is === "blocked" && group) yield { ...about, ...unmet(group, source, row, found) };
}

function answerOf(context: Context, group: SecurityGroup, source: SubnetSource, { flow }: Requirement): Decision<SecurityRule> | undefined {
  const [destination] = flow?.alternatives[0] ?? [];
  const ports = parsePorts(flow?.ports[0] ?? "");
  if (!destination || !ports) return undefined;
  const target = targetOf(destination, regionOf(context.graph, context.scenario));
  const term = source.subnet.prefixes.items.find((one) => one.is === "range");
  const range = source.range ?? (term?.is === "range" ? term.range : undefined);
  const from = { range, subnet: source.subnet, condition: source.condition, ...(source.card && { card: source.card }) };
  const found = judgeInbound(group, { from, protocol: "tcp", ports, target }, knowledgeOf(context.cloud, context.servicePrefixes));
  return found.find(({ is }) => is === "blocked") ?? found.find(({ is }) => is === "unclear") ?? found[0];
}

function unmet(group: SecurityGroup, source: SubnetSource, row: Requirement, found: Decision<SecurityRule>) {
  const [port = "*"] = row.flow?.ports ?? [];
  const by = found.by ? `rule '${found.by.name}' denies it` : "no rule allows it, and the default rule denies what comes from outside";
  const instead = row.when.includes("computePublicIp") ? "Allow it, or take the public addresses away." : "Allow it.";
  const message = `Security group '${group.name}' does not let '${row.value}' reach ${source.name} on ${row.flow?.protocol} ${port}: ${by}. ${row.why} ${instead}`;
  return { is: "unmet", at: found.by?.at ?? group.at, message, repair: letIn(group, row, port) } as const;
}
