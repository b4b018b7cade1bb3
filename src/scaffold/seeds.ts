// The few lines that a scaffold grows from, in each language: what is to be filled, and what the person gives.

export type Grown = "bicep" | "arm" | "terraform";

/** What a scaffold fills: a firewall policy, a security group or a route table. */
export type Seeded = "firewall-policy" | "network-security-group" | "route-table";

interface Shape {
  readonly type: string;
  readonly symbol: string;
  readonly name: string;
  readonly terraform: string;
  /** The resource's properties in Bicep, ARM and Terraform, two levels in. */
  readonly properties: { readonly bicep: string; readonly arm: string; readonly terraform: string };
  readonly sources: boolean;
}

const shapes: Readonly<Record<Seeded, Shape>> = {
  "firewall-policy": {
    type: "Microsoft.Network/firewallPolicies",
    symbol: "policy",
    name: "aml-firewall-policy",
    terraform: "azurerm_firewall_policy",
    properties: {
      bicep: "    sku: {\n      tier: 'Standard'\n    }\n",
      arm: '        "sku": {\n          "tier": "Standard"\n        }\n',
      terraform: '  sku                 = "Standard"\n',
    },
    sources: true,
  },
  "network-security-group": {
    type: "Microsoft.Network/networkSecurityGroups",
    symbol: "securityGroup",
    name: "aml-nsg",
    terraform: "azurerm_network_security_group",
    properties: { bicep: "    securityRules: []\n", arm: '        "securityRules": []\n', terraform: "" },
    sources: false,
  },
  "route-table": {
    type: "Microsoft.Network/routeTables",
    symbol: "routes",
    name: "aml-routes",
    terraform: "azurerm_route_table",
    properties: { bicep: "    routes: []\n", arm: '        "routes": []\n', terraform: "" },
    sources: false,
  },
};

/** The seed's text. Prefixes of the computes' subnets are asked for where rules name sources. */
export function seed(what: Seeded, language: Grown): string {
  const shape = shapes[what];
  if (language === "bicep") return bicep(shape);
  return language === "arm" ? arm(shape) : terraform(shape);
}

export function typeOf(what: Seeded): string {
  return shapes[what].type;
}

const sourcesAsked = "Address prefixes of the subnets that hold computes.";

function bicep({ type, symbol, name, properties, sources }: Shape): string {
  const asked = sources ? `@description('${sourcesAsked}')\nparam sourceAddressPrefixes array\n\n` : "";
  const resource = `resource ${symbol} '${type}@2024-05-01' = {\n  name: '${name}'\n  location: location\n  properties: {\n${properties.bicep}  }\n}\n`;
  return `@description('Region of the resources.')\nparam location string = resourceGroup().location\n\n${asked}${resource}`;
}

function arm({ type, name, properties, sources }: Shape): string {
  const described = (text: string, kind: string, more = "") =>
    `{\n      "type": "${kind}",\n${more}      "metadata": {\n        "description": "${text}"\n      }\n    }`;
  const location = `    "location": ${described("Region of the resources.", "string", '      "defaultValue": "[resourceGroup().location]",\n')}`;
  const asked = sources ? `,\n    "sourceAddressPrefixes": ${described(sourcesAsked, "array")}` : "";
  const head = `      "type": "${type}",\n      "apiVersion": "2024-05-01",\n      "name": "${name}",\n      "location": "[parameters('location')]",\n`;
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  return `{\n  "$schema": "${schema}",\n  "contentVersion": "1.0.0.0",\n  "parameters": {\n${location}${asked}\n  },\n  "resources": [\n    {\n${head}      "properties": {\n${properties.arm}      }\n    }\n  ]\n}\n`;
}

function terraform({ name, terraform: type, properties, sources }: Shape): string {
  const variable = (id: string, text: string, kind: string) =>
    `variable "${id}" {\n  description = "${text}"\n  type        = ${kind}\n}\n\n`;
  const asked = sources ? variable("source_address_prefixes", sourcesAsked, "list(string)") : "";
  const provider = `terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n      version = "~> 4.40"\n    }\n  }\n}\n\n`;
  const given = `${variable("location", "Region of the resources.", "string")}${variable("resource_group_name", "Resource group of the resources.", "string")}`;
  const body = `  name                = "${name}"\n  location            = var.location\n  resource_group_name = var.resource_group_name\n${properties.terraform}`;
  return `${provider}${given}${asked}resource "${type}" "main" {\n${body}}\n`;
}
