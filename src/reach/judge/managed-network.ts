// The network that Azure manages for a workspace: with AllowOnlyApprovedOutbound only required rules and those of the user let anything out.
// learn.microsoft.com/azure/machine-learning/how-to-managed-network
import type { Origin } from "../../model/origin.ts";
import type { Reason } from "../../model/value.ts";
import type { Cover } from "../match/cover.ts";
import { allOf } from "../match/cover.ts";
import { hostCover } from "../match/hosts.ts";
import type { Ports } from "../match/ports.ts";
import { splitTag, tagCover } from "../match/tags.ts";
import type { ManagedNetwork, ManagedRule, PrivateTarget } from "../topology/types.ts";
import type { Origination } from "./origination.ts";
import type { Knowledge, Target } from "./packet.ts";
import { ownHost, portsCover, presence, protocolCover, targetCover } from "./packet.ts";
import { heldOpen } from "./security-group.ts";
import { meet, rest, startTally } from "./tally.ts";

export type ManagedDecision =
  | { readonly is: "allowed"; readonly name: string; readonly text: string; readonly at?: Origin }
  | { readonly is: "blocked"; readonly text: string; readonly at?: Origin; readonly rule?: ManagedRule }
  | { readonly is: "unclear"; readonly because: Reason };

interface Asked {
  readonly target: Target;
  readonly protocol: "tcp" | "udp";
  readonly ports: Ports;
}

export function judgeManaged(network: ManagedNetwork, asked: Asked, know: Knowledge): ManagedDecision {
  if (typeof network.mode !== "string") return { is: "unclear", because: network.mode };
  if (network.mode !== "allowonlyapprovedoutbound") {
    const text = `The ${network.name} has isolation mode 'AllowInternetOutbound', so everything may leave it.`;
    return { is: "allowed", name: "AllowInternetOutbound", text };
  }
  const required = byAzure(network, asked.target, know) ?? byEndpoint(network, asked.target);
  if (required) return required;
  const tally = startTally<ManagedRule>();
  for (const rule of network.rules) {
    const there = presence(rule, network.condition);
    if (there === "absent") continue;
    const decision = meet(tally, rule, ruleCover(rule, asked, know), there);
    if (decision?.is === "allowed")
      return { is: "allowed", name: rule.name, text: `Outbound rule '${rule.name}' allows it${byFirewall(network, rule)}.`, at: rule.at };
    if (decision?.is === "unclear") return decision;
    if (decision) return { is: "blocked", text: `Outbound rule '${rule.name}' denies it.`, at: rule.at, rule };
  }
  const left = rest(tally, "deny", heldOpen(network.open) ?? network.open);
  if (left?.is === "unclear") return { is: "unclear", because: left.because };
  if (asked.target.is === "tag" && asked.target.name === "azurefrontdoor.frontend") return { is: "unclear", because: FRONTEND };
  return {
    is: "blocked",
    text: `No outbound rule of the ${network.name} allows it, and only approved destinations are reached from there.`,
  };
}

function ruleCover(rule: ManagedRule, asked: Asked, know: Knowledge): Cover {
  if (typeof rule.type !== "string") return rule.type;
  if (rule.type === "privateendpoint") return "none";
  if (rule.type === "fqdn") {
    if (asked.target.is !== "host" || asked.protocol !== "tcp" || rule.host === undefined) return "none";
    return allOf([portsCover(WEB, asked.ports), hostCover(rule.host, asked.target.host)]);
  }
  const items = rule.tag === undefined ? [] : [{ is: "tag", name: rule.tag } as const];
  const to = targetCover({ items: [...items, ...rule.addresses.items] }, asked.target, NOWHERE, know);
  return allOf([protocolCover(rule.protocols, asked.protocol), portsCover(rule.ports, asked.ports), to]);
}

/** A host that a private endpoint of the managed network answers for stays inside. */
function byEndpoint(network: ManagedNetwork, target: Target): ManagedDecision | undefined {
  if (target.is !== "host") return undefined;
  for (const rule of network.rules) {
    if (!rule.inside || !leadsTo(rule.inside, target.host) || presence(rule, network.condition) !== "there") continue;
    const text = `The private endpoint of outbound rule '${rule.name}' answers for it, so it stays inside the managed network.`;
    return { is: "allowed", name: rule.name, text, at: rule.at };
  }
  return undefined;
}

/** Hosts begin with the name of their resource; behind that of a storage account stands the sub-resource. */
function leadsTo({ name, groups }: PrivateTarget, host: string): boolean {
  const [first, second = ""] = host.split(".");
  if (name === undefined || first !== name || !ownHost(host)) return false;
  return !STORAGE_GROUPS.has(second) || groups.length === 0 || groups.includes(second);
}

const STORAGE_GROUPS: ReadonlySet<string> = new Set(["blob", "file", "queue", "table", "dfs", "web"]);

/** Azure makes a firewall with the first rule that names a host. */
function byFirewall({ tier }: ManagedNetwork, { type }: ManagedRule): string {
  if (type !== "fqdn") return "";
  if (typeof tier === "string")
    return `, by the firewall of the ${tier === "basic" ? "Basic" : "Standard"} tier that Azure makes for rules that name hosts`;
  return `, by the firewall that Azure makes for rules that name hosts; ${tier.text.charAt(0).toLowerCase()}${tier.text.slice(1).replace(/\.$/, "")}`;
}

/** Rules that Azure adds by itself, and the stores of the workspace, which it reaches by private endpoints of its own. */
function byAzure(network: ManagedNetwork, target: Target, know: Knowledge): ManagedDecision | undefined {
  const own = { is: "allowed", name: "private endpoints that Azure adds", text: OWN_STORES } as const;
  if (target.is === "host") return network.stores.some((store) => leadsTo(store, target.host)) ? own : undefined;
  if (target.is !== "tag") return undefined;
  const required = REQUIRED.find((tag) => tagCover(tag, target.name, know.tags) === "all");
  if (required)
    return { is: "allowed", name: "required rule of Azure", text: "Azure adds a required rule for it to every managed network." };
  const { base } = splitTag(target.name);
  return STORES.has(base) ? own : undefined;
}

const OWN_STORES =
  "Azure reaches the workspace's own storage, vault and registry by private endpoints that it adds to the managed network.";

const WEB = {
  items: [
    { from: 80, to: 80 },
    { from: 443, to: 443 },
  ],
};
const NOWHERE: Origination = { range: undefined, subnet: undefined, condition: [] };
const REQUIRED: readonly string[] = [
  "azuremachinelearning",
  "azureactivedirectory",
  "batchnodemanagement",
  "azureresourcemanager",
  "azurefrontdoor.firstparty",
  "microsoftcontainerregistry",
  "azuremonitor",
  "virtualnetwork",
];
/** Studio needs it on the machine of its user; for images of automated machine learning the pages of managed networks do not ask for it. */
const FRONTEND: Reason = {
  kind: "azure",
  text: "Azure adds no rule for 'AzureFrontDoor.Frontend' to a managed network, and its documents do not say whether automated machine learning needs one there.",
  settle: "add an outbound rule for the tag where automated machine learning for text or images is used",
};
const STORES: ReadonlySet<string> = new Set(["storage", "azurekeyvault", "azurecontainerregistry"]);
