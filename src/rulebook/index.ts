// The list of rules. Each line is one folder of `rules/`.
import type { Rule } from "../model/verdict.ts";
import { rule as addressRange } from "./rules/address-range/rule.ts";
import { rule as aksPrivate } from "./rules/aks-private/rule.ts";
import { rule as asymmetricRoute } from "./rules/asymmetric-route/rule.ts";
import { rule as bastionSubnet } from "./rules/bastion-subnet/rule.ts";
import { rule as cmkIdentity } from "./rules/cmk-identity/rule.ts";
import { rule as cmkKey } from "./rules/cmk-key/rule.ts";
import { rule as cmkSameSubscription } from "./rules/cmk-same-subscription/rule.ts";
import { rule as cmkServices } from "./rules/cmk-services/rule.ts";
import { rule as computeLocation } from "./rules/compute-location/rule.ts";
import { rule as computePublicIp } from "./rules/compute-public-ip/rule.ts";
import { rule as computeSubnet } from "./rules/compute-subnet/rule.ts";
import { rule as containerInstance } from "./rules/container-instance/rule.ts";
import { rule as dataExfiltration } from "./rules/data-exfiltration/rule.ts";
import { rule as datastoreIdentity } from "./rules/datastore-identity/rule.ts";
import { rule as diskCmk } from "./rules/disk-cmk/rule.ts";
import { rule as firewallBypassed } from "./rules/firewall-bypassed/rule.ts";
import { rule as inboundCompute } from "./rules/inbound-compute/rule.ts";
import { rule as invalidServiceTag } from "./rules/invalid-service-tag/rule.ts";
import { rule as jumpBoxPublicIp } from "./rules/jump-box-public-ip/rule.ts";
import { rule as keyVaultNetwork } from "./rules/key-vault-network/rule.ts";
import { rule as keyVaultPurgeProtection } from "./rules/key-vault-purge-protection/rule.ts";
import { rule as keyVaultSoftDelete } from "./rules/key-vault-soft-delete/rule.ts";
import { rule as logAnalyticsCmk } from "./rules/log-analytics-cmk/rule.ts";
import { rule as looseHostPattern } from "./rules/loose-host-pattern/rule.ts";
import { rule as noEgress } from "./rules/no-egress/rule.ts";
import { rule as outboundFqdn } from "./rules/outbound-fqdn/rule.ts";
import { rule as outboundServiceTag } from "./rules/outbound-service-tag/rule.ts";
import { rule as outboundUnrestricted } from "./rules/outbound-unrestricted/rule.ts";
import { rule as outdatedRequirement } from "./rules/outdated-requirement/rule.ts";
import { rule as overbroadRule } from "./rules/overbroad-rule/rule.ts";
import { rule as privateDnsLink } from "./rules/private-dns-link/rule.ts";
import { rule as privateDnsZone } from "./rules/private-dns-zone/rule.ts";
import { rule as privateDnsZoneGroup } from "./rules/private-dns-zone-group/rule.ts";
import { rule as privateEndpoint } from "./rules/private-endpoint/rule.ts";
import { rule as privateEndpointApproval } from "./rules/private-endpoint-approval/rule.ts";
import { rule as privateEndpointNetwork } from "./rules/private-endpoint-network/rule.ts";
import { rule as publicNetworkAccess } from "./rules/public-network-access/rule.ts";
import { rule as registryCmk } from "./rules/registry-cmk/rule.ts";
import { rule as registryImageBuild } from "./rules/registry-image-build/rule.ts";
import { rule as registrySku } from "./rules/registry-sku/rule.ts";
import { rule as resourceLogs } from "./rules/resource-logs/rule.ts";
import { rule as serviceTagPrefixesStale } from "./rules/service-tag-prefixes-stale/rule.ts";
import { rule as storageCmk } from "./rules/storage-cmk/rule.ts";
import { rule as storageInfrastructureEncryption } from "./rules/storage-infrastructure-encryption/rule.ts";
import { rule as storageIpRulesStudio } from "./rules/storage-ip-rules-studio/rule.ts";
import { rule as storageSecureTransfer } from "./rules/storage-secure-transfer/rule.ts";
import { rule as storageSharedKey } from "./rules/storage-shared-key/rule.ts";
import { rule as studioBlobReader } from "./rules/studio-blob-reader/rule.ts";
import { rule as studioEndpointReader } from "./rules/studio-endpoint-reader/rule.ts";
import { rule as subnetNetworkPolicies } from "./rules/subnet-network-policies/rule.ts";
import { rule as trustedServices } from "./rules/trusted-services/rule.ts";
import { rule as workspaceCmk } from "./rules/workspace-cmk/rule.ts";
import { rule as workspaceLegacyMode } from "./rules/workspace-legacy-mode/rule.ts";
import { rule as wrongCloudHost } from "./rules/wrong-cloud-host/rule.ts";

export const rules: readonly Rule[] = [
  addressRange,
  aksPrivate,
  asymmetricRoute,
  bastionSubnet,
  cmkIdentity,
  cmkKey,
  cmkSameSubscription,
  cmkServices,
  computeLocation,
  computePublicIp,
  computeSubnet,
  containerInstance,
  dataExfiltration,
  datastoreIdentity,
  diskCmk,
  firewallBypassed,
  inboundCompute,
  invalidServiceTag,
  jumpBoxPublicIp,
  keyVaultNetwork,
  keyVaultPurgeProtection,
  keyVaultSoftDelete,
  logAnalyticsCmk,
  looseHostPattern,
  noEgress,
  outboundFqdn,
  outboundServiceTag,
  outboundUnrestricted,
  outdatedRequirement,
  overbroadRule,
  privateDnsLink,
  privateDnsZone,
  privateDnsZoneGroup,
  privateEndpoint,
  privateEndpointApproval,
  privateEndpointNetwork,
  publicNetworkAccess,
  registryCmk,
  registryImageBuild,
  registrySku,
  resourceLogs,
  serviceTagPrefixesStale,
  storageCmk,
  storageInfrastructureEncryption,
  storageIpRulesStudio,
  storageSecureTransfer,
  storageSharedKey,
  studioBlobReader,
  studioEndpointReader,
  subnetNetworkPolicies,
  trustedServices,
  workspaceCmk,
  workspaceLegacyMode,
  wrongCloudHost,
];
