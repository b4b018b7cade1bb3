// Code lens: how many of the required flows get through, at the resources that decide it.
import type { CodeLens } from "vscode-languageserver";
import type { Deployment } from "../model/finding.ts";
import type { Resource } from "../model/graph.ts";
import { flowsOf, type Tally, tally } from "../report/flows.ts";
import type { Say } from "../report/say.ts";
import { abortable } from "./abortable.ts";
import { collectionLenses } from "./collection-lens.ts";
import type { Server } from "./server.ts";
import type { Audited } from "./workspace.ts";

/** Resources that the flows of a whole deployment go through, or are for. */
const whole = new Set([
  "microsoft.machinelearningservices/workspaces",
  "microsoft.network/firewallpolicies",
  "microsoft.network/firewallpolicies/rulecollectiongroups",
  "microsoft.network/azurefirewalls",
]);

export function serveCodeLens(server: Server): void {
  server.connection.onCodeLens(async ({ textDocument }, token) => {
    await server.settled();
    const uri = server.uri(textDocument.uri);
    const workspace = await server.workspaces.of(uri);
    if (!workspace.asked.enabled) return [];
    return lenses(await abortable(token, (signal) => workspace.audit({ signal })), uri, server.say);
  });
}

function lenses({ result, places }: Audited, uri: string, say: Say): CodeLens[] {
  const made = new Map<string, CodeLens>();
  const here = result.deployments.filter(({ files, entries }) => files.includes(uri) || entries.includes(uri));
  const named = (deployment: Deployment) => (here.length > 1 ? ` (${deployment.id})` : "");
  for (const deployment of here) {
    for (const resource of deployment.graph.resources) {
      if (resource.at.from !== "file" || resource.at.uri !== uri || resource.existing) continue;
      const counted = talliesOf(deployment, resource);
      if (!counted?.total) continue;
      const range = places.span(resource.at).range;
      const key = `${range.start.line}`;
      const title = titleOf(counted, say) + named(deployment);
      if (!made.has(key)) made.set(key, { range, command: { title, command: "amlNetworkAudit.showFlows", arguments: [deployment.id] } });
    }
    for (const { at, title, flows } of collectionLenses(deployment, say)) {
      if (at.from !== "file" || at.uri !== uri) continue;
      const { range } = places.span(at);
      const command = { title: title + named(deployment), command: "amlNetworkAudit.showFlows", arguments: [deployment.id, flows] };
      if (!made.has(`${range.start.line}`)) made.set(`${range.start.line}`, { range, command });
    }
  }
  return [...made.values()];
}

function talliesOf(deployment: Deployment, resource: Resource): Tally | undefined {
  if (whole.has(resource.kind)) return tally(flowsOf(deployment), () => true);
  if (resource.kind === "microsoft.network/networksecuritygroups") {
    return tally(flowsOf(deployment), ({ source: { subnet } }) =>
      Boolean(subnet?.securityGroup.is === "there" && subnet.securityGroup.to.resource === resource),
    );
  }
  if (resource.kind !== "microsoft.network/virtualnetworks/subnets") return undefined;
  return tally(flowsOf(deployment), ({ source }) => source.subnet?.resource === resource);
}

function titleOf({ allowed, unclear, total }: Tally, say: Say): string {
  const open = unclear ? `, ${say("{0} unclear", unclear)}` : "";
  return say("{0} of {1} required flows allowed", allowed, total) + open;
}
