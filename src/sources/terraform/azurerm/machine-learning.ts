import { block, identity, type ResourceMap, tracked, value } from "./table.ts";

const apiVersion = "2025-06-01";

const workspaceBase = [
  ...tracked,
  identity,
  value("description", "properties.description"),
  value("friendly_name", "properties.friendlyName"),
  value("application_insights_id", "properties.applicationInsights"),
  value("key_vault_id", "properties.keyVault"),
  value("storage_account_id", "properties.storageAccount"),
  value("container_registry_id", "properties.containerRegistry"),
  value("primary_user_assigned_identity", "properties.primaryUserAssignedIdentity"),
];

const encryption = block(
  "encryption",
  "properties.encryption",
  [
    value("key_vault_id", "keyVaultProperties.keyVaultArmId"),
    value("key_id", "keyVaultProperties.keyIdentifier"),
    value("user_assigned_identity_id", "identity.userAssignedIdentity"),
  ],
  { status: "Enabled" },
);

const managedNetwork = block("managed_network", "properties", [
  value("isolation_mode", "managedNetwork.isolationMode"),
  value("provision_on_creation_enabled", "provisionNetworkNow"),
]);

const managedWorkspace = { name: "name", parent: [{ argument: "workspace_id", by: "id" }], apiVersion } as const;

const compute = [
  ...tracked,
  identity,
  value("description", "properties.description"),
  value("local_auth_enabled", "properties.disableLocalAuth", "not", { default: true }),
  value("node_public_ip_enabled", "properties.properties.enableNodePublicIp", "same", { default: true }),
  value("subnet_resource_id", "properties.properties.subnet.id"),
];

const parent = [{ argument: "machine_learning_workspace_id", by: "id" }] as const;

export const machineLearning: { readonly [type: string]: ResourceMap } = {
  azurerm_machine_learning_workspace: {
    arm: "Microsoft.MachineLearningServices/workspaces",
    apiVersion,
    name: "name",
    fields: [
      ...workspaceBase,
      value("kind", "kind", "same", { default: "Default" }),
      value("sku_name", "sku.name", "same", { default: "Basic" }),
      value("public_network_access_enabled", "properties.publicNetworkAccess", "enabled", { default: true }),
      value("public_access_behind_virtual_network_enabled", "properties.allowPublicAccessWhenBehindVnet", "same", { majors: [3] }),
      value("high_business_impact", "properties.hbiWorkspace", "same", { default: false }),
      value("image_build_compute_name", "properties.imageBuildCompute"),
      value("v1_legacy_mode_enabled", "properties.v1LegacyMode", "same", { default: false }),
      value("service_side_encryption_enabled", "properties.enableServiceSideCMKEncryption", "same", { majors: [4, 5] }),
      value("storage_account_access_type", "properties.systemDatastoresAuthMode", "same", { majors: [4, 5] }),
      encryption,
      managedNetwork,
      block("serverless_compute", "properties.serverlessComputeSettings", [
        value("subnet_id", "serverlessComputeCustomSubnet"),
        value("public_ip_enabled", "serverlessComputeNoPublicIP", "not", { default: false }),
      ]),
    ],
    ignored: ["feature_store"],
    computed: {
      discovery_url: "properties.discoveryUrl",
      workspace_id: "properties.workspaceId",
      "identity.0.principal_id": "identity.principalId",
    },
  },
  azurerm_ai_foundry: {
    arm: "Microsoft.MachineLearningServices/workspaces",
    apiVersion,
    name: "name",
    fields: [
      ...workspaceBase,
      value("public_network_access", "properties.publicNetworkAccess", "same", { default: "Enabled" }),
      value("high_business_impact_enabled", "properties.hbiWorkspace"),
      encryption,
      managedNetwork,
    ],
    constants: { kind: "Hub" },
    computed: {
      "identity.0.principal_id": "identity.principalId",
      discovery_url: "properties.discoveryUrl",
      workspace_id: "properties.workspaceId",
    },
  },
  azurerm_ai_foundry_project: {
    arm: "Microsoft.MachineLearningServices/workspaces",
    apiVersion,
    name: "name",
    fields: [
      ...workspaceBase,
      value("ai_services_hub_id", "properties.hubResourceId"),
      value("high_business_impact_enabled", "properties.hbiWorkspace"),
    ],
    constants: { kind: "Project" },
    computed: { "identity.0.principal_id": "identity.principalId", project_id: "properties.workspaceId" },
  },
  azurerm_machine_learning_workspace_network_outbound_rule_fqdn: {
    arm: "Microsoft.MachineLearningServices/workspaces/outboundRules",
    ...managedWorkspace,
    fields: [value("destination_fqdn", "properties.destination")],
    constants: { "properties.type": "FQDN", "properties.category": "UserDefined" },
  },
  azurerm_machine_learning_workspace_network_outbound_rule_private_endpoint: {
    arm: "Microsoft.MachineLearningServices/workspaces/outboundRules",
    ...managedWorkspace,
    fields: [
      value("service_resource_id", "properties.destination.serviceResourceId"),
      value("sub_resource_target", "properties.destination.subresourceTarget"),
      value("spark_enabled", "properties.destination.sparkEnabled"),
    ],
    constants: { "properties.type": "PrivateEndpoint", "properties.category": "UserDefined" },
  },
  azurerm_machine_learning_workspace_network_outbound_rule_service_tag: {
    arm: "Microsoft.MachineLearningServices/workspaces/outboundRules",
    ...managedWorkspace,
    fields: [
      value("service_tag", "properties.destination.serviceTag"),
      value("protocol", "properties.destination.protocol"),
      value("port_ranges", "properties.destination.portRanges"),
    ],
    constants: { "properties.type": "ServiceTag", "properties.category": "UserDefined", "properties.destination.action": "Allow" },
  },
  azurerm_machine_learning_compute_cluster: {
    arm: "Microsoft.MachineLearningServices/workspaces/computes",
    apiVersion,
    name: "name",
    parent,
    fields: [
      ...compute,
      value("location", "properties.computeLocation"),
      value("vm_size", "properties.properties.vmSize"),
      value("vm_priority", "properties.properties.vmPriority"),
      value("ssh_public_access_enabled", "properties.properties.remoteLoginPortPublicAccess", "enabled", {
        default: { 4: false, 5: false },
      }),
      block("scale_settings", "properties.properties.scaleSettings", [
        value("min_node_count", "minNodeCount"),
        value("max_node_count", "maxNodeCount"),
        value("scale_down_nodes_after_idle_duration", "nodeIdleTimeBeforeScaleDown"),
      ]),
      block("ssh", "properties.properties.userAccountCredentials", [value("admin_username", "adminUserName")]),
    ],
    constants: { "properties.computeType": "AmlCompute" },
  },
  azurerm_machine_learning_compute_instance: {
    arm: "Microsoft.MachineLearningServices/workspaces/computes",
    apiVersion,
    name: "name",
    parent,
    fields: [
      ...compute,
      value("virtual_machine_size", "properties.properties.vmSize"),
      value("authorization_type", "properties.properties.computeInstanceAuthorizationType"),
      block("assign_to_user", "properties.properties.personalComputeInstanceSettings.assignedUser", [
        value("object_id", "objectId"),
        value("tenant_id", "tenantId"),
      ]),
      block("ssh", "properties.properties.sshSettings", [value("public_key", "adminPublicKey")], { sshPublicAccess: "Enabled" }),
    ],
    constants: { "properties.computeType": "ComputeInstance" },
  },
  azurerm_machine_learning_inference_cluster: {
    arm: "Microsoft.MachineLearningServices/workspaces/computes",
    apiVersion,
    name: "name",
    parent,
    fields: [
      ...tracked,
      identity,
      value("description", "properties.description"),
      value("location", "properties.computeLocation"),
      value("kubernetes_cluster_id", "properties.resourceId"),
      value("cluster_purpose", "properties.properties.clusterPurpose"),
    ],
    constants: { "properties.computeType": "AKS" },
    ignored: ["ssl"],
  },
  azurerm_machine_learning_synapse_spark: {
    arm: "Microsoft.MachineLearningServices/workspaces/computes",
    apiVersion,
    name: "name",
    parent,
    fields: [
      ...tracked,
      identity,
      value("synapse_spark_pool_id", "properties.resourceId"),
      value("local_auth_enabled", "properties.disableLocalAuth", "not", { default: true }),
    ],
    constants: { "properties.computeType": "SynapseSpark" },
  },
  azurerm_machine_learning_datastore_blobstorage: datastore("AzureBlob", "service_data_auth_identity"),
  azurerm_machine_learning_datastore_fileshare: datastore("AzureFile", "service_data_identity"),
  azurerm_machine_learning_datastore_datalake_gen2: datastore("AzureDataLakeGen2", "service_data_identity"),
};

function datastore(kind: string, identityArgument: string): ResourceMap {
  return {
    arm: "Microsoft.MachineLearningServices/workspaces/datastores",
    apiVersion,
    name: "name",
    parent: [{ argument: "workspace_id", by: "id" }],
    fields: [
      value(identityArgument, "properties.serviceDataAccessAuthIdentity", "same", { default: "None" }),
      value("storage_container_id", "properties.containerName"),
      value("storage_fileshare_id", "properties.fileShareName"),
    ],
    constants: { "properties.datastoreType": kind },
    ignored: [
      "description",
      "is_default",
      "account_key",
      "shared_access_signature",
      "tenant_id",
      "client_id",
      "client_secret",
      "authority_url",
      "tags",
    ],
  };
}
