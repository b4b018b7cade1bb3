// A snapshot before the rulebook, ready to be shown: workspaces, areas, flows, and the drift from the code. Reads nothing, throws nothing.

import { Auditor } from "./analysis/auditor.ts";
import type { Settings } from "./analysis/configuration/settings.ts";
import { type ListedHost, unknownHosts } from "./analysis/dependencies.ts";
import { compare } from "./analysis/drift/drift.ts";
import { endpointItems } from "./analysis/endpoint-items.ts";
import { zonesIn } from "./analysis/endpoint-names.ts";
import { inLiveWords, liveText, type PutWorkspace, putSnapshot } from "./audit-azure.ts";
import type { Snapshot } from "./model/azure.ts";
import type { AreaId, AreaView, AzureView, ItemView, ViewState } from "./model/azure-view.ts";
import type { AuditResult, Check, Deployment, Finding } from "./model/finding.ts";
import type { Origin, Span } from "./model/origin.ts";
import { own as ownOf } from "./model/own.ts";
import { type Cell, coverage } from "./reach/coverage.ts";
import { rules } from "./rulebook/index.ts";
import { requirements } from "./rulebook/requirements/index.ts";
import { inForce } from "./rulebook/requirements/select.ts";
import { parseRowId } from "./sources/azure/row-id.ts";

/** `declared`: the deployments of the code that is open, for drift. `today`: `YYYY-MM-DD`. `listed`: Azure's own lists of hosts, by lower-case id of the workspace. */
export function viewAzure(
  snapshot: Snapshot,
  settings: Settings,
  declared: readonly Deployment[],
  today: string,
  listed: Readonly<Record<string, readonly ListedHost[]>> = {},
): AzureView {
  const { workspaces, result, servicePrefixes } = judgeSnapshot(snapshot, settings, today);
  const mine = byDeployment(result);
  const rows = new Map(snapshot.rows.map((row) => [row.id.toLowerCase(), row]));
  const zones = zonesIn(snapshot.rows);
  const read = new Set(snapshot.rows.map(({ id }) => keyOf(parseRowId(id)?.type ?? "", id.slice(id.lastIndexOf("/") + 1))));
  const elsewhere = (kind: string, name: string) => read.has(keyOf(kind, name));
  const told = new Set<string>();
  const views = workspaces.map((workspace) => {
    const own = mine.get(workspace.deployment);
    const ids = workspace.rows.map((id) => id.toLowerCase());
    for (const id of ids) told.add(id);
    const names = endpointItems(
      ids.flatMap((id) => rows.get(id) ?? []),
      ids.flatMap((id) => zones.get(id) ?? []),
    );
    const beside = { declared, listed: ownOf(listed, workspace.id.toLowerCase()) ?? [], names, servicePrefixes, elsewhere };
    return {
      id: workspace.id,
      name: workspace.name,
      resourceGroup: workspace.resourceGroup,
      subscription: workspace.subscription,
      rows: workspace.rows,
      areas: own ? areasOf(own, beside) : [],
    };
  });
  return {
    cloud: snapshot.cloud,
    taken: snapshot.taken,
    workspaces: views,
    blind: snapshot.blind.filter((spot) => !told.has(spot.id.toLowerCase())),
  };
}

/** The same as an audit of files gives: what every format of the report is made from. */
export function judgeSnapshot(snapshot: Snapshot, settings: Settings, today: string): JudgedSnapshot {
  const servicePrefixes = (tag: string) => ownOf(snapshot.tags, tag);
  const auditor = new Auditor({ readers: [], rules, root: "azure:/", today, servicePrefixes });
  const workspaces = putSnapshot(auditor, snapshot);
  const result = inLiveWords(auditor.audit({ ...settings, cloud: settings.cloud ?? snapshot.cloud }));
  return { workspaces, result, servicePrefixes };
}

export interface JudgedSnapshot {
  readonly workspaces: readonly PutWorkspace[];
  readonly result: AuditResult;
  readonly servicePrefixes: (tag: string) => readonly string[] | undefined;
}

const TITLES: Readonly<Record<AreaId, string>> = {
  egress: "Firewall and egress",
  inbound: "Inbound",
  "private-access": "Private endpoints and DNS",
  keys: "Keys",
  computes: "Computes",
  "managed-network": "Managed network",
  other: "Workspace and stores",
  drift: "Drift",
};

/** By a rule's id; the first that fits. */
const AREAS: readonly (readonly [RegExp, AreaId])[] = [
  [/^managed-|private-rule/, "managed-network"],
  [/^(outbound|firewall|asymmetric|no-egress|data-exfiltration|service-tag)/, "egress"],
  [/^(inbound|public-network-access|jump-box|bastion|storage-ip)/, "inbound"],
  [/^(private-|subnet-network|dns|studio-endpoint)/, "private-access"],
  [/cmk|key-vault|encryption/, "keys"],
  [/^(compute|aks|container-instance|registry-image|online|batch|serverless|jumbo)/, "computes"],
];

/** What stands beside the rules' answers. */
interface Beside {
  readonly declared: readonly Deployment[];
  readonly listed: readonly ListedHost[];
  readonly names: readonly ItemView[];
  /** Whether a resource of that lower-case type and name was read at all. */
  readonly elsewhere: (kind: string, name: string) => boolean;
  readonly servicePrefixes: (tag: string) => readonly string[] | undefined;
}

function keyOf(type: string, name: string): string {
  return `${type} ${name}`.toLowerCase();
}

/** One deployment with what is said of it. */
interface Own {
  readonly deployment: Deployment;
  readonly findings: Finding[];
  readonly checks: Check[];
}

function byDeployment({ deployments, findings, checks }: AuditResult): ReadonlyMap<string, Own> {
  const own = new Map(deployments.map((deployment): [string, Own] => [deployment.id, { deployment, findings: [], checks: [] }]));
  for (const finding of findings) for (const id of finding.deployments) own.get(id)?.findings.push(finding);
  for (const check of checks) for (const id of check.deployments) own.get(id)?.checks.push(check);
  return own;
}

function areasOf({ deployment, findings, checks }: Own, beside: Beside): readonly AreaView[] {
  const { declared, listed, names, servicePrefixes, elsewhere } = beside;
  const compared = declared.map((one) => compare(one.graph, deployment.graph, elsewhere));
  // The code of the workspace itself comes last, and so before any other.
  const declaredAt = new Map(compared.sort((a, b) => Number(a.isSame) - Number(b.isSame)).flatMap((one) => [...one.declaredAt]));
  const codeOf = (at: Origin | undefined) => codeAt(at, declaredAt);
  const items = new Map<AreaId, ItemView[]>();
  const flows = flowsOf(deployment, findings, codeOf, servicePrefixes);
  items.set("egress", [...flows, ...unknownHosts(listed, requirements).map(unknownItem)]);
  items.set("private-access", [...names]);
  for (const check of checks) {
    if (check.requirement?.flow?.direction === "outbound" && flows.length > 0) continue;
    const area = AREAS.find(([pattern]) => pattern.test(check.rule))?.[1] ?? "other";
    items.set(area, [...(items.get(area) ?? []), itemOf(check, findings, codeOf)]);
  }
  const areas = (Object.keys(TITLES) as AreaId[]).filter((id) => id !== "drift");
  const drift: ItemView[] = compared
    .flatMap((one) => one.drift)
    .filter((one) => one.kind !== "not-in-code" || !declaredAt.has((one.id ?? "").toLowerCase()))
    .map((one) => ({
      label: one.name,
      description:
        one.kind === "not-live"
          ? "not in Azure"
          : one.kind === "not-in-code"
            ? "not in the code"
            : (one.path?.findLast((step) => typeof step === "string" && step !== "*")?.toString() ?? ""),
      state: "unmet",
      severity: "warning",
      message: one.message,
      ...(one.id ? { resourceId: one.id } : {}),
      ...optional("code", spanOf(one.at)),
      steps: [],
    }));
  return [
    ...areas.map((id) => ({ id, title: TITLES[id], items: (items.get(id) ?? []).sort(worstFirst) })),
    { id: "drift" as const, title: TITLES.drift, items: drift.length === 0 && compared.some(({ isSame }) => isSame) ? [NO_DRIFT] : drift },
  ].filter((area) => area.items.length > 0);
}

const NO_DRIFT: ItemView = {
  label: "Code and Azure say the same",
  description: "",
  state: "met",
  message: "What the open code declares of this workspace and its network is in Azure as it is written.",
  steps: [],
};

/** Every required flow from every source, with the way it takes. */
function flowsOf(
  deployment: Deployment,
  findings: readonly Finding[],
  codeOf: (at: Origin | undefined) => Span | undefined,
  servicePrefixes: Beside["servicePrefixes"],
): readonly ItemView[] {
  const { graph, scenario } = deployment;
  const { rows, sources } = coverage(graph, scenario, inForce(requirements, scenario), servicePrefixes);
  return rows.flatMap(({ requirement, flow, cells }) =>
    cells.map((cell) => {
      const finding = findings.find((one) => one.requirement?.id === requirement.id);
      const at = cell.witness?.at ?? cell.blocker?.at ?? finding?.at;
      const from = sources.items.length > 1 ? `from ${cell.source.name}, ` : "";
      return {
        label: cell.destination || requirement.value,
        description: `${from}${flow.protocol} ${flow.ports.join(", ")}`,
        state: STATES[cell.is],
        ...(cell.is === "blocked" ? { severity: finding?.severity ?? severityOf(requirement.level) } : {}),
        message: finding && cell.is !== "allowed" ? finding.message : `${messageOf(cell)}\n\n${requirement.why}`,
        ...(finding ? { rule: finding.rule } : {}),
        requirement: requirement.id,
        ...optional("resourceId", idOf(at)),
        ...optional("code", codeOf(at)),
        steps: cell.steps.map(({ text, is }) => ({ text: liveText(text), is })),
      };
    }),
  );
}

function unknownItem({ host, category, ports }: ListedHost): ItemView {
  const message = `Azure's own list for this workspace names '${host}' (${category}), which no requirement of this product knows. Look whether your firewall should let it through, and report it, so that the book can take it in.`;
  return { label: host, description: `TCP ${ports.join(", ")}`, state: "unclear", message, steps: [] };
}

const STATES: Readonly<Record<Cell["is"], ViewState>> = { allowed: "met", blocked: "unmet", unclear: "unclear" };

function severityOf(level: "required" | "recommended" | "situational"): "error" | "warning" {
  return level === "required" ? "error" : "warning";
}

function messageOf(cell: Cell): string {
  if (cell.witness) return `It is allowed by '${cell.witness.name}'.`;
  return liveText(cell.blocker?.text ?? cell.because?.text ?? "Nobody can tell.");
}

function itemOf(check: Check, findings: readonly Finding[], codeOf: (at: Origin | undefined) => Span | undefined): ItemView {
  const finding = findings.find(
    (one) => one.rule === check.rule && one.subject.key === check.subject.key && one.value === check.value && one.verdict === check.verdict,
  );
  const rule = rules.find(({ id }) => id === check.rule);
  const at: Origin = finding?.at ?? check.witness?.at ?? { from: "azure", id: check.subject.key };
  const because = finding?.because
    ? `\n\n${finding.because.text}${finding.because.settle ? ` To settle it, ${finding.because.settle}.` : ""}`
    : "";
  return {
    label: check.value ? `${check.subject.name}: ${check.value}` : check.subject.name,
    description: rule?.title ?? check.rule,
    state: check.verdict,
    ...(finding?.verdict === "unmet" ? { severity: finding.severity } : {}),
    message: finding ? `${finding.message}${because}` : `${rule?.title ?? check.rule}.`,
    rule: check.rule,
    ...optional("resourceId", idOf(at) ?? (check.subject.key.startsWith("/") ? check.subject.key : undefined)),
    ...optional("code", codeOf(at) ?? codeOf({ from: "azure", id: check.subject.key })),
    steps: [],
  };
}

/** Where the code declares what is at an id, or what holds it. */
function codeAt(at: Origin | undefined, declaredAt: ReadonlyMap<string, Origin>): Span | undefined {
  if (at?.from !== "azure") return undefined;
  for (let id = at.id.toLowerCase(); id.includes("/providers/"); id = id.slice(0, id.lastIndexOf("/", id.lastIndexOf("/") - 1))) {
    const found = spanOf(declaredAt.get(id));
    if (found) return found;
  }
  return undefined;
}

function spanOf(at: Origin | undefined): Span | undefined {
  return at?.from === "file" ? { uri: at.uri, start: at.start, end: at.end } : undefined;
}

function idOf(at: Origin | undefined): string | undefined {
  return at?.from === "azure" && at.id.startsWith("/subscriptions/") ? at.id.split("#")[0] : undefined;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: V });
}

const ORDER = ["error", "warning", "note"];

function worstFirst(a: ItemView, b: ItemView): number {
  const rank = (one: ItemView) => (one.state === "unmet" ? ORDER.indexOf(one.severity ?? "note") : one.state === "unclear" ? 3 : 4);
  return rank(a) - rank(b) || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0);
}
