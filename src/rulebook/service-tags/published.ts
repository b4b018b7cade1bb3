// Which service tags exist in which cloud and region: from the files that Microsoft publishes. Written by `scripts/service-tags.ts`.

export interface PublishedTags {
  readonly changeNumber: number;
  /** Day or month of publication. */
  readonly published: string;
  /** Regions, lower case, separated by blanks. */
  readonly regions: string;
  /** Tags without regional forms, as Microsoft writes them. */
  readonly global: string;
  /** Tags that have regional forms, and the regions that they have them in. */
  readonly regional: readonly { readonly tags: string; readonly regions: string }[];
}

export const publishedTags: { readonly [cloud in "public" | "usgov"]: PublishedTags } = {
  public: {
    changeNumber: 376,
    published: "2025-11-17",
    regions:
      "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilne brazilse brazilsouth brazilsoutheast canadacentral canadaeast centralfrance centralindia centralus centraluseuap chilec chilecentral eastasia eastus eastus2 eastus2euap eastus2stage eastusstg francecentral francesouth germanyn germanynorth germanywc germanywestcentral indonesiacentral israelcentral israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northcentralusstage northeurope northeurope2 norwaye norwayeast norwayw norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralus2 southcentralusstg southeastasia southeastus southeastus3 southfrance southindia spaincentral swedencentral swedensouth switzerlandn switzerlandnorth switzerlandw switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest usstagec usstagee westcentralus westeurope westindia westus westus2 westus3",
    global:
      "AppConfiguration ApplicationInsightsAvailability AutonomousDevelopmentPlatform AzureActiveDirectory AzureActiveDirectory.ServiceEndpoint AzureActiveDirectoryDomainServices AzureAdvancedThreatProtection AzureDatabricks AzureDeviceUpdate AzureFrontDoor.Backend AzureFrontDoor.FirstParty AzureFrontDoor.Frontend AzureFrontDoor.MicrosoftSecurity AzureHealthcareAPIs AzureInformationProtection AzureLoadTestingInstanceManagement AzureMachineLearningInference AzureManagedGrafana AzureMonitor.Core AzureMonitorForSAP AzureSentinel AzureSiteRecovery AzureSphere AzureSpringCloud AzureStack AzureTrafficManager AzureWebPubSub ChaosStudio CognitiveServicesFrontend CognitiveServicesManagement DataFactoryManagement Dynamics365BusinessCentral EOPExternalPublishedIPs Grafana GuestAndHybridManagement KustoAnalytics LogicAppsManagement M365ManagementActivityApi M365ManagementActivityApiWebhook Marketplace MicrosoftAzureFluidRelay MicrosoftDefenderForEndpoint MicrosoftPurviewPolicyDistribution OneDsCollector Scuba SecurityCopilot SerialConsole SqlManagement StorageMover VideoIndexer WindowsAdminCenter",
    regional: [
      {
        tags: "ActionGroup ApiManagement AppService AppServiceManagement AzureArcInfrastructure AzureAttestation AzureBackup AzureBotService AzureCognitiveSearch AzureConnectors AzureContainerRegistry AzureCosmosDB AzureDigitalTwins AzureEventGrid AzureKeyVault AzureMachineLearning AzureMonitor AzurePortal AzureResourceManager BatchNodeManagement EventHub GatewayManager HDInsight LogicApps MicrosoftContainerRegistry PowerQueryOnline ServiceBus ServiceFabric StorageSyncService",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralus2 southcentralusstg southeastasia southeastus southeastus3 southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "AzureCloud",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilne brazilse brazilsouth canadacentral canadaeast centralfrance centralindia centralus centraluseuap chilec eastasia eastus eastus2 eastus2euap germanyn germanywc indonesiacentral israelcentral israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope northeurope2 norwaye norwayw polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralus2 southeastasia southeastus southeastus3 southfrance southindia spaincentral swedencentral swedensouth switzerlandn switzerlandw taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest usstagec usstagee westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "AzureDataExplorerManagement DataFactory PowerBI",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralus2 southeastasia southeastus southeastus3 southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      { tags: "AzureDataLake", regions: "australiasoutheast centralus eastus2 northeurope southeastasia westeurope" },
      {
        tags: "AzureDevOps",
        regions:
          "australiaeast australiasoutheast brazilsouth canadacentral centralindia centralus centraluseuap eastasia eastus eastus2 eastus2euap northcentralus northeurope southcentralus southeastasia southindia swedencentral uaenorth uksouth westcentralus westeurope westus westus2 westus3",
      },
      {
        tags: "AzureDevSpaces",
        regions:
          "australiaeast australiasoutheast canadacentral canadaeast centralus eastasia eastus eastus2 eastus2euap japaneast northeurope southcentralus southeastasia uksouth westcentralus westeurope westus westus2",
      },
      {
        tags: "AzureIoTHub",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralusstg southeastasia southeastus southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "AzureOpenDatasets",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus centraluseuap eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral japaneast japanwest jioindiacentral koreacentral koreasouth northcentralus northeurope norwayeast norwaywest southafricanorth southafricawest southcentralus southcentralusstg southeastasia southindia swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "AzureSecurityCenter SCCservice",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth northcentralus northeurope norwayeast norwaywest southafricanorth southafricawest southcentralus southcentralusstg southeastasia southindia swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "AzureSignalR",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralusstg southeastasia southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "AzureUpdateDelivery",
        regions: "centralus eastasia eastus eastus2 northeurope southcentralus westcentralus westeurope westus2",
      },
      {
        tags: "Dynamics365ForMarketingEmail",
        regions:
          "australiasoutheast brazilsouth canadacentral centralindia eastasia eastus francecentral japaneast northeurope southafricanorth switzerlandnorth uaenorth uksouth westus2",
      },
      {
        tags: "MicrosoftCloudAppSecurity",
        regions:
          "australiaeast australiasoutheast brazilsouth canadacentral canadaeast centralindia centralus centraluseuap eastasia eastus eastus2 eastus2euap francecentral francesouth germanywestcentral japaneast northeurope southcentralus southeastasia uksouth ukwest westcentralus westeurope westus westus2 westus3",
      },
      {
        tags: "PowerPlatformInfra",
        regions:
          "australiaeast australiasoutheast brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus eastasia eastus eastus2 francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest koreacentral koreasouth newzealandnorth northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia spaincentral swedencentral switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westus westus2",
      },
      {
        tags: "PowerPlatformPlex",
        regions:
          "australiaeast australiasoutheast brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus eastasia eastus eastus2 francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest koreacentral koreasouth newzealandnorth northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia spaincentral swedencentral switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest westeurope westus",
      },
      {
        tags: "Sql Storage",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral eastasia eastus eastus2 eastus2euap eastus2stage eastusstg francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northcentralusstage northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralus2 southcentralusstg southeastasia southeastus southeastus3 southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
      {
        tags: "WindowsVirtualDesktop",
        regions:
          "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus centraluseuap chilecentral eastasia eastus eastus2 eastus2euap eastusstg francecentral francesouth germanynorth germanywestcentral indonesiacentral israelcentral israelnorthwest italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southcentralus southcentralusstg southeastasia southindia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest taiwannorth taiwannorthwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3",
      },
    ],
  },
  usgov: {
    changeNumber: 401,
    published: "2026-07",
    regions: "usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia",
    global:
      "AppConfiguration ApplicationInsightsAvailability AzureActiveDirectory AzureActiveDirectory.ServiceEndpoint AzureActiveDirectoryDomainServices AzureAdvancedThreatProtection AzureDatabricks AzureFrontDoor.Backend AzureFrontDoor.Frontend AzureFrontDoor.MicrosoftSecurity AzureHealthcareAPIs AzureInformationProtection AzureMachineLearningInference AzureManagedGrafana AzureMonitor.Core AzureMonitorForSAP AzurePortal.AzureAppServiceUx AzureSentinel AzureSiteRecovery AzureSpringCloud AzureStack AzureTrafficManager AzureWebPubSub CognitiveServicesFrontend CognitiveServicesManagement DataFactoryManagement EOPExternalPublishedIPs GuestAndHybridManagement KustoAnalytics LogicAppsManagement M365ManagementActivityApi M365ManagementActivityApiWebhook Marketplace MicrosoftAzureFluidRelay MicrosoftDefenderForEndpoint MicrosoftPurviewPolicyDistribution OneDsCollector Scuba SerialConsole SqlManagement StorageMover SystemServiceAzureSpringAppsResourceProvider VideoIndexer WindowsAdminCenter",
    regional: [
      {
        tags: "ActionGroup ApiManagement AppService AppServiceManagement AzureArcInfrastructure AzureAttestation AzureBackup AzureBotService AzureCloud AzureCognitiveSearch AzureConnectors AzureContainerRegistry AzureCosmosDB AzureDataExplorerManagement AzureEventGrid AzureIoTHub AzureKeyVault AzureMachineLearning AzureMonitor AzurePortal AzureResourceManager AzureSecurityCenter BatchNodeManagement DataFactory EventHub GatewayManager HDInsight LogicApps MicrosoftCloudAppSecurity MicrosoftContainerRegistry PowerBI PowerQueryOnline SCCservice ServiceBus ServiceFabric Sql Storage StorageSyncService WindowsVirtualDesktop",
        regions: "usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia",
      },
      { tags: "AzureDigitalTwins", regions: "usdodcentral usgovarizona usgovtexas" },
      { tags: "AzureSignalR", regions: "usdodeast usgovarizona usgovvirginia" },
      { tags: "Dynamics365ForMarketingEmail", regions: "usgovtexas usgovvirginia" },
      { tags: "PowerPlatformInfra PowerPlatformPlex", regions: "usdodcentral usdodeast usgovtexas usgovvirginia" },
    ],
  },
};
