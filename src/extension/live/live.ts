// The tree's workings, with everything of Azure: loaded at the first command of the view.
import { commands, type EventEmitter, type ExtensionContext, l10n, ProgressLocation, window } from "vscode";
import { diagnose } from "../../live/diagnose.ts";
import { defaultRoutes, machineInterfaces } from "../../live/effective.ts";
import { effectiveRules } from "../../live/effective-rules.ts";
import { settling } from "../../live/failure.ts";
import type { Connection } from "../../live/pipeline.ts";
import type { Client } from "../client.ts";
import type { LiveCommand } from "./command-names.ts";
import { runCommand } from "./commands.ts";
import { registerExplanations } from "./explain.ts";
import {
  type Asked,
  areaNode,
  blindNode,
  checkNode,
  diagnoseNode,
  failureNode,
  type Node,
  searchingNode,
  subscriptionNode,
  toldNode,
  workspaceNode,
} from "./nodes.ts";
import { readOne } from "./reading.ts";
import { type Entry, emptyState, entryOf, isBusy, type State } from "./state.ts";
import type { Tree } from "./tree.ts";

export interface Live {
  children(node: Node | undefined): Promise<Node[]>;
  run(name: LiveCommand, node: Node | undefined): Promise<void>;
}

export function createLive(context: ExtensionContext, client: () => Promise<Client>, changed: EventEmitter<Node | undefined>): Live {
  const state = emptyState();
  context.subscriptions.push(registerExplanations());
  const tree: Tree = {
    context,
    state,
    client,
    redraw: () => {
      commands.executeCommand("setContext", "amlNetworkAudit.live.source", state.source);
      commands.executeCommand("setContext", "amlNetworkAudit.live.onlyFailing", state.onlyFailing);
      commands.executeCommand("setContext", "amlNetworkAudit.live.busy", isBusy(state));
      changed.fire(undefined);
    },
    read: (entry) => readOne(tree, entry),
    judge: async (snapshot, listed = {}) => (await client()).judgeAzure({ snapshot, listed }),
  };
  return {
    children: (node) => children(tree, node),
    run: (name, node) => runCommand(tree, name, node),
  };
}

async function children(tree: Tree, node: Node | undefined): Promise<Node[]> {
  const { state } = tree;
  if (!node) return roots(state);
  switch (node.kind) {
    case "subscription":
      return [...state.entries.values()]
        .filter((entry) => entry.subscription === node.id)
        .map((entry) => workspaceNode(shown(entry), node));
    case "workspace":
      return inside(tree, entryOf(state, node.id), node);
    case "area":
      return node.area.items
        .filter((item) => !state.onlyFailing || item.state !== "met")
        .map((item) => checkNode(item, node.workspace, node));
    case "diagnose":
      return diagnosed(tree, entryOf(state, node.workspace), node);
    case "check":
    case "told":
      return [];
  }
}

function shown(entry: Entry) {
  const { id, name, resourceGroup, view, problem, snapshot } = entry;
  return {
    id,
    name,
    resourceGroup,
    reading: entry.reading !== undefined,
    ...(view ? { view } : {}),
    ...(problem === undefined ? {} : { problem }),
    ...(snapshot ? { taken: snapshot.taken } : {}),
  };
}

function isFailing({ view }: Entry): boolean {
  return view?.areas.some(({ items }) => items.some(({ state, severity }) => state === "unmet" && severity === "error")) ?? false;
}

function roots(state: State): Node[] {
  if (state.searching) return [searchingNode()];
  if (state.failure) {
    const icon = state.failure.kind === "cancelled" ? "circle-slash" : "error";
    return [failureNode(state.failure.text, settling(state.failure).trim(), icon)];
  }
  if (state.source === "nothing") return [];
  const counts = Map.groupBy(state.entries.values(), ({ subscription }) => subscription);
  const found = [...counts].map(([id, entries]) =>
    subscriptionNode(id, state.names.get(id.toLowerCase()) ?? id, entries.length, entries.filter(isFailing).length),
  );
  const empty = found.length === 0 ? [toldNode(l10n.t("No Azure Machine Learning workspace was found."), "", "info")] : [];
  return [...found, ...empty, ...state.blind.map((spot) => blindNode(spot))];
}

async function inside(tree: Tree, entry: Entry | undefined, node: Node): Promise<Node[]> {
  if (!entry) return [];
  if (!entry.view && entry.problem === undefined && tree.state.source === "azure") await tree.read(entry);
  if (!entry.view) return [toldNode(entry.problem ?? l10n.t("Nothing was read."), l10n.t("Refresh to try again."), "warning", node)];
  const areas = entry.view.areas.filter((area) => !tree.state.onlyFailing || area.items.some((item) => item.state !== "met"));
  const blind = (entry.snapshot?.blind ?? []).filter((spot) => spot.id !== "/").map((spot) => blindNode(spot, node));
  const probed = (entry.probed ?? []).map(({ text, good }) => toldNode(text, l10n.t("from this machine"), good ? "pass" : "warning", node));
  const asking = tree.state.source === "azure" ? [diagnoseNode(entry.id, node, askedOf(entry))] : [];
  return [...areas.map((area) => areaNode(area, entry.id, entry.snapshot?.taken, node)), ...asking, ...probed, ...blind];
}

async function diagnosed(tree: Tree, entry: Entry | undefined, node: Node): Promise<Node[]> {
  const { connection } = tree.state;
  if (!entry || !connection) return [];
  if (entry.diagnosis === undefined) {
    await ask(connection, entry);
    tree.redraw();
  }
  const routes = (entry.routes ?? []).map(({ text, nic, is }) =>
    toldNode(text, "", is === "told" ? "arrow-right" : "eye-closed", node, nic),
  );
  const rules = (entry.securityRules ?? []).map(({ text, nic, is }) => toldNode(text, "", RULE_ICONS[is], node, nic));
  const nobody =
    routes.length + rules.length === 0
      ? [
          toldNode(
            l10n.t("No machine with a network interface was found in these networks, so Azure can tell no effective routes or rules."),
            "",
            "info",
            node,
          ),
        ]
      : [];
  return [...findingsOf(entry.diagnosis ?? [], node), ...routes, ...rules, ...nobody];
}

const RULE_ICONS = { allows: "pass", refuses: "circle-slash", told: "law", "not-told": "eye-closed" } as const;

/** Minutes at worst: with a button to stop it. */
async function ask(connection: Connection, entry: Entry): Promise<void> {
  const title = l10n.t("Azure checks workspace '{0}'", entry.name);
  await window.withProgress({ location: ProgressLocation.Notification, cancellable: true, title }, async (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const nics = machineInterfaces(entry.snapshot?.rows ?? []);
    const [answer, routes, rules] = await Promise.all([
      diagnose(connection, entry.id, cancel.signal),
      defaultRoutes(connection, nics, cancel.signal),
      effectiveRules(connection, nics, cancel.signal),
    ]);
    entry.asked = new Date().toISOString();
    entry.diagnosis = answer.is === "read" ? answer.value : answer.failure;
    entry.routes = routes;
    entry.securityRules = rules;
  });
}

function askedOf({ diagnosis, asked }: Entry): Asked | undefined {
  if (!diagnosis || asked === undefined) return undefined;
  if ("kind" in diagnosis) return { taken: asked, failed: true, errors: 0, warnings: 0 };
  const count = (level: RegExp) => diagnosis.filter((one) => level.test(one.level)).length;
  return { taken: asked, failed: false, errors: count(/error/i), warnings: count(/warning/i) };
}

function findingsOf(diagnosis: NonNullable<Entry["diagnosis"]>, node: Node): Node[] {
  if ("kind" in diagnosis) return [toldNode(diagnosis.text, settling(diagnosis).trim(), "warning", node)];
  if (diagnosis.length === 0) return [toldNode(l10n.t("Azure found no problem in network, names and locks."), "", "pass", node)];
  return diagnosis.map(({ code, level, message }) =>
    toldNode(message, code, /error/i.test(level) ? "error" : /warning/i.test(level) ? "warning" : "info", node),
  );
}
