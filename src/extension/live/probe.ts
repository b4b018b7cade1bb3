// Probes from this machine: names and connections. Asked for each time, since others can see them.
import { l10n, ProgressLocation, window } from "vscode";
import { endpointNames } from "../../analysis/endpoint-names.ts";
import { type Dependency, readDependencies } from "../../live/dependencies.ts";
import { probeHosts } from "../../live/host-probe.ts";
import { probeNames } from "../../live/name-probe.ts";
import { proxyFor } from "../../live/proxy.ts";
import { proxyAsSet } from "./connection.ts";
import type { Entry } from "./state.ts";
import type { Tree } from "./tree.ts";

export async function probe(tree: Tree, entry: Entry | undefined): Promise<void> {
  if (!entry) return;
  if (!entry.snapshot) await tree.read(entry);
  if (!entry.snapshot) return;
  const go = l10n.t("Probe");
  const detail = l10n.t(
    "This machine looks up the names of the workspace's private endpoints and connects to the hosts that are needed. Nothing is sent to them.",
  );
  if ((await window.showInformationMessage(l10n.t("Probe the network from this machine?"), { modal: true, detail }, go)) !== go) return;
  const { connection } = tree.state;
  const title = l10n.t("This machine probes the network of '{0}'", entry.name);
  await window.withProgress({ location: ProgressLocation.Notification, cancellable: true, title }, async (_, token) => {
    const cancel = new AbortController();
    token.onCancellationRequested(() => cancel.abort());
    const names = endpointNames(entry.snapshot?.rows ?? []).flatMap(({ name, address }) =>
      name.includes("*") ? [] : [{ name, expected: address }],
    );
    const listed = connection ? await readDependencies(connection, entry.id, cancel.signal) : undefined;
    const hosts = hostsOf(entry, listed?.is === "read" ? listed.value : []);
    const settings = proxyAsSet();
    const proxyOf = (address: string) => proxyFor(address, settings, process.env);
    const [named, reached] = await Promise.all([probeNames(names, cancel.signal), probeHosts(hosts, { signal: cancel.signal, proxyOf })]);
    const unread =
      listed?.is === "failed" ? [{ text: `${l10n.t("Azure's own list of hosts was not read.")} ${listed.failure.text}`, good: false }] : [];
    entry.probed = [
      ...unread,
      ...named.map(({ text, is }) => ({ text, good: is === "private" })),
      ...reached.map(({ text, is }) => ({ text, good: is === "reached" })),
    ];
  });
  tree.redraw();
}

/** Hosts that Azure lists as needed and those that the rows ask for by name, each port once. Patterns name no one host. */
function hostsOf({ view }: Entry, listed: readonly Dependency[]): readonly { readonly host: string; readonly port: number }[] {
  const egress = view?.areas.find(({ id }) => id === "egress")?.items ?? [];
  const named = egress.flatMap(({ label }) => (/^[a-z\d-]+(\.[a-z\d-]+)+$/.test(label) ? [{ host: label, port: 443 }] : []));
  const asked = listed.flatMap(({ host, ports }) => (host.includes("*") ? [] : ports.map((port) => ({ host, port }))));
  return [...new Map([...asked, ...named].map((one) => [`${one.host}:${one.port}`, one])).values()];
}
