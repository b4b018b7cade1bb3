// Probes from this machine: names and connections. Asked for each time, since others can see them.
import { l10n, window } from "vscode";
import { readDependencies } from "../../live/dependencies.ts";
import { endpointNames } from "../../live/endpoint-names.ts";
import { probeHosts, probeNames } from "../../live/local-probe.ts";
import type { Tree } from "./live.ts";
import type { Entry } from "./state.ts";

export async function probe(tree: Tree, entry: Entry | undefined): Promise<void> {
  if (!entry?.snapshot) return;
  const go = l10n.t("Probe");
  const detail = l10n.t(
    "This machine looks up the names of the workspace's private endpoints and connects to the hosts that Azure lists as needed. Nothing is sent to them.",
  );
  if ((await window.showInformationMessage(l10n.t("Probe the network from this machine?"), { modal: true, detail }, go)) !== go) return;
  const { connection } = tree.state;
  await window.withProgress({ location: { viewId: "amlNetworkAudit.live" } }, async () => {
    const names = endpointNames(entry.snapshot?.rows ?? []).map(({ name, address }) => ({ name, expected: address }));
    const listed = connection ? await readDependencies(connection, entry.id) : undefined;
    const hosts = (listed?.is === "read" ? listed.value : []).flatMap(({ host, ports }) =>
      host.includes("*") ? [] : ports.map((port) => ({ host, port })),
    );
    const [named, reached] = await Promise.all([probeNames(names), probeHosts(hosts)]);
    entry.probed = [
      ...named.map(({ text, is }) => ({ text, good: is === "private" })),
      ...reached.map(({ text, is }) => ({ text, good: is === "reached" })),
    ];
  });
  tree.redraw();
}
