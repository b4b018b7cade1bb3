import { block, identity, items, type ResourceMap, tracked, value } from "./table.ts";

const apiVersion = "2024-11-01";

const machine: ResourceMap = {
  arm: "Microsoft.Compute/virtualMachines",
  apiVersion,
  name: "name",
  fields: [
    ...tracked,
    identity,
    value("network_interface_ids", "properties.networkProfile.networkInterfaces", "ids"),
    value("size", "properties.hardwareProfile.vmSize"),
    block("os_disk", "properties.storageProfile.osDisk.managedDisk", [
      value("disk_encryption_set_id", "diskEncryptionSet.id"),
      value("storage_account_type", "storageAccountType"),
    ]),
  ],
  open: true,
};

export const compute: { readonly [type: string]: ResourceMap } = {
  azurerm_linux_virtual_machine: machine,
  azurerm_windows_virtual_machine: machine,
  azurerm_virtual_machine: machine,
  azurerm_disk_encryption_set: {
    arm: "Microsoft.Compute/diskEncryptionSets",
    apiVersion,
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("encryption_type", "properties.encryptionType"),
      value("key_vault_key_id", "properties.activeKey.keyUrl"),
      value("auto_key_rotation_enabled", "properties.rotationToLatestKeyVersionEnabled", "same", { default: false }),
    ],
    open: true,
  },
  azurerm_kubernetes_cluster: {
    arm: "Microsoft.ContainerService/managedClusters",
    apiVersion: "2025-05-01",
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("private_cluster_enabled", "properties.apiServerAccessProfile.enablePrivateCluster", "same", { default: false }),
      value("private_dns_zone_id", "properties.apiServerAccessProfile.privateDNSZone"),
      block("api_server_access_profile", "properties.apiServerAccessProfile", [value("authorized_ip_ranges", "authorizedIPRanges")]),
      value("disk_encryption_set_id", "properties.diskEncryptionSetID"),
      value("dns_prefix", "properties.dnsPrefix"),
      items("default_node_pool", "properties.agentPoolProfiles", [
        value("name", "name"),
        value("vm_size", "vmSize"),
        value("vnet_subnet_id", "vnetSubnetID"),
        value("node_public_ip_enabled", "enableNodePublicIP"),
        value("enable_node_public_ip", "enableNodePublicIP", "same", { majors: [3] }),
      ]),
      block("network_profile", "properties.networkProfile", [
        value("network_plugin", "networkPlugin"),
        value("outbound_type", "outboundType"),
        value("service_cidr", "serviceCidr"),
        value("dns_service_ip", "dnsServiceIP"),
        value("pod_cidr", "podCidr"),
      ]),
    ],
    open: true,
    computed: {
      "identity.0.principal_id": "identity.principalId",
      "kubelet_identity.0.object_id": "properties.identityProfile.kubeletidentity.objectId",
    },
  },
  azurerm_container_group: {
    arm: "Microsoft.ContainerInstance/containerGroups",
    apiVersion: "2023-05-01",
    name: "name",
    fields: [
      ...tracked,
      identity,
      value("ip_address_type", "properties.ipAddress.type", "same", { default: "Public" }),
      value("subnet_ids", "properties.subnetIds", "ids"),
      items("container", "properties.containers", [value("name", "name"), value("image", "properties.image")]),
      items("image_registry_credential", "properties.imageRegistryCredentials", [value("server", "server")]),
      value("key_vault_key_id", "properties.encryptionProperties.keyName", "keyName"),
      value("key_vault_key_id", "properties.encryptionProperties.vaultBaseUrl", "keyVaultUri"),
      value("key_vault_key_id", "properties.encryptionProperties.keyVersion", "keyVersion"),
    ],
    open: true,
  },
  azurerm_role_assignment: {
    arm: "Microsoft.Authorization/roleAssignments",
    apiVersion: "2022-04-01",
    name: "name",
    scope: "scope",
    fields: [
      value("role_definition_name", "properties.roleDefinitionId", "role"),
      value("role_definition_id", "properties.roleDefinitionId"),
      value("principal_id", "properties.principalId"),
      value("principal_type", "properties.principalType"),
      value("description", "properties.description"),
    ],
    ignored: ["condition", "condition_version", "skip_service_principal_aad_check", "delegated_managed_identity_resource_id"],
  },
  azurerm_resource_group: {
    arm: "Microsoft.Resources/resourceGroups",
    apiVersion: "2024-03-01",
    name: "name",
    fields: tracked,
    ignored: ["managed_by"],
  },
};
