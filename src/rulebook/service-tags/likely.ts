// The tag that is meant where a name is none: what pages and people write instead, and slips of a letter or two.
import type { Cloud } from "../../model/declaration.ts";
import { tagInCloud, tagNames } from "./known.ts";

/** By name without region, in lower case. */
const meant: ReadonlyMap<string, string> = new Map([
  ["containerregistry", "AzureContainerRegistry"],
  ["acr", "AzureContainerRegistry"],
  ["keyvault", "AzureKeyVault"],
  ["azurevault", "AzureKeyVault"],
  ["frontdoor.firstparty", "AzureFrontDoor.FirstParty"],
  ["frontdoor.frontend", "AzureFrontDoor.Frontend"],
  ["frontdoor.backend", "AzureFrontDoor.Backend"],
  ["frontdoor", "AzureFrontDoor.Frontend"],
  ["azurefrontdoor", "AzureFrontDoor.Frontend"],
  ["activedirectory", "AzureActiveDirectory"],
  ["aad", "AzureActiveDirectory"],
  ["entraid", "AzureActiveDirectory"],
  ["microsoftentraid", "AzureActiveDirectory"],
  ["azuread", "AzureActiveDirectory"],
  ["machinelearning", "AzureMachineLearning"],
  ["machinelearningservices", "AzureMachineLearning"],
  ["azureml", "AzureMachineLearning"],
  ["resourcemanager", "AzureResourceManager"],
  ["azurestorage", "Storage"],
  ["storageaccount", "Storage"],
  ["azuremonitoring", "AzureMonitor"],
  ["monitor", "AzureMonitor"],
  ["batch", "BatchNodeManagement"],
  ["azurebatch", "BatchNodeManagement"],
  ["batchmanagement", "BatchNodeManagement"],
  ["mcr", "MicrosoftContainerRegistry"],
  ["vnet", "VirtualNetwork"],
  ["loadbalancer", "AzureLoadBalancer"],
]);

/** The real tag that a name known to be wrong stands for, whether or not a cloud has it. */
export function tagMeantBy(name: string): string | undefined {
  return meant.get(name.toLowerCase()) ?? meant.get(name.toLowerCase().replace(/\.[^.]*$/, ""));
}

/** A tag that the cloud has, with the region that was written where the tag has it; undefined when nothing is close. */
export function likelyTag(name: string, cloud: Cloud): string | undefined {
  const dot = name.lastIndexOf(".");
  const whole = find(name, cloud);
  if (whole) return whole;
  if (dot < 0) return undefined;
  const base = find(name.slice(0, dot), cloud);
  if (!base) return undefined;
  const region = name.slice(dot + 1);
  const asWritten = tagInCloud(`${base}.${region}`, cloud);
  if (asWritten.is === "known") return asWritten.name;
  const turned = regionsLike(region, base, cloud);
  return turned ? `${base}.${turned}` : isPlaceholder(region) ? base : undefined;
}

function find(name: string, cloud: Cloud): string | undefined {
  const folded = name.toLowerCase();
  const known = meant.get(folded);
  if (known) return tagInCloud(known, cloud).is === "known" ? known : undefined;
  const names = tagNames(cloud);
  return names.find((one) => one.toLowerCase() === folded) ?? names.find((one) => isClose(folded, one.toLowerCase()));
}

/** `<region>` and the like, left over from a page. */
function isPlaceholder(region: string): boolean {
  return /^(region|yourregion|location)$/i.test(region);
}

/** `uswest` for `westus`: the same letters in another order. */
function regionsLike(region: string, base: string, cloud: Cloud): string | undefined {
  const letters = (text: string) => [...text.toLowerCase()].sort().join("");
  const parts = /^(us|eu)(gov)?(north|south|east|west|central)+\d?$/i.test(region) ? turnings(region) : [];
  return parts.find((one) => letters(one) === letters(region) && tagInCloud(`${base}.${one}`, cloud).is === "known");
}

function turnings(region: string): readonly string[] {
  const found = /^(us|eu)(.*?)(\d?)$/i.exec(region.toLowerCase());
  return found ? [`${found[2]}${found[1]}${found[3]}`] : [];
}

/** One letter too many, too few, other than it should be, or two changed about; in long names only. */
function isClose(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.length < 6) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
