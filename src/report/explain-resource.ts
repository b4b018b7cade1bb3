// What a workspace, a private endpoint or a rule is for, what the requirements say of it, and whether it is enough here.
import type { Check, Deployment, Finding } from "../model/finding.ts";
import type { Resource } from "../model/graph.ts";
import type { Origin } from "../model/origin.ts";
import type { Requirement } from "../model/requirement.ts";
import type { Row } from "../reach/coverage.ts";
import { topologyOf } from "../reach/topology/topology.ts";
import type { Piece, PrivateEndpoint } from "../reach/topology/types.ts";
import { portsOf } from "./coverage.ts";
import { flowsOf, tally } from "./flows.ts";
import { kindWord, nameWord } from "./resource-words.ts";

/** More would cover the editor. */
const most = 6;

/** Markdown. How the workspace's flows fare and what is not met about it. */
export function explainWorkspace(
  workspace: Resource,
  deployment: Deployment,
  checks: readonly Check[],
  findings: readonly Finding[],
): string {
  const { allowed, blocked, unclear, total } = tally(flowsOf(deployment), () => true);
  const own = checks.filter(({ subject }) => subject.key === workspace.key);
  const count = (verdict: Check["verdict"]) => own.filter((check) => check.verdict === verdict).length;
  const flows = total ? `${allowed} of ${total} required flows allowed, ${blocked} blocked, ${unclear} unclear.` : "";
  const state = own.length ? `Checks of it: ${count("met")} met, ${count("unmet")} unmet, ${count("unclear")} unclear.` : "";
  const unmet = findings.filter(({ subject, verdict }) => subject.key === workspace.key && verdict === "unmet");
  return joined([`**${nameWord(workspace)}** — ${kindWord(workspace)}`, flows, state, listed(unmet.map(firstSentence))]);
}

/** Markdown. What the endpoint leads to, the requirements that it serves, and whether its zone is there. */
export function explainEndpoint(endpoint: PrivateEndpoint, rows: readonly Requirement[], checks: readonly Check[]): string {
  const target = endpoint.target.is === "there" ? endpoint.target.to : undefined;
  const to = target ? `Leads to ${kindWord(target)} '${nameWord(target)}'.` : "What it leads to is not seen here.";
  const groups = endpoint.groups.map((group) => group.toLowerCase());
  const served = rows.filter(
    ({ kind, link }) => kind === "privateEndpoint" && link && groups.includes(link.group.toLowerCase()) && isType(link.type, target),
  );
  const lines = served.map((row) => `\`${row.value}\` **${row.level}** since ${row.since}: ${row.why}${stateOf(row, target, checks)}`);
  const zones = endpoint.zones.map(({ name }) => `\`${name}\``);
  const zone = zones.length
    ? `Its names resolve by ${zones.join(", ")}.`
    : "No DNS zone group is seen: nobody who asks for the name reaches it.";
  return joined([`**${endpoint.name}** — private endpoint for \`${endpoint.groups.join("`, `")}\``, to, listed(lines), zone]);
}

/** Markdown. The required flows that a rule of a firewall or security group lets through or stops. */
export function explainRule(rule: Piece, deployment: Deployment): string {
  const { rows } = flowsOf(deployment);
  const holder = nameWord(rule.resource);
  const told = (title: string, found: readonly Row[]) => (found.length ? joined([title, listed(found.map(flowLine))]) : "");
  const passing = rows.filter((row) => walks(row).some((walk) => walk.is === "allowed" && samePlace(walk.witness.at, rule.at)));
  const stopped = rows.filter((row) => walks(row).some((walk) => walk.is === "blocked" && samePlace(walk.blocker.rule?.at, rule.at)));
  const said = [told("Lets these required flows through:", passing), told("Stops these required flows:", stopped)];
  const nothing = said.some((text) => text) ? "" : "No required flow of this deployment is decided by it.";
  return joined([`**${rule.name}** — rule of '${holder}'`, ...said, nothing]);
}

/** The rules of firewalls and security groups. */
export function rulesOf(deployment: Deployment): readonly Piece[] {
  const { firewalls, groups } = topologyOf(deployment.graph);
  return [...firewalls.flatMap((one) => [...one.networkRules, ...one.applicationRules]), ...groups.flatMap(({ rules }) => rules)];
}

function walks({ cells }: Row) {
  return cells.flatMap(({ results }) => results.map(({ walk }) => walk));
}

function flowLine({ requirement }: Row): string {
  return `\`${requirement.value}\` ${portsOf(requirement)} **${requirement.level}** since ${requirement.since}: ${requirement.why}`;
}

function isType(type: string, target: Resource | undefined): boolean {
  return target === undefined || type.toLowerCase() === target.kind;
}

function stateOf(row: Requirement, target: Resource | undefined, checks: readonly Check[]): string {
  const own = checks.filter(({ requirement, subject }) => requirement?.id === row.id && (!target || subject.key === target.key));
  if (own.some(({ verdict }) => verdict === "unmet")) return " *Not met here.*";
  if (own.some(({ verdict }) => verdict === "unclear")) return " *Unclear here.*";
  return own.length ? " *Met here.*" : "";
}

function firstSentence({ message }: Finding): string {
  return /^.*?\.(?= |$)/s.exec(message)?.[0] ?? message;
}

function listed(lines: readonly string[]): string {
  const more = lines.length > most ? [`and ${lines.length - most} more`] : [];
  return [...lines.slice(0, most), ...more].map((line) => `- ${line}`).join("\n");
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part).join("\n\n");
}

/** Whether two pieces are written at the same place of a file. */
export function samePlace(a: Origin | undefined, b: Origin): boolean {
  return a?.from === "file" && b.from === "file" && a.uri === b.uri && a.start === b.start;
}
