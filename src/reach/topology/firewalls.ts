import type { Graph, Resource } from "../../model/graph.ts";
import { look } from "../../model/look.ts";
import type { Condition, Path, Reason } from "../../model/value.ts";
import type { Parts } from "./firewall-collections.ts";
import { classicParts, policyParts } from "./firewall-collections.ts";
import { flagAt, itemsAt, joinTerms, nameOf, pieceOf, termsOf, wordAt } from "./read.ts";
import type { Firewall, Network, Terms } from "./types.ts";

/** Reads every firewall, and every policy that no firewall here uses: the firewall that does may stand in another deployment. */
export function readFirewalls(graph: Graph, networkOf: (subnet: Resource) => Network | undefined): readonly Firewall[] {
  const firewalls = graph.ofType("Microsoft.Network/azureFirewalls").map((resource) => readFirewall(graph, resource, networkOf));
  const used = new Set(firewalls.flatMap((firewall) => lineage(graph, firewall.policy)));
  const policies = graph.ofType("Microsoft.Network/firewallPolicies").filter((policy) => !used.has(policy) && !isBase(graph, policy));
  return [...firewalls, ...policies.map((policy) => policyAlone(graph, policy))];
}

function readFirewall(graph: Graph, resource: Resource, networkOf: (subnet: Resource) => Network | undefined): Firewall {
  const { body, condition } = resource;
  const subnet = subnetOf(graph, resource);
  const linked = look(body, ["properties", "firewallPolicy", "id"], condition);
  const found = linked.is === "value" ? graph.resolve(linked.value, condition) : linked;
  const policy = found.is === "found" ? found.resource : undefined;
  const unseen = found.is === "elsewhere" || found.is === "unclear" ? found.because : undefined;
  const parts = policy ? policyParts(graph, policy) : classicParts(graph, resource);
  const open = unseen ?? parts.open;
  const network = subnet && networkOf(subnet);
  return {
    ...pieceOf(resource),
    ...(policy && { policy }),
    addresses: addressesOf(graph, resource, subnet),
    network,
    ...(subnet && { subnet }),
    ...rulesOf(parts),
    ...(open && { open }),
    ...settingsOf(graph, policy ?? resource, resource),
    ...(unseen && { dnsProxy: unseen }),
  };
}

/** A policy is judged as the firewall that will use it. */
function policyAlone(graph: Graph, policy: Resource): Firewall {
  const parts = policyParts(graph, policy);
  return {
    ...pieceOf(policy),
    policy,
    addresses: { items: [] },
    network: undefined,
    ...rulesOf(parts),
    ...(parts.open && { open: parts.open }),
    ...settingsOf(graph, policy, policy),
  };
}

function rulesOf(parts: Parts): Pick<Firewall, "networkRules" | "applicationRules" | "collections"> {
  return { networkRules: parts.networkRules, applicationRules: parts.applicationRules, collections: parts.collections };
}

function settingsOf(
  graph: Graph,
  policy: Resource,
  firewall: Resource,
): Pick<Firewall, "dnsProxy" | "dnsServers" | "threatIntel" | "tier"> {
  const under = policy.condition;
  const classicProxy = wordAt(firewall.body, ["properties", "additionalProperties", "Network.DNS.EnableProxy"], "false", under);
  const proxy = flagAt(policy.body, ["properties", "dnsSettings", "enableProxy"], false, under);
  const tier = wordAt(policy.body, ["properties", "sku", "tier"], "standard", under);
  const inherited = proxy === false ? proxyOfBase(graph, policy) : undefined;
  return {
    // The Basic tier is no DNS proxy, whatever its policy says.
    dnsProxy: tier === "basic" ? false : proxy === false && classicProxy === "true" ? true : (inherited ?? proxy),
    dnsServers: termsOf(graph, itemsAt(policy.body, ["properties", "dnsSettings", "servers"], under)),
    threatIntel: threatIntelOf(lineage(graph, policy)),
    tier: tier === "basic" || tier === "standard" || tier === "premium" || typeof tier !== "string" ? tier : "standard",
  };
}

/** The strictest of a policy and those that it is based on: a policy takes the mode over, and can only make it stricter. */
function threatIntelOf(policies: readonly Resource[]): Firewall["threatIntel"] {
  const modes = policies.map(({ body, condition }) => wordAt(body, ["properties", "threatIntelMode"], "", condition));
  const unclear = modes.find((mode) => typeof mode !== "string");
  if (modes.includes("deny")) return "deny";
  if (typeof unclear === "object") return unclear;
  return modes.includes("off") && !modes.includes("alert") ? "off" : "alert";
}

/** Whether a policy without DNS settings of its own takes those of its base is written nowhere. */
function proxyOfBase(graph: Graph, policy: Resource): Reason | undefined {
  if (look(policy.body, ["properties", "dnsSettings"], policy.condition).is !== "absent") return undefined;
  const [, ...bases] = lineage(graph, policy);
  const base = bases.find(({ body, condition }) => flagAt(body, ["properties", "dnsSettings", "enableProxy"], false, condition) !== false);
  if (!base) return undefined;
  const text = `Whether the firewall is a DNS proxy because its base policy '${nameOf(base)}' makes one is not on record.`;
  return { kind: "azure", text, settle: "set 'enableProxy' in the DNS settings of the policy itself" };
}

function subnetOf(graph: Graph, firewall: Resource): Resource | undefined {
  for (const item of itemsAt(firewall.body, ["properties", "ipConfigurations"], firewall.condition).items) {
    const id = look(item, ["properties", "subnet", "id"], firewall.condition);
    const found = id.is === "value" ? graph.resolve(id.value, firewall.condition) : undefined;
    if (found?.is === "found") return found.resource;
  }
  return undefined;
}

function addressesOf(graph: Graph, firewall: Resource, subnet: Resource | undefined): Terms {
  const own = itemsAt(firewall.body, ["properties", "ipConfigurations"], firewall.condition).items.map((item) =>
    termsOf(graph, itemsAt(item, ["properties", "privateIPAddress"], firewall.condition)),
  );
  const hub = termsOf(graph, itemsAt(firewall.body, ["properties", "hubIPAddresses", "privateIPAddress"], firewall.condition));
  const around = subnet ? [prefixesOf(graph, subnet)] : [];
  return joinTerms([...own, hub, ...around]);
}

export function prefixesOf(graph: Graph, subnet: Resource): Terms {
  const path = (name: string): Path => ["properties", name];
  const lists = [path("addressPrefix"), path("addressPrefixes")].map((way) => termsOf(graph, itemsAt(subnet.body, way, subnet.condition)));
  const joined = joinTerms(lists);
  if (joined.items.length > 0) return { items: joined.items };
  return joined.open ? joined : { items: [], open: NO_PREFIX };
}

const NO_PREFIX: Reason = { kind: "unsupported", text: "The address range of this subnet is not given here." };

function lineage(graph: Graph, policy: Resource | undefined): readonly Resource[] {
  const all: Resource[] = [];
  for (let here = policy; here && !all.includes(here); here = baseOf(graph, here, here.condition)) all.push(here);
  return all;
}

function baseOf(graph: Graph, policy: Resource, under: Condition): Resource | undefined {
  const seen = look(policy.body, ["properties", "basePolicy", "id"], under);
  const found = seen.is === "value" ? graph.resolve(seen.value, under) : undefined;
  return found?.is === "found" ? found.resource : undefined;
}

function isBase(graph: Graph, policy: Resource): boolean {
  return graph.ofType("Microsoft.Network/firewallPolicies").some((other) => baseOf(graph, other, other.condition) === policy);
}
