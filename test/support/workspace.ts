// A workspace with its stores in Bicep, to which a test adds what it is about.

interface Said {
  /** Properties of each, as they are written between braces. */
  readonly workspace?: string;
  readonly storage?: string;
  readonly vault?: string;
  /** Other resources. */
  readonly more?: string;
}

/** `storage`, `vault` and `workspace` are the symbols; their names are `st`, `kv` and `mlw`. */
export function workspaceWith({ workspace = "", storage = "", vault = "", more = "" }: Said): string {
  return `
resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st'
  location: 'eastus'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: { ${storage} }
}
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv'
  location: 'eastus'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'premium' }
    ${vault}
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {
    storageAccount: storage.id
    keyVault: vault.id
    ${workspace}
  }
}
${more}`;
}

/** The block of a workspace that is encrypted with a key; `vault` is an expression. */
export function encryption(key: string, vault = "vault.id", more = ""): string {
  return `encryption: { status: 'Enabled', keyVaultProperties: { keyVaultArmId: ${vault}, keyIdentifier: ${key} }${more && `, ${more}`} }`;
}
