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
import { code, plain, prose } from "./markdown-text.ts";
import { kindWord, nameWord } from "./resource-words.ts";
import type { Say } from "./say.ts";
import { explainWord, findWord, type Setting, stateHere, type Word } from "./words.ts";

/** More would cover the editor. */
const most = 6;

/** Markdown. How the workspace's flows fare and what is not met about it. */
export function explainWorkspace(
  workspace: Resource,
  deployment: Deployment,
  checks: readonly Check[],
  findings: readonly Finding[],
  say: Say,
): string {
  const { allowed, blocked, unclear, total } = tally(flowsOf(deployment), () => true);
  const own = checks.filter(({ subject }) => subject.key === workspace.key);
  const count = (verdict: Check["verdict"]) => own.filter((check) => check.verdict === verdict).length;
  const flows = total ? say("{0} of {1} required flows allowed, {2} blocked, {3} unclear.", allowed, total, blocked, unclear) : "";
  const counts = [count("met"), count("unmet"), count("unclear")];
  const state = own.length ? say("Checks of it: {0} met, {1} unmet, {2} unclear.", ...counts) : "";
  const unmet = findings.filter(({ subject, verdict }) => subject.key === workspace.key && verdict === "unmet");
  return joined([
    `**${plain(nameWord(workspace))}** — ${plain(say(kindWord(workspace)))}`,
    flows,
    state,
    listed(
      unmet.map((finding) => prose(firstSentence(finding))),
      say,
    ),
  ]);
}

/** Markdown. What the endpoint leads to, the requirements that it serves, and whether its zone is there. */
export function explainEndpoint(endpoint: PrivateEndpoint, rows: readonly Requirement[], checks: readonly Check[], say: Say): string {
  const target = endpoint.target.is === "there" ? endpoint.target.to : undefined;
  const to = target ? say("Leads to {0} '{1}'.", say(kindWord(target)), nameWord(target)) : say("What it leads to is not seen here.");
  const groups = endpoint.groups.map((group) => group.toLowerCase());
  const served = rows.filter(
    ({ kind, link }) => kind === "privateEndpoint" && link && groups.includes(link.group.toLowerCase()) && isType(link.type, target),
  );
  const lines = served.map(
    (row) => `\`${row.value}\` **${say(row.level)}** ${say("since {0}", row.since)}: ${row.why}${stateHere(row, checks, say, target?.key)}`,
  );
  const zones = endpoint.zones.map(({ name }) => code(name));
  const zone = zones.length
    ? say("Its names resolve by {0}.", zones.join(", "))
    : say("No DNS zone group is seen: nobody who asks for the name reaches it.");
  const parts = endpoint.groups.map(code).join(", ");
  return joined([`**${plain(endpoint.name)}** — ${say("private endpoint for {0}", parts)}`, prose(to), listed(lines, say), zone]);
}

/** Markdown. What the zone is for; that nothing asks for it where no requirement of the cloud names it. */
export function explainZone(zone: Resource, words: readonly Word[], setting: Setting, checks: readonly Check[], say: Say): string {
  const name = nameWord(zone);
  const word = findWord(words, name, ["zone"]);
  if (word) return explainWord(word, setting, checks, say);
  return joined([`**${plain(name)}** — ${say("private DNS zone")}`, say("No requirement of this cloud names this zone.")]);
}

/** Markdown. The required flows that a rule of a firewall or security group lets through or stops. */
export function explainRule(rule: Piece, deployment: Deployment, checks: readonly Check[], say: Say): string {
  const { rows } = flowsOf(deployment);
  // A rule of a security group is a resource of its own, of the same name.
  const holder = nameWord((nameWord(rule.resource) === rule.name ? rule.resource.parent : undefined) ?? rule.resource);
  const lines = (found: readonly Row[]) =>
    listed(
      found.map(({ requirement }) => flowLine(requirement, checks, say)),
      say,
    );
  const told = (title: string, found: readonly Row[]) => (found.length ? joined([title, lines(found)]) : "");
  const passing = rows.filter((row) => walks(row).some((walk) => walk.is === "allowed" && samePlace(walk.witness.at, rule.at)));
  const stopped = rows.filter((row) => walks(row).some((walk) => walk.is === "blocked" && samePlace(walk.blocker.rule?.at, rule.at)));
  const said = [told(say("Lets these required flows through:"), passing), told(say("Stops these required flows:"), stopped)];
  const nothing = said.some((text) => text) ? "" : say("No required flow of this deployment is decided by it.");
  return joined([`**${plain(rule.name)}** — ${prose(say("rule of '{0}'", holder))}`, ...said, nothing]);
}

/** The rules of firewalls and security groups. */
export function rulesOf(deployment: Deployment): readonly Piece[] {
  const { firewalls, groups } = topologyOf(deployment.graph);
  return [...firewalls.flatMap((one) => [...one.networkRules, ...one.applicationRules]), ...groups.flatMap(({ rules }) => rules)];
}

function walks({ cells }: Row) {
  return cells.flatMap(({ results }) => results.map(({ walk }) => walk));
}

function flowLine(row: Requirement, checks: readonly Check[], say: Say): string {
  const since = say("since {0}", row.since);
  return `\`${row.value}\` ${portsOf(row)} **${say(row.level)}** ${since}: ${row.why}${stateHere(row, checks, say)}`;
}

function isType(type: string, target: Resource | undefined): boolean {
  return target === undefined || type.toLowerCase() === target.kind;
}

function firstSentence({ message }: Finding): string {
  return /^.*?\.(?= |$)/s.exec(message)?.[0] ?? message;
}

function listed(lines: readonly string[], say: Say): string {
  const more = lines.length > most ? [say("and {0} more", lines.length - most)] : [];
  return [...lines.slice(0, most), ...more].map((line) => `- ${line}`).join("\n");
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part).join("\n\n");
}

/** Whether two pieces are written at the same place of a file. */
export function samePlace(a: Origin | undefined, b: Origin): boolean {
  return a?.from === "file" && b.from === "file" && a.uri === b.uri && a.start === b.start;
}
