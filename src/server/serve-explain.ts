// One flow traced on request, in every deployment that has a network.
import type { Deployment } from "../model/finding.ts";
import { parseDestination, traceFlow } from "../reach/trace.ts";
import { createPaint } from "../report/paint.ts";
import { printWalks } from "../report/walk.ts";
import { abortable } from "./abortable.ts";
import { type ExplainParams, explainMethod } from "./protocol.ts";
import type { Server } from "./server.ts";

export function serveExplain({ connection, workspaces, settled }: Server): void {
  connection.onRequest(explainMethod, async ({ to, from }: ExplainParams, token): Promise<string> => {
    const destination = parseDestination(to);
    if (!destination) return `'${to}' is no destination. Write a tag, host or address, as in 'Storage.eastus:443' or '10.0.0.4:53/udp'.`;
    await settled();
    const texts: string[] = [];
    for (const workspace of workspaces.folders()) {
      const { result, places } = await abortable(token, (signal) => workspace.audit({ signal }));
      for (const { id, graph, scenario, servicePrefixes } of result.deployments.filter(hasNetwork)) {
        const traces = traceFlow(graph, scenario, destination, from, servicePrefixes);
        if (traces.length) texts.push(`${id}\n${printWalks(traces, places, createPaint(false), 100)}`);
      }
    }
    if (texts.length) return texts.join("\n");
    return "No deployment of the open files has a network from which this flow could start. Name a subnet of theirs, or open one that has computes.";
  });
}

function hasNetwork({ graph }: Deployment): boolean {
  return graph.resources.some(({ kind }) => /^microsoft\.(network|machinelearningservices)\//.test(kind));
}
