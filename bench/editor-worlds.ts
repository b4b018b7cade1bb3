// Folders of growing size that are typed into. Each holds the word `typed` once in the file where that is done.

export interface World {
  readonly files: ReadonlyMap<string, string>;
  /** The file that is typed into, in the name of a workspace. */
  readonly typed: string;
}

/** One template of a thousand lines: a workspace, its network, and as many storage accounts as fit; what is left are constants. */
export function longFile(language: "bicep" | "arm" | "terraform"): World {
  const { name, head, constant, rest } = long[language];
  const missing = 1001 - `${head}${rest}`.split("\n").length;
  const constants = Array.from({ length: Math.max(0, missing) }, (_, index) => constant(index));
  return { files: new Map([[name, [head, ...constants, rest].join("")]]), typed: name };
}

/** A template that calls 29 modules, 130 resources in all; the template is typed into. */
export function deployment(folder = ""): World {
  const files = new Map<string, string>();
  for (let module = 0; module < 29; module++) {
    const own = Array.from({ length: module < 9 ? 5 : 4 }, (_, index) => store(index, `\${prefix}${module}`)).join("");
    files.set(`${folder}module${module}.bicep`, `param prefix string\n${own}output id string = store0.id\n`);
  }
  const calls = Array.from(
    { length: 29 },
    (_, module) => `module m${module} 'module${module}.bicep' = {\n  name: 'm${module}'\n  params: {\n    prefix: prefix\n  }\n}\n`,
  );
  files.set(`${folder}main.bicep`, `param prefix string\n${network("typed")}${calls.join("")}`);
  return { files, typed: `${folder}main.bicep` };
}

/** As many files, ten to a folder: four templates of Bicep, two of ARM, three files of one Terraform module, one of other JSON. */
export function workspaceOf(size: number): World {
  const { files: first, typed } = deployment("typed/");
  const files = new Map(first);
  for (let folder = 0; files.size < size; folder++) {
    const put = (name: string, text: string) => {
      if (files.size < size) files.set(`team${folder % 40}/stack${folder}/${name}`, text);
    };
    for (let one = 0; one < 4; one++)
      put(`${one}.bicep`, `param prefix string\n${one === 0 ? network(`${folder}`) : ""}${store(one, stem)}`);
    put("azure.json", arm(folder));
    put("more.json", arm(folder + 1));
    put("main.tf", terraform(folder));
    put("variables.tf", 'variable "prefix" {\n  type = string\n}\n');
    put("outputs.tf", 'output "id" {\n  value = azurerm_storage_account.store.id\n}\n');
    put("package.json", `{ "name": "stack${folder}" }\n`);
  }
  return { files, typed };
}

/** How Bicep and Terraform write a name into a text. */
const stem = `\${prefix}`;

function store(index: number, stem: string): string {
  return `resource store${index} 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${stem}${index}'
  location: resourceGroup().location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    publicNetworkAccess: 'Disabled'
    networkAcls: {
      defaultAction: 'Deny'
    }
  }
}
`;
}

function network(name: string): string {
  return `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-of-it'
  location: resourceGroup().location
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      { name: 'training', properties: { addressPrefix: '10.0.1.0/24' } }
    ]
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw-${name}'
  location: resourceGroup().location
  identity: { type: 'SystemAssigned' }
  properties: {
    publicNetworkAccess: 'Enabled'
  }
}
`;
}

function arm(index: number): string {
  return `${JSON.stringify({ ...armHead, resources: [armStore(index)] }, undefined, 2)}\n`;
}

const armHead = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { prefix: { type: "string" } },
};

function armStore(index: number) {
  return {
    type: "Microsoft.Storage/storageAccounts",
    apiVersion: "2023-05-01",
    name: `[format('{0}${index}', parameters('prefix'))]`,
    location: "[resourceGroup().location]",
    sku: { name: "Standard_LRS" },
    kind: "StorageV2",
    properties: { publicNetworkAccess: "Disabled" },
  };
}

const armNetwork = [
  {
    type: "Microsoft.Network/virtualNetworks",
    apiVersion: "2024-05-01",
    name: "vnet-of-it",
    location: "[resourceGroup().location]",
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "training", properties: { addressPrefix: "10.0.1.0/24" } }],
    },
  },
  {
    type: "Microsoft.MachineLearningServices/workspaces",
    apiVersion: "2024-10-01",
    name: "mlw-typed",
    location: "[resourceGroup().location]",
    identity: { type: "SystemAssigned" },
    properties: { publicNetworkAccess: "Enabled" },
  },
];

function terraform(index: number, name = "store"): string {
  return `resource "azurerm_storage_account" "${name}" {
  name                          = "\${var.prefix}${index}"
  location                      = "eastus"
  resource_group_name           = "rg"
  account_tier                  = "Standard"
  account_replication_type      = "LRS"
  public_network_access_enabled = false
}
`;
}

const terraformNetwork = `resource "azurerm_virtual_network" "network" {
  name                = "vnet-of-it"
  location            = "eastus"
  resource_group_name = "rg"
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "training" {
  name                 = "training"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.network.name
  address_prefixes     = ["10.0.1.0/24"]
}
resource "azurerm_machine_learning_workspace" "workspace" {
  name                          = "mlw-typed"
  location                      = "eastus"
  resource_group_name           = "rg"
  application_insights_id       = "unknown"
  key_vault_id                  = "unknown"
  storage_account_id            = azurerm_storage_account.store0.id
  public_network_access_enabled = true
  identity {
    type = "SystemAssigned"
  }
}
`;

interface Long {
  readonly name: string;
  readonly head: string;
  constant(index: number): string;
  readonly rest: string;
}

const many = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, index) => one(index)).join("");

const long: Readonly<Record<"bicep" | "arm" | "terraform", Long>> = {
  bicep: {
    name: "main.bicep",
    head: "param prefix string\n",
    constant: (index) => `var constant${index} = ${index}\n`,
    rest: network("typed") + many(70, (index) => store(index, stem)),
  },
  arm: {
    name: "main.json",
    head: `${JSON.stringify(armHead, undefined, 2).slice(0, -2)},\n  "variables": {\n    "first": 0`,
    constant: (index) => `,\n    "constant${index}": ${index}`,
    rest: `\n  },\n  "resources": ${JSON.stringify([...armNetwork, ...Array.from({ length: 60 }, (_, index) => armStore(index))], undefined, 2)}\n}\n`,
  },
  terraform: {
    name: "main.tf",
    head: 'variable "prefix" {\n  type = string\n}\nlocals {\n',
    constant: (index) => `  constant${index} = ${index}\n`,
    rest: `}\n${terraformNetwork}${many(115, (index) => terraform(index, `store${index}`))}`,
  },
};
