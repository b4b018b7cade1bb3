// The vault of the key is in another subscription than the workspace.
targetScope = 'subscription'

module workspace 'unmet-workspace.bicep' = {
  name: 'workspace'
  scope: resourceGroup('22222222-2222-2222-2222-222222222222', 'rg-ml')
}
