// What stands in the tree: every node knows its own item, so that drawing asks nobody.
import { type AccessibilityInformation, l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { BlindSpot } from "../../model/azure.ts";
import type { AreaView, ItemView, WorkspaceView } from "../../model/azure-view.ts";
import { prose } from "../../report/markdown-text.ts";

export type Node = { readonly item: TreeItem; readonly parent?: Node } & (
  | { readonly kind: "subscription"; readonly id: string }
  | { readonly kind: "workspace"; readonly id: string }
  | { readonly kind: "area"; readonly workspace: string; readonly area: AreaView }
  | { readonly kind: "check"; readonly workspace: string; readonly view: ItemView }
  | { readonly kind: "diagnose"; readonly workspace: string }
  | { readonly kind: "told"; readonly resourceId?: string }
);

export interface WorkspaceEntry {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  /** Set when it was read and judged. */
  readonly view?: WorkspaceView;
  readonly taken?: string;
  readonly reading?: boolean;
  readonly problem?: string;
}

/** `failing`: of those that were read. */
export function subscriptionNode(id: string, name: string, count: number, failing: number): Node {
  const item = new TreeItem(name, TreeItemCollapsibleState.Expanded);
  item.id = `subscription ${id}`;
  const workspaces = count === 1 ? l10n.t("1 workspace") : l10n.t("{0} workspaces", count);
  item.description = failing > 0 ? `${workspaces}, ${l10n.t("{0} failing", failing)}` : workspaces;
  item.iconPath = new ThemeIcon("key");
  item.contextValue = "subscription portal id";
  item.accessibilityInformation = said(`${name}, ${item.description}`);
  return { kind: "subscription", id, item };
}

export function workspaceNode(entry: WorkspaceEntry, parent: Node): Node {
  const item = new TreeItem(entry.name, TreeItemCollapsibleState.Collapsed);
  const counts = entry.view && tally(entry.view.areas.flatMap(({ items }) => items));
  item.id = `workspace ${entry.id}`;
  item.description = entry.reading
    ? l10n.t("reading…")
    : entry.problem !== undefined
      ? l10n.t("could not be read")
      : counts
        ? `${brief(counts)}${at(entry.taken)}`
        : l10n.t("{0}, not read yet", entry.resourceGroup);
  item.iconPath = entry.reading
    ? new ThemeIcon("loading~spin")
    : entry.problem
      ? new ThemeIcon("warning", new ThemeColor("list.warningForeground"))
      : counts
        ? stateIcon(counts)
        : new ThemeIcon("symbol-class");
  item.contextValue = entry.reading ? "workspace reading" : "workspace portal id";
  const full = entry.problem ?? (counts ? `${summary(counts)}${at(entry.taken)}` : `${item.description}`);
  item.tooltip = `${entry.name}: ${full}`;
  item.accessibilityInformation = said(`${l10n.t("Workspace")} ${entry.name}, ${entry.reading ? item.description : full}`);
  return { kind: "workspace", id: entry.id, item, parent };
}

/** `taken`: when Azure was read, ISO 8601. */
export function areaNode(area: AreaView, workspace: string, taken: string | undefined, parent: Node): Node {
  const counts = tally(area.items);
  const title = l10n.t(area.title);
  const failing = counts.error + counts.warning + counts.note > 0;
  const item = new TreeItem(title, failing ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.id = `area ${workspace} ${area.id}`;
  item.description = `${brief(counts)}${at(taken)}`;
  item.tooltip = `${title}: ${summary(counts)}${at(taken)}`;
  item.iconPath = stateIcon(counts);
  item.contextValue = area.id === "egress" ? "area scaffold" : "area";
  item.accessibilityInformation = said(`${title}, ${summary(counts)}${at(taken)}`);
  return { kind: "area", workspace, area, item, parent };
}

export function checkNode(view: ItemView, workspace: string, parent: Node): Node {
  const [label, description] = [phrase(view.label), phrase(view.description)];
  const item = new TreeItem(label, TreeItemCollapsibleState.None);
  item.description = description;
  item.iconPath = stateIcon(tally([view]));
  item.tooltip = new MarkdownString(prose(view.message));
  item.contextValue = [
    "check",
    "explain",
    ...(view.resourceId ? ["portal", "id"] : []),
    ...(view.code ? ["code"] : []),
    ...(view.requirement && view.state !== "met" ? ["scaffold"] : []),
  ].join(" ");
  item.accessibilityInformation = said(`${label}, ${description}, ${stateWord(view)}`);
  const node: Node = { kind: "check", workspace, view, item, parent };
  item.command = { command: "amlNetworkAudit.live.explain", title: l10n.t("Explain"), arguments: [node] };
  return node;
}

/** What Azure's own check came to, where it was asked. */
export interface Asked {
  /** ISO 8601. */
  readonly taken: string;
  readonly failed: boolean;
  readonly errors: number;
  readonly warnings: number;
}

export function diagnoseNode(workspace: string, parent: Node, asked: Asked | undefined): Node {
  const item = new TreeItem(l10n.t("Diagnose"), TreeItemCollapsibleState.Collapsed);
  const counts = { error: asked?.errors ?? 0, warning: asked?.warnings ?? 0, note: 0, unclear: 0, met: 0 };
  const told = asked?.failed ? l10n.t("could not be asked") : summary(counts) || l10n.t("no problem");
  item.id = `diagnose ${workspace}`;
  item.description = asked ? `${told}${at(asked.taken)}` : l10n.t("asks Azure to check the workspace; takes minutes");
  item.iconPath = !asked ? new ThemeIcon("pulse") : asked.failed ? new ThemeIcon("eye-closed") : stateIcon(counts);
  item.contextValue = "diagnose";
  item.accessibilityInformation = said(`${l10n.t("Diagnose")}, ${item.description}`);
  return { kind: "diagnose", workspace, item, parent };
}

/** Stands alone while workspaces are searched, with the button that stops it. */
export function searchingNode(): Node {
  const node = toldNode(l10n.t("Searching for workspaces…"), "", "loading~spin");
  node.item.contextValue = "workspace reading";
  return node;
}

/** Stands alone where nothing could be read, with the button that tries again. */
export function failureNode(text: string, settle: string, icon: "error" | "circle-slash"): Node {
  const node = toldNode(text, settle, icon);
  node.item.contextValue = "failure";
  return node;
}

export function blindNode(spot: BlindSpot, parent?: Node): Node {
  return toldNode(spot.text, spot.settle ? l10n.t("To settle it, {0}.", spot.settle) : "", "eye-closed", parent, spot.id);
}

export function toldNode(text: string, description: string, icon: string, parent?: Node, resourceId?: string): Node {
  const item = new TreeItem(text, TreeItemCollapsibleState.None);
  item.description = description;
  item.tooltip = `${text} ${description}`.trim();
  item.iconPath = new ThemeIcon(icon);
  item.contextValue = resourceId?.startsWith("/subscriptions/") ? "told id portal" : "told";
  item.accessibilityInformation = said(`${text} ${description}`);
  return { kind: "told", item, ...(resourceId ? { resourceId } : {}), ...(parent ? { parent } : {}) };
}

interface Tally {
  readonly error: number;
  readonly warning: number;
  readonly note: number;
  readonly unclear: number;
  readonly met: number;
}

function tally(items: readonly ItemView[]): Tally {
  const count = (test: (one: ItemView) => boolean) => items.filter(test).length;
  const of = (severity: string) => count((one) => one.state === "unmet" && (one.severity ?? "note") === severity);
  return {
    error: of("error"),
    warning: of("warning"),
    note: of("note"),
    unclear: count((one) => one.state === "unclear"),
    met: count((one) => one.state === "met"),
  };
}

function summary(counts: Tally): string {
  const parts = [
    counts.error > 0 && l10n.t("{0} failing", counts.error),
    counts.warning > 0 && (counts.warning === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", counts.warning)),
    counts.note > 0 && (counts.note === 1 ? l10n.t("1 note") : l10n.t("{0} notes", counts.note)),
    counts.unclear > 0 && l10n.t("{0} unclear", counts.unclear),
    counts.met > 0 && l10n.t("{0} met", counts.met),
  ];
  return parts.filter((part) => part !== false).join(", ");
}

/** The worst of it and of how many: short enough for a narrow side bar. */
function brief(counts: Tally): string {
  const total = counts.error + counts.warning + counts.note + counts.unclear + counts.met;
  if (counts.error > 0) return l10n.t("{0} of {1} fail", counts.error, total);
  if (counts.warning > 0) return l10n.t("{0} of {1} warn", counts.warning, total);
  if (counts.unclear > 0) return l10n.t("{0} of {1} unclear", counts.unclear, total);
  return counts.note > 0 ? l10n.t("{0} of {1} noted", counts.note, total) : l10n.t("{0} met", total);
}

function stateIcon(counts: Tally): ThemeIcon {
  if (counts.error > 0) return new ThemeIcon("error", new ThemeColor("list.errorForeground"));
  if (counts.warning > 0) return new ThemeIcon("warning", new ThemeColor("list.warningForeground"));
  if (counts.unclear > 0) return new ThemeIcon("question");
  if (counts.note > 0) return new ThemeIcon("info");
  return new ThemeIcon("pass", new ThemeColor("testing.iconPassed"));
}

function stateWord(view: ItemView): string {
  if (view.state === "met") return l10n.t("met");
  if (view.state === "unclear") return l10n.t("unclear");
  return view.severity === "error" ? l10n.t("fails") : view.severity === "warning" ? l10n.t("warning") : l10n.t("note");
}

function at(taken: string | undefined): string {
  const date = new Date(taken ?? "");
  return Number.isNaN(date.getTime()) ? "" : ` · ${date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
}

/** Names and properties, which hold no blank, stay what they are. */
function phrase(text: string): string {
  return text.includes(" ") ? l10n.t(text) : text;
}

function said(label: string): AccessibilityInformation {
  return { label };
}
