// The table of features: what each is, whether it is on when nobody says, and what in a deployment turns it on.
import type { Graph } from "../../model/graph.ts";
import type { Evidence } from "../../model/scenario.ts";
import {
  computesOf,
  endpointFor,
  hasProperty,
  hasType,
  image,
  jumpBox,
  nodesWith,
  oneOf,
  publicStorage,
  routedToAppliance,
  rstudioInstance,
  unresolvedRegistry,
} from "./evidence.ts";
import { firewallBeforeStorage } from "./storage-path.ts";

export interface Feature {
  /** As rows name it in `when` and configuration in `features`. */
  readonly name: string;
  /** As it stands in the middle of a sentence. */
  readonly title: string;
  /** Where neither configuration nor the deployment says. */
  readonly default: boolean;
  /** What turns it on, in words; a page is made of it. */
  readonly turnsOn: string;
  readonly evidence?: (graph: Graph) => Evidence | undefined;
  /** Other features that are on with it. */
  readonly brings?: readonly string[];
}

const workspace = "Microsoft.MachineLearningServices/workspaces";
const storageAccount = "Microsoft.Storage/storageAccounts";
const onlyConfigured = "Only configuration: nothing in a deployment tells.";

export const features: readonly Feature[] = [
  {
    name: "computeInstance",
    title: "compute instances",
    default: false,
    turnsOn: "A compute of type 'ComputeInstance'.",
    evidence: computesOf("ComputeInstance"),
  },
  {
    name: "computeCluster",
    title: "compute clusters",
    default: false,
    turnsOn: "A compute of type 'AmlCompute'.",
    evidence: computesOf("AmlCompute"),
  },
  {
    name: "serverlessCompute",
    title: "serverless compute in a subnet of the network",
    default: false,
    turnsOn: "A workspace with 'serverlessComputeSettings.serverlessComputeCustomSubnet'.",
    evidence: hasProperty(workspace, ["properties", "serverlessComputeSettings", "serverlessComputeCustomSubnet"]),
  },
  {
    name: "computePublicIp",
    title: "computes whose nodes have public addresses",
    default: false,
    turnsOn: "A compute outside a managed network with 'enableNodePublicIp' true or not written, which is the same.",
    evidence: nodesWith("public"),
  },
  {
    name: "noPublicIp",
    title: "computes whose nodes have no public addresses",
    default: false,
    turnsOn: "A compute with 'enableNodePublicIp' false, or serverless compute without public addresses.",
    evidence: nodesWith("private"),
  },
  {
    name: "attachedMachine",
    title: "attached virtual machines or HDInsight clusters",
    default: false,
    turnsOn: "A compute of type 'VirtualMachine' or 'HDInsight'.",
    evidence: computesOf("VirtualMachine", "HDInsight"),
  },
  {
    name: "managedNetwork",
    title: "a network managed by the workspace",
    default: false,
    turnsOn: "A workspace whose 'managedNetwork.isolationMode' is not 'Disabled'.",
    evidence: oneOf(workspace, ["properties", "managedNetwork", "isolationMode"], ["AllowInternetOutbound", "AllowOnlyApprovedOutbound"]),
  },
  {
    name: "managedNetworkApprovedOnly",
    title: "a managed network that lets out only what is approved",
    default: false,
    turnsOn: "A workspace whose 'managedNetwork.isolationMode' is 'AllowOnlyApprovedOutbound'.",
    evidence: oneOf(workspace, ["properties", "managedNetwork", "isolationMode"], ["AllowOnlyApprovedOutbound"]),
    brings: ["managedNetwork"],
  },
  {
    name: "privateEndpoints",
    title: "private endpoints",
    default: false,
    turnsOn: "A private endpoint.",
    evidence: hasType("Microsoft.Network/privateEndpoints"),
  },
  {
    name: "firewall",
    title: "a firewall or other appliance on the way out",
    default: false,
    turnsOn: "An Azure Firewall, a firewall policy, or a route for 0.0.0.0/0 to a virtual appliance.",
    evidence: (graph) =>
      hasType("Microsoft.Network/azureFirewalls", "Microsoft.Network/firewallPolicies")(graph) ?? routedToAppliance(graph),
  },
  {
    name: "firewallBeforeStorage",
    title: "a firewall between the computes and the storage private endpoints",
    default: false,
    turnsOn:
      "A route of a compute's subnet to a virtual appliance that goes before the straight way to a private endpoint for 'blob', 'file' or 'dfs': a host route, or one within the network to a subnet whose 'privateEndpointNetworkPolicies' apply to routes.",
    evidence: firewallBeforeStorage,
  },
  {
    name: "serviceEndpointPolicy",
    title: "a service endpoint policy that names the storage accounts",
    default: false,
    turnsOn: "A service endpoint policy.",
    evidence: hasType("Microsoft.Network/serviceEndpointPolicies"),
  },
  {
    name: "customDns",
    title: "DNS servers of one's own",
    default: false,
    turnsOn: "A virtual network with 'dhcpOptions.dnsServers'.",
    evidence: hasProperty("Microsoft.Network/virtualNetworks", ["properties", "dhcpOptions", "dnsServers", 0]),
  },
  {
    name: "clientsInside",
    title: "people who work with studio and the portal from inside the network",
    default: false,
    turnsOn: "A private endpoint of the workspace, where a Bastion host and a virtual machine are declared too.",
    evidence: jumpBox,
  },
  {
    name: "publicStorage",
    title: "a storage account that is reached at its public hosts",
    default: false,
    turnsOn: "A storage account, where no private endpoint for 'blob' or 'file' is declared and nothing is hidden.",
    evidence: publicStorage,
  },
  {
    name: "highBusinessImpact",
    title: "a workspace of high business impact",
    default: false,
    turnsOn: "A workspace with 'hbiWorkspace' true.",
    evidence: oneOf(workspace, ["properties", "hbiWorkspace"], ["true"]),
  },
  {
    name: "customerManagedKey",
    title: "a workspace encrypted with a key of the customer",
    default: false,
    turnsOn: "A workspace whose 'encryption.status' is 'Enabled'.",
    evidence: oneOf(workspace, ["properties", "encryption", "status"], ["Enabled"]),
  },
  {
    name: "defaultImages",
    title: "Microsoft's default images with user-managed dependencies",
    default: true,
    turnsOn: "On by default.",
  },
  {
    name: "customImages",
    title: "custom Docker images",
    default: false,
    turnsOn: "An environment of the workspace with an image or a build of its own.",
    evidence: image(/./),
  },
  {
    name: "imageBuildCompute",
    title: "a compute cluster that builds images",
    default: false,
    turnsOn: "A workspace with 'imageBuildCompute'.",
    evidence: hasProperty(workspace, ["properties", "imageBuildCompute"]),
  },
  {
    name: "publicContainerRegistry",
    title: "endpoints or clusters that pull from the registry's public address",
    default: false,
    turnsOn: "An online endpoint or an attached Kubernetes cluster, and a container registry to which no private endpoint is declared.",
    evidence: unresolvedRegistry,
  },
  {
    name: "machineLearningRegistry",
    title: "a machine learning registry",
    default: false,
    turnsOn: "A resource of type 'Microsoft.MachineLearningServices/registries', or a private endpoint for 'amlregistry'.",
    evidence: (graph) => hasType("Microsoft.MachineLearningServices/registries")(graph) ?? endpointFor("amlregistry")(graph),
  },
  {
    name: "kubernetes",
    title: "an attached Kubernetes cluster",
    default: false,
    turnsOn: "A compute of type 'Kubernetes' or 'AKS'.",
    evidence: computesOf("Kubernetes", "AKS"),
  },
  {
    name: "aks",
    title: "an attached Azure Kubernetes Service cluster",
    default: false,
    turnsOn: "A compute of type 'AKS'.",
    evidence: computesOf("AKS"),
    brings: ["kubernetes"],
  },
  {
    name: "kubernetesTraining",
    title: "training jobs on attached Kubernetes clusters",
    default: true,
    turnsOn: "On by default; asked for only where a Kubernetes cluster is attached.",
  },
  {
    name: "onlineEndpoints",
    title: "online endpoints",
    default: false,
    turnsOn: "An online endpoint of the workspace.",
    evidence: hasType(`${workspace}/onlineEndpoints`),
  },
  {
    name: "batchEndpoints",
    title: "batch endpoints or ParallelRunStep",
    default: false,
    turnsOn: "A batch endpoint of the workspace.",
    evidence: hasType(`${workspace}/batchEndpoints`),
  },
  {
    name: "dataLake",
    title: "Data Lake Storage",
    default: false,
    turnsOn: "A storage account with 'isHnsEnabled' true, or a datastore of type 'AzureDataLakeGen2'.",
    evidence: (graph) =>
      oneOf(storageAccount, ["properties", "isHnsEnabled"], ["true"])(graph) ??
      oneOf(`${workspace}/datastores`, ["properties", "datastoreType"], ["AzureDataLakeGen2"])(graph),
  },
  {
    name: "monitorPrivateLink",
    title: "Azure Monitor behind a private link scope",
    default: false,
    turnsOn: "A private link scope of Azure Monitor, or a private endpoint for 'azuremonitor'.",
    evidence: (graph) => hasType("Microsoft.Insights/privateLinkScopes")(graph) ?? endpointFor("azuremonitor")(graph),
  },
  {
    name: "supportDiagnostics",
    title: "diagnostics gathered with Microsoft support",
    default: false,
    turnsOn: onlyConfigured,
  },
  { name: "automl", title: "automated machine learning for text and images", default: false, turnsOn: onlyConfigured },
  { name: "python", title: "Python packages from the public indexes", default: true, turnsOn: "On by default." },
  { name: "pythonIndex", title: "a pip index set by the user", default: false, turnsOn: onlyConfigured },
  {
    name: "pytorch",
    title: "PyTorch",
    default: false,
    turnsOn: "An environment whose image has 'pytorch' in its name.",
    evidence: image(/pytorch/i),
  },
  {
    name: "tensorflow",
    title: "TensorFlow",
    default: false,
    turnsOn: "An environment whose image has 'tensorflow' in its name.",
    evidence: image(/tensorflow/i),
  },
  { name: "r", title: "R packages", default: false, turnsOn: onlyConfigured },
  {
    name: "rstudio",
    title: "RStudio on compute instances",
    default: false,
    turnsOn: "A compute instance with a custom application whose image has 'rstudio' or 'ghcr.io/azure/rocker' in its name.",
    evidence: rstudioInstance,
  },
  { name: "huggingFace", title: "models of Hugging Face", default: false, turnsOn: onlyConfigured },
  { name: "vscode", title: "Visual Studio Code with compute instances", default: false, turnsOn: onlyConfigured },
  { name: "vscodeWeb", title: "Visual Studio Code for the Web", default: false, turnsOn: onlyConfigured, brings: ["vscode"] },
  { name: "vscodeDesktop", title: "Visual Studio Code for the desktop", default: false, turnsOn: onlyConfigured, brings: ["vscode"] },
  { name: "interactiveJobs", title: "interactive jobs", default: false, turnsOn: onlyConfigured },
];
