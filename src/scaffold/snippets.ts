// Scaffolds as snippets: what a person chooses becomes a tab stop with an answer that holds as it stands.

import type { Cloud } from "../model/declaration.ts";
import { own } from "../model/own.ts";
import type { Reader } from "../model/reader.ts";
import { scaffold } from "./scaffold.ts";
import { type Grown, type Seeded, seededThings } from "./seeds.ts";

export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  /** In the syntax of snippets, which VS Code and the language server protocol share. */
  readonly body: string;
}

const clouds: readonly Cloud[] = ["public", "usgov", "china"];
const cloudNames: Readonly<Record<Cloud, string>> = { public: "Azure", usgov: "Azure Government", china: "Azure operated by 21Vianet" };

const things: Readonly<Record<Seeded, string>> = {
  "firewall-policy": "Firewall policy that lets out what Azure Machine Learning needs",
  "network-security-group": "Security group that lets out what Azure Machine Learning needs",
  "route-table": "Route table through a firewall for Azure Machine Learning",
  "private-endpoints": "Private endpoints of an Azure Machine Learning workspace, with their DNS zones",
  "customer-managed-keys": "Key vault, key, identity and rights for customer-managed keys",
};

/** Every scaffold in a language; those that differ by cloud, for each of these. */
export function snippets(language: Grown, readers: readonly Reader[], of: readonly Cloud[] = clouds): readonly Snippet[] {
  return seededThings.flatMap((what) => {
    const known = new Set<string>();
    return of.flatMap((cloud): readonly Snippet[] => {
      const made = scaffold({ what, language, cloud, features: new Map() }, readers);
      if ("cannot" in made || known.has(made.text)) return [];
      const prefix = `aml-${what}${known.size === 0 ? "" : `-${cloud}`}`;
      known.add(made.text);
      return [{ prefix, description: `${things[what]}, in ${cloudNames[cloud]}.`, body: spelt(made.text, language) }];
    });
  });
}

/** What stands for a parameter, as an expression of Bicep and ARM. */
const answers: Readonly<Record<string, string>> = {
  location: "resourceGroup().location",
  sourceAddressPrefixes: "createArray('10.0.0.0/24')",
  firewallPrivateIpAddress: "'10.0.1.4'",
  privateEndpointSubnetId: "resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'snet-endpoints')",
  virtualNetworkId: "resourceId('Microsoft.Network/virtualNetworks', 'vnet')",
  workspaceId: "resourceId('Microsoft.MachineLearningServices/workspaces', 'workspace')",
  storageAccountId: "resourceId('Microsoft.Storage/storageAccounts', 'storage')",
  keyVaultId: "resourceId('Microsoft.KeyVault/vaults', 'vault')",
  containerRegistryId: "resourceId('Microsoft.ContainerRegistry/registries', 'registry')",
  keyVaultName: "'kv-encryption'",
  cosmosDbPrincipalId: "'00000000-0000-0000-0000-000000000000'",
};

/** In Terraform a variable stands for itself, but for what is rarely one. */
const literals: Readonly<Record<string, string>> = {
  source_address_prefixes: '["10.0.0.0/24"]',
  firewall_private_ip_address: '"10.0.1.4"',
  key_vault_name: '"kv-encryption"',
};

function spelt(text: string, language: Grown): string {
  const stops = new Map<string, number>();
  const stop = (name: string, answer: string): string => {
    const known = stops.get(name);
    if (known !== undefined) return `\${${known}}`;
    stops.set(name, stops.size + 1);
    return `\${${stops.size}:${answer.replace(/[\\$}]/g, "\\$&")}}`;
  };
  const plain = (part: string) => part.replace(/[\\$]/g, "\\$&");
  return `${marked(text, language)
    .map((part) => (typeof part === "string" ? plain(part) : stop(part.name, part.answer)))
    .join("")}$0`;
}

type Part = string | { readonly name: string; readonly answer: string };

/** The resources of a scaffold, apart at what a person chooses. */
function marked(text: string, language: Grown): readonly Part[] {
  if (language === "terraform")
    return split(
      text
        .slice(text.indexOf("\nresource ") + 1)
        .split("\n\n")
        .filter((block) => !block.startsWith('variable "'))
        .join("\n\n")
        .trimEnd(),
      [
        [/var\.(\w+)/g, (_, name) => ({ name, answer: own(literals, name) ?? `var.${name}` })],
        ...choices(/^( {2}name +=) "(aml-[\w-]+)"/gm, '"'),
        [/(?<=^resource "azurerm_\w+" "|[a-z]\.)main\b/g, () => ({ name: "label", answer: "main" })],
      ],
    );
  if (language === "arm")
    return split(itemsOf(text), [
      [/parameters\('(\w+)'\)/g, (_, name) => ({ name, answer: own(answers, name) ?? `parameters('${name}')` })],
      ...choices(/^( {2}"name":) "(aml-[\w-]+)"/gm, '"'),
    ]);
  const body = text.slice(text.indexOf("\nresource ") + 1).trimEnd();
  const symbol = /^resource (\w+)/.exec(body)?.[1] ?? "";
  const asked = [...text.matchAll(/^param (\w+) /gm)].map(([, name = ""]) => name);
  return split(body, [
    [new RegExp(`(?<![\\w'.])(${asked.join("|")})(?![\\w':])`, "g"), (_, name) => ({ name, answer: inBicep(own(answers, name) ?? name) })],
    ...choices(/^( {2}name:) '(aml-[\w-]+)'/gm, "'"),
    [new RegExp(`(?<![\\w'./-])${symbol}(?![\\w':-])`, "g"), () => ({ name: "symbol", answer: symbol })],
  ]);
}

function inBicep(answer: string): string {
  return answer.replace(/^createArray\((.*)\)$/, "[$1]");
}

type Rule = readonly [RegExp, (...found: readonly string[]) => Part | readonly Part[]];

/** Names of resources, which are chosen between their quotes. */
function choices(pattern: RegExp, quote: string): readonly Rule[] {
  return [[pattern, (_, before = "", name = "") => [`${before} ${quote}`, { name, answer: name }, quote]]];
}

function split(text: string, rules: readonly Rule[]): readonly Part[] {
  let parts: readonly Part[] = [text];
  for (const [pattern, made] of rules) {
    parts = parts.flatMap((part) => {
      if (typeof part !== "string") return [part];
      const out: Part[] = [];
      let at = 0;
      for (const found of part.matchAll(pattern)) {
        out.push(part.slice(at, found.index), ...[made(...found)].flat());
        at = found.index + found[0].length;
      }
      return [...out, part.slice(at)];
    });
  }
  return parts;
}

/** The items of a template's `resources`, with their commas. */
function itemsOf(text: string): string {
  const template: { readonly resources?: readonly unknown[] } = JSON.parse(text);
  return (template.resources ?? []).map((one) => JSON.stringify(one, undefined, 2)).join(",\n");
}
