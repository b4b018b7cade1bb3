// Hover: what a tag, host, zone or sub-resource is for, what a workspace, endpoint or rule does for the requirements, and whether it is enough here.
import { type Hover, MarkupKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Resource } from "../model/graph.ts";
import type { Origin } from "../model/origin.ts";
import { topologyOf } from "../reach/topology/topology.ts";
import { explainEndpoint, explainRule, explainWorkspace, explainZone, rulesOf } from "../report/explain-resource.ts";
import type { Say } from "../report/say.ts";
import { explainWord, findWord } from "../report/words.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { inForce } from "../rulebook/requirements/select.ts";
import { abortable } from "./abortable.ts";
import { type Quoted, quotedAt, wordsWanted } from "./cursor.ts";
import { type Scenery, sceneryOf } from "./scenery.ts";
import type { Server } from "./server.ts";
import type { Audited } from "./workspace.ts";

export function serveHover(server: Server): void {
  server.connection.onHover(async ({ textDocument, position }, token) => {
    const document = server.documents.get(textDocument.uri);
    if (!document) return null;
    const offset = document.offsetAt(position);
    const quoted = quotedAt(document.getText(), offset);
    await server.settled();
    const uri = server.uri(textDocument.uri);
    const workspace = await server.workspaces.of(uri);
    const audited = await abortable(token, (signal) => workspace.glance(server.patience, signal));
    const scenery = sceneryOf(audited, uri, workspace);
    const { say } = server;
    return (
      (quoted?.text ? wordHover(document, quoted, scenery, say) : null) ??
      (audited ? pieceHover(document, { uri, offset, quoted }, scenery, audited, say) : null)
    );
  });
}

function wordHover(document: TextDocument, quoted: Quoted, scenery: Scenery, say: Say): Hover | null {
  // Tags, hosts and zones speak for themselves; 'blob' is a sub-resource only where one is asked for.
  const kinds = [...new Set([...wordsWanted(document.getText(), quoted.start), "tag", "host", "zone"] as const)];
  const word = findWord(scenery.words, quoted.text, kinds);
  return word ? hoverOf(document, quoted, explainWord(word, scenery, scenery.checks, say)) : null;
}

interface Pointer {
  readonly uri: string;
  readonly offset: number;
  readonly quoted: Quoted | undefined;
}

/** At the head of a resource or at its name, or at a rule's name. */
function pieceHover(document: TextDocument, pointer: Pointer, scenery: Scenery, { result }: Audited, say: Say): Hover | null {
  const { checks, words } = scenery;
  const [deployment] = scenery.deployments;
  if (!deployment) return null;
  const { graph, scenario } = deployment;
  const pointed = ({ at, names }: Resource) => [at, names.at(-1)?.at].find((place) => place && holds(place, pointer));
  const told = (resource: Resource, markdown: string) => {
    const at = pointed(resource);
    return at?.from === "file" ? hoverOf(document, at, markdown) : null;
  };
  const workspace = graph.ofType("Microsoft.MachineLearningServices/workspaces").find(pointed);
  if (workspace) return told(workspace, explainWorkspace(workspace, deployment, checks, result.findings, say));
  const endpoint = topologyOf(graph).endpoints.find(({ resource }) => pointed(resource));
  if (endpoint) return told(endpoint.resource, explainEndpoint(endpoint, inForce(requirements, scenario), checks, say));
  const zone = graph.ofType("Microsoft.Network/privateDnsZones").find(pointed);
  if (zone) return told(zone, explainZone(zone, words, scenery, checks, say));
  const { quoted } = pointer;
  const rule = quoted && rulesOf(deployment).find(({ name, at }) => name === quoted.text && holds(at, pointer));
  return rule && quoted ? hoverOf(document, quoted, explainRule(rule, deployment, checks, say)) : null;
}

function holds(at: Origin, { uri, offset }: Pointer): boolean {
  return at.from === "file" && at.uri === uri && at.start <= offset && offset <= at.end;
}

function hoverOf(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }, value: string): Hover {
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { range, contents: { kind: MarkupKind.Markdown, value } };
}
