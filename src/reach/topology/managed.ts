import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Reason, Value } from "../../model/value.ts";
import { accessAt, itemsAt, linkedName, nameOf, pieceOf, portsOf, termsOf, textsOf, transportsOf, wordAt } from "./read.ts";
import type { ManagedNetwork, ManagedRule, PrivateTarget } from "./types.ts";

/** The managed network of a workspace; undefined when it is provably switched off or inherited from a hub. */
export function readManagedNetwork(graph: Graph, workspace: Resource): ManagedNetwork | undefined {
  const word = wordAt(workspace.body, ["properties", "managedNetwork", "isolationMode"], "disabled", workspace.condition);
  const mode = modeOf(word);
  if (mode === "disabled") return undefined;
  const children = graph.children(workspace, "outboundRules");
  const seen = look(workspace.body, ["properties", "managedNetwork"], workspace.condition);
  return {
    ...pieceOf(workspace),
    name: `managed network of '${nameOf(workspace)}'`,
    at: seen.is === "value" && seen.value.at.from !== "default" ? seen.value.at : workspace.at,
    mode,
    tier: tierOf(wordAt(workspace.body, ["properties", "managedNetwork", "firewallSku"], "standard", workspace.condition)),
    stores: [...STORES].map(([property, groups]) => ({
      name: linkedName(graph, workspace, workspace.body, ["properties", property]),
      groups,
    })),
    rules: children.items.map((rule) => readRule(graph, rule)),
    ...(children.open && { open: children.open }),
  };
}

/** Properties of a workspace that name its stores, and the sub-resources that Azure makes private endpoints for. */
const STORES: ReadonlyMap<string, readonly string[]> = new Map([
  ["storageAccount", ["blob", "file"]],
  ["keyVault", []],
  ["containerRegistry", []],
]);

function tierOf(word: string | Reason): ManagedNetwork["tier"] {
  if (word === "basic" || word === "standard" || typeof word !== "string") return word;
  return { kind: "error", text: `The firewall of a managed network is of tier 'Basic' or 'Standard', not '${word}'.` };
}

function modeOf(word: string | Reason): ManagedNetwork["mode"] {
  if (typeof word !== "string") return word;
  if (word === "allowinternetoutbound" || word === "allowonlyapprovedoutbound" || word === "disabled") return word;
  return { kind: "error", text: `'${word}' is no isolation mode of a managed network.` };
}

function readRule(graph: Graph, rule: Resource): ManagedRule {
  const { condition } = rule;
  // As a resource of its own it has `properties`; as an entry of the workspace it has not.
  const own = look(rule.body, ["properties"], condition);
  const body = own.is === "value" && own.value.kind === "object" ? own.value : rule.body;
  const type = wordAt(body, ["type"], "", condition);
  const host = textsOf(itemsAt(body, ["destination"], condition)).items[0];
  const tag = textsOf(itemsAt(body, ["destination", "serviceTag"], condition)).items[0];
  const action = wordAt(body, ["destination", "action"], "allow", condition);
  const ranges = wordAt(body, ["destination", "portRanges"], "*", condition);
  const isText = type === "fqdn";
  return {
    ...pieceOf(rule),
    type: type === "fqdn" || type === "servicetag" || type === "privateendpoint" || typeof type !== "string" ? type : NOT_KNOWN,
    ...(isText && host !== undefined && { host }),
    ...(!isText && tag !== undefined && { tag }),
    access: action === "allow" ? "allow" : accessAt(body, ["destination", "action"], condition),
    protocols: transportsOf(itemsAt(body, ["destination", "protocol"], condition)),
    ports: typeof ranges === "string" ? splitPorts(ranges, rule) : { items: [], open: ranges },
    addresses: termsOf(graph, itemsAt(body, ["destination", "addressPrefixes"], condition)),
    ...(type === "privateendpoint" && { inside: targetOf(graph, rule, body) }),
  };
}

function targetOf(graph: Graph, rule: Resource, body: Value): PrivateTarget {
  const name = linkedName(graph, rule, body, ["destination", "serviceResourceId"]);
  return { name, groups: textsOf(itemsAt(body, ["destination", "subresourceTarget"], rule.condition)).items };
}

/** `80, 8080-8089` in one text. */
function splitPorts(written: string, rule: Resource): ManagedRule["ports"] {
  return portsOf({ items: written.split(",").map((value) => ({ kind: "scalar", value, at: rule.at })) });
}

const NOT_KNOWN: Reason = { kind: "error", text: "The type of this outbound rule is not given." };
