// Hosts behind Azure Firewall's FQDN tags, as far as Microsoft writes them down. A tag that is not here is not known, never empty.
// learn.microsoft.com/azure/firewall/fqdn-tags, learn.microsoft.com/azure/aks/outbound-rules-control-egress; held against them 2026-11-21.

/** Hosts of a tag by its name in lower case; Azure may add to them. */
export const FQDN_TAGS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "windowsupdate",
    [
      "*.windowsupdate.microsoft.com",
      "*.update.microsoft.com",
      "*.windowsupdate.com",
      "windowsupdate.microsoft.com",
      "download.microsoft.com",
      "*.download.windowsupdate.com",
    ],
  ],
  [
    "azurekubernetesservice",
    [
      "mcr.microsoft.com",
      "*.data.mcr.microsoft.com",
      "mcr-0001.mcr-msedge.net",
      "management.azure.com",
      "login.microsoftonline.com",
      "packages.microsoft.com",
      "acs-mirror.azureedge.net",
      "packages.aks.azure.com",
    ],
  ],
]);

/** Tags that hold nothing of what machine learning asks for, whatever Azure adds to them. */
export const UNRELATED_TAGS: ReadonlySet<string> = new Set([
  "windowsupdate",
  "windowsdiagnostics",
  "microsoftactiveprotectionservice",
  "appserviceenvironment",
  "azurehdinsight",
  "windowsvirtualdesktop",
  "azurebackup",
]);
