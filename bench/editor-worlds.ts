// Folders of growing size that are typed into. Each holds the word `typed` once in the file where that is done.

interface World {
  readonly files: ReadonlyMap<string, string>;
  readonly typed: string;
}

/** One template of a thousand lines. */
export function longFile(): World {
  const text = `// typed\n${network(0)}${Array.from({ length: 70 }, (_, index) => store(index, stem)).join("")}`;
  const lines = `param prefix string\n${text}`.split("\n");
  const whole = [...lines, ...Array.from({ length: Math.max(0, 1000 - lines.length) }, (_, index) => `var unused${index} = ${index}`)];
  return { files: new Map([["main.bicep", `${whole.join("\n")}\n`]]), typed: "main.bicep" };
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
  files.set(`${folder}main.bicep`, `// typed\nparam prefix string\n${network(0)}${calls.join("")}`);
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
    for (let one = 0; one < 4; one++) put(`${one}.bicep`, `param prefix string\n${one === 0 ? network(folder) : ""}${store(one, stem)}`);
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

function network(index: number): string {
  return `resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${index}'
  location: resourceGroup().location
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      { name: 'training', properties: { addressPrefix: '10.0.1.0/24' } }
    ]
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw-${index}'
  location: resourceGroup().location
  identity: { type: 'SystemAssigned' }
  properties: {
    publicNetworkAccess: 'Enabled'
  }
}
`;
}

function arm(index: number): string {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { prefix: { type: "string" } },
    resources: [
      {
        type: "Microsoft.Storage/storageAccounts",
        apiVersion: "2023-05-01",
        name: `[format('{0}${index}', parameters('prefix'))]`,
        location: "[resourceGroup().location]",
        sku: { name: "Standard_LRS" },
        kind: "StorageV2",
        properties: { publicNetworkAccess: "Disabled" },
      },
    ],
  };
  return `${JSON.stringify(template, undefined, 2)}\n`;
}

function terraform(index: number): string {
  return `resource "azurerm_storage_account" "store" {
  name                          = "\${var.prefix}${index}"
  location                      = "eastus"
  resource_group_name           = "rg"
  account_tier                  = "Standard"
  account_replication_type      = "LRS"
  public_network_access_enabled = false
}
`;
}
