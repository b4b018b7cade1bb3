// The few lines that a scaffold grows from, in each language: what is to be filled, and what the person gives.

export type Grown = "bicep" | "arm" | "terraform";

/** What a scaffold fills. */
export type Seeded = (typeof seededThings)[number];
export const seededThings = [
  "firewall-policy",
  "network-security-group",
  "route-table",
  "private-endpoints",
  "customer-managed-keys",
] as const;

interface Shape {
  readonly type: string;
  readonly symbol: string;
  /** A name, or the parameter that gives it. */
  readonly name: string | { readonly asked: string };
  readonly apiVersion?: string;
  readonly terraform: string;
  /** The resource's properties in Bicep, ARM and Terraform, two levels in. */
  readonly properties: { readonly bicep: string; readonly arm: string; readonly terraform: string };
  /** Parameters without a default: name in Bicep and ARM, description. */
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly name: string;
  readonly text: string;
  readonly many?: boolean;
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
    asked: [{ name: "sourceAddressPrefixes", text: "Address prefixes of the subnets that hold computes.", many: true }],
  },
  "network-security-group": {
    type: "Microsoft.Network/networkSecurityGroups",
    symbol: "securityGroup",
    name: "aml-nsg",
    terraform: "azurerm_network_security_group",
    properties: { bicep: "    securityRules: []\n", arm: '        "securityRules": []\n', terraform: "" },
    asked: [],
  },
  "route-table": {
    type: "Microsoft.Network/routeTables",
    symbol: "routes",
    name: "aml-routes",
    terraform: "azurerm_route_table",
    properties: { bicep: "    routes: []\n", arm: '        "routes": []\n', terraform: "" },
    asked: [],
  },
  "private-endpoints": {
    type: "Microsoft.Network/privateEndpoints",
    symbol: "workspaceEndpoint",
    name: "aml-pe-workspace",
    terraform: "azurerm_private_endpoint",
    properties: {
      bicep:
        "    subnet: {\n      id: privateEndpointSubnetId\n    }\n    privateLinkServiceConnections: [\n      {\n        name: 'workspace'\n        properties: {\n          privateLinkServiceId: workspaceId\n          groupIds: ['amlworkspace']\n        }\n      }\n    ]\n",
      arm: `        "subnet": {\n          "id": "[parameters('privateEndpointSubnetId')]"\n        },\n        "privateLinkServiceConnections": [\n          {\n            "name": "workspace",\n            "properties": {\n              "privateLinkServiceId": "[parameters('workspaceId')]",\n              "groupIds": ["amlworkspace"]\n            }\n          }\n        ]\n`,
      terraform:
        '  subnet_id           = var.private_endpoint_subnet_id\n\n  private_service_connection {\n    name                           = "workspace"\n    private_connection_resource_id = var.workspace_id\n    subresource_names              = ["amlworkspace"]\n    is_manual_connection           = false\n  }\n',
    },
    asked: [
      { name: "privateEndpointSubnetId", text: "Id of the subnet for private endpoints." },
      { name: "workspaceId", text: "Id of the Azure Machine Learning workspace." },
    ],
  },
  "customer-managed-keys": {
    type: "Microsoft.KeyVault/vaults",
    apiVersion: "2023-07-01",
    symbol: "vault",
    name: { asked: "keyVaultName" },
    terraform: "azurerm_key_vault",
    properties: {
      bicep:
        "    tenantId: subscription().tenantId\n    sku: {\n      family: 'A'\n      name: 'premium'\n    }\n    enableRbacAuthorization: true\n    enableSoftDelete: true\n    enablePurgeProtection: true\n    publicNetworkAccess: 'Disabled'\n    networkAcls: {\n      defaultAction: 'Deny'\n      bypass: 'AzureServices'\n    }\n",
      arm: '        "tenantId": "[subscription().tenantId]",\n        "sku": {\n          "family": "A",\n          "name": "premium"\n        },\n        "enableRbacAuthorization": true,\n        "enableSoftDelete": true,\n        "enablePurgeProtection": true,\n        "publicNetworkAccess": "Disabled",\n        "networkAcls": {\n          "defaultAction": "Deny",\n          "bypass": "AzureServices"\n        }\n',
      terraform:
        '  tenant_id           = var.tenant_id\n  sku_name            = "premium"\n\n  rbac_authorization_enabled    = true\n  purge_protection_enabled      = true\n  public_network_access_enabled = false\n\n  network_acls {\n    default_action = "Deny"\n    bypass         = "AzureServices"\n  }\n',
    },
    asked: [
      { name: "keyVaultName", text: "Name of the key vault for customer-managed keys: 3 to 24 letters and digits, unique in Azure." },
    ],
  },
};

/** The seed's text. */
export function seed(what: Seeded, language: Grown): string {
  const shape = shapes[what];
  if (language === "bicep") return bicep(shape);
  return language === "arm" ? arm(shape) : terraform(shape);
}

export function typeOf(what: Seeded): string {
  return shapes[what].type;
}

function bicep({ type, symbol, name, properties, asked, apiVersion = usualVersion }: Shape): string {
  const given = asked.map((one) => `@description('${one.text}')\nparam ${one.name} ${one.many ? "array" : "string"}\n\n`).join("");
  const named = typeof name === "string" ? `'${name}'` : name.asked;
  const resource = `resource ${symbol} '${type}@${apiVersion}' = {\n  name: ${named}\n  location: location\n  properties: {\n${properties.bicep}  }\n}\n`;
  return `@description('Region of the resources.')\nparam location string = resourceGroup().location\n\n${given}${resource}`;
}

const usualVersion = "2024-05-01";

function arm({ type, name, properties, asked, apiVersion = usualVersion }: Shape): string {
  const described = (text: string, kind: string, more = "") =>
    `{\n      "type": "${kind}",\n${more}      "metadata": {\n        "description": "${text}"\n      }\n    }`;
  const location = `    "location": ${described("Region of the resources.", "string", '      "defaultValue": "[resourceGroup().location]",\n')}`;
  const given = asked.map((one) => `,\n    "${one.name}": ${described(one.text, one.many ? "array" : "string")}`).join("");
  const named = typeof name === "string" ? name : `[parameters('${name.asked}')]`;
  const head = `      "type": "${type}",\n      "apiVersion": "${apiVersion}",\n      "name": "${named}",\n      "location": "[parameters('location')]",\n`;
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  return `{\n  "$schema": "${schema}",\n  "contentVersion": "1.0.0.0",\n  "parameters": {\n${location}${given}\n  },\n  "resources": [\n    {\n${head}      "properties": {\n${properties.arm}      }\n    }\n  ]\n}\n`;
}

function terraform({ name, terraform: type, properties, asked }: Shape): string {
  const variable = (id: string, text: string, kind: string) =>
    `variable "${id}" {\n  description = "${text}"\n  type        = ${kind}\n}\n\n`;
  const provider = `terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n      version = "~> 4.40"\n    }\n  }\n}\n\n`;
  const tenant = properties.terraform.includes("var.tenant_id") ? variable("tenant_id", "Id of the tenant.", "string") : "";
  const given = asked.map((one) => variable(snake(one.name), one.text, one.many ? "list(string)" : "string")).join("");
  const shared = `${variable("location", "Region of the resources.", "string")}${variable("resource_group_name", "Resource group of the resources.", "string")}`;
  const named = typeof name === "string" ? `"${name}"` : `var.${snake(name.asked)}`;
  const body = `  name                = ${named}\n  location            = var.location\n  resource_group_name = var.resource_group_name\n${properties.terraform}`;
  return `${provider}${shared}${tenant}${given}resource "${type}" "main" {\n${body}}\n`;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
