// The commands of the tree.
import { env, l10n, Range, Uri, window, workspace } from "vscode";
import { CLOUDS } from "../../live/clouds.ts";
import { masked, parseSnapshot } from "../../live/snapshot.ts";
import { findWorkspaces } from "../../live/workspaces.ts";
import type { LiveCommand } from "./command-names.ts";
import { connectAsSet } from "./connection.ts";
import { explain } from "./explain.ts";
import type { Node } from "./nodes.ts";
import { probe } from "./probe.ts";
import { readAll } from "./reading.ts";
import { openReport } from "./report.ts";
import { type Entry, entryOf, partsOf, recordsIn, wholeSnapshot } from "./state.ts";
import { chooseTenant } from "./tenants.ts";
import type { Tree } from "./tree.ts";

export async function runCommand(tree: Tree, name: LiveCommand, node: Node | undefined): Promise<void> {
  const { state } = tree;
  switch (name) {
    case "signIn":
      return signIn(tree);
    case "chooseTenant":
      return (await chooseTenant(tree)) ? signIn(tree) : undefined;
    case "refresh":
      return refresh(tree, node);
    case "readAll":
      return readAll(tree);
    case "cancel":
      state.searching?.abort();
      for (const entry of entriesUnder(tree, node)) entry.reading?.cancel.abort();
      return;
    case "showFailing":
    case "showAll":
      state.onlyFailing = name === "showFailing";
      return tree.redraw();
    case "openSample":
      return openFile(tree, Uri.joinPath(tree.context.extensionUri, "samples", "estate.json"));
    case "openSnapshot": {
      const [file] =
        (await window.showOpenDialog({ filters: { [l10n.t("Snapshot")]: ["json"] }, title: l10n.t("Open a snapshot of Azure") })) ?? [];
      return file ? openFile(tree, file) : undefined;
    }
    case "exportSnapshot":
      return exportSnapshot(tree);
    case "openReport":
      return openReport(tree);
    case "openInPortal": {
      const id = idOf(node);
      const { portal } = state.connection?.cloud ?? CLOUDS.public;
      if (id) await env.openExternal(Uri.parse(`${portal}/#resource${id}`));
      return;
    }
    case "copyId":
      return env.clipboard.writeText(idOf(node) ?? "");
    case "explain":
      return node?.kind === "check" ? explain(node.view) : undefined;
    case "goToCode":
      return node?.kind === "check" && node.view.code ? goTo(node.view.code) : undefined;
    case "diagnose": {
      const entry = entryOf(state, node?.kind === "diagnose" ? node.workspace : undefined);
      if (entry) entry.diagnosis = undefined;
      return tree.redraw();
    }
    case "scaffold":
      return scaffoldFix(tree, node);
    case "probe":
      return probe(tree, entryOf(state, node?.kind === "workspace" ? node.id : undefined));
  }
}

async function signIn(tree: Tree): Promise<void> {
  const { state } = tree;
  let mayAsk = true;
  state.connection = connectAsSet({
    mayAsk: () => mayAsk,
    onThrottled: (seconds) =>
      window.setStatusBarMessage(l10n.t("Azure throttles reading; waiting {0} s.", Math.ceil(seconds)), Math.max(2000, seconds * 1000)),
  });
  await find(tree);
  mayAsk = false;
}

async function find(tree: Tree): Promise<void> {
  const { state } = tree;
  const { connection } = state;
  if (!connection) return;
  state.searching?.abort();
  const cancel = new AbortController();
  state.searching = cancel;
  tree.redraw();
  const found = await window.withProgress({ location: { viewId: "amlNetworkAudit.live" } }, async () =>
    findWorkspaces(connection, {}, cancel.signal),
  );
  if (state.searching !== cancel) return;
  state.searching = undefined;
  const before = state.source === "azure" ? state.entries : new Map<string, Entry>();
  state.entries = new Map(found.workspaces.map((one) => [one.id.toLowerCase(), before.get(one.id.toLowerCase()) ?? { ...one }]));
  state.names = found.names;
  state.blind = [];
  state.failure = found.failure;
  state.source = "azure";
  if (found.failure) (await tree.client()).output.warn(`${found.failure.text} ${found.failure.settle ?? ""}`);
  tree.redraw();
}

/** The node's workspace anew; without a node the list of workspaces, and those that were read. */
async function refresh(tree: Tree, node: Node | undefined): Promise<void> {
  if (tree.state.source !== "azure") return tree.redraw();
  if (node?.kind === "told" && tree.state.failure?.kind === "sign-in") return signIn(tree);
  if (!node || node.kind === "told") await find(tree);
  for (const entry of entriesUnder(tree, node)) {
    if (node || entry.view || entry.problem !== undefined) {
      entry.problem = undefined;
      await tree.read(entry);
    }
  }
}

function entriesUnder({ state }: Tree, node: Node | undefined): readonly Entry[] {
  const all = [...state.entries.values()];
  if (!node) return all;
  if (node.kind === "subscription") return all.filter((entry) => entry.subscription === node.id);
  const id = node.kind === "workspace" ? node.id : "workspace" in node ? node.workspace : undefined;
  return all.filter((entry) => entry.id.toLowerCase() === id?.toLowerCase());
}

async function openFile(tree: Tree, file: Uri): Promise<void> {
  const parsed = parseSnapshot(new TextDecoder().decode(await workspace.fs.readFile(file)));
  if (parsed.is === "not") {
    await window.showErrorMessage(parsed.why);
    return;
  }
  const { state } = tree;
  const view = await window.withProgress({ location: { viewId: "amlNetworkAudit.live" } }, () => tree.judge(parsed.snapshot));
  state.source = "file";
  state.failure = undefined;
  state.connection = undefined;
  state.blind = view.blind;
  state.names = new Map();
  const partOf = partsOf(parsed.snapshot);
  state.records = recordsIn(parsed.snapshot);
  state.entries = new Map(
    view.workspaces.map((one) => {
      const { id, name, resourceGroup, subscription } = one;
      return [id.toLowerCase(), { id, name, resourceGroup, subscription, view: one, snapshot: partOf(one.rows) }];
    }),
  );
  tree.redraw();
}

async function exportSnapshot({ state }: Tree): Promise<void> {
  const snapshot = wholeSnapshot(state);
  if (!snapshot) {
    await window.showInformationMessage(l10n.t("Read a workspace first: expand it in the tree."));
    return;
  }
  const file = await window.showSaveDialog({ filters: { [l10n.t("Snapshot")]: ["json"] }, title: l10n.t("Export a snapshot") });
  if (!file) return;
  await workspace.fs.writeFile(file, new TextEncoder().encode(`${JSON.stringify(masked(snapshot), undefined, 1)}\n`));
  window.showInformationMessage(l10n.t("The snapshot holds {0} resources, without secrets and names of people.", snapshot.rows.length));
}

/** A firewall policy with every flow that is needed, or with the one of a node: to compare with or to start from. */
async function scaffoldFix({ client, state }: Tree, node: Node | undefined): Promise<void> {
  const choices = [
    { label: "Bicep", language: "bicep", id: "bicep" },
    { label: "ARM", language: "arm", id: "json" },
    { label: "Terraform", language: "terraform", id: "terraform" },
  ] as const;
  const chosen = await window.showQuickPick(choices, { placeHolder: l10n.t("The language of the firewall policy") });
  if (!chosen) return;
  const entry = entryOf(state, node && "workspace" in node ? node.workspace : undefined);
  const region = entry?.snapshot?.rows.find(({ id }) => id.toLowerCase() === entry.id.toLowerCase())?.location;
  const content = await (await client()).scaffold({
    language: chosen.language,
    cloud: state.connection?.cloud.cloud ?? "public",
    ...(typeof region === "string" ? { region: region.toLowerCase().replaceAll(" ", "") } : {}),
    ...(node?.kind === "check" && node.view.requirement ? { requirement: node.view.requirement } : {}),
  });
  if (content === null) {
    await window.showWarningMessage(
      l10n.t("This cannot be written as a rule of a firewall policy. Explain the flow to see what it needs."),
    );
    return;
  }
  await window.showTextDocument(await workspace.openTextDocument({ language: chosen.id, content }));
}

async function goTo(span: { readonly uri: string; readonly start: number; readonly end: number }): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(span.uri));
  const selection = new Range(document.positionAt(span.start), document.positionAt(span.end));
  await window.showTextDocument(document, { selection });
}

function idOf(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if (node.kind === "subscription") return `/subscriptions/${node.id}`;
  if (node.kind === "workspace") return node.id;
  if (node.kind === "check") return node.view.resourceId;
  return node.kind === "told" ? node.resourceId : undefined;
}
