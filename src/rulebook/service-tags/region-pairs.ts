// Which region stands in for which: the service calls from both, so routes by address need the prefixes of both.
// learn.microsoft.com/azure/reliability/regions-paired, page of 2025-01-13; held against it 2026-11-21.

/** The region that the page pairs with one, both as Azure spells them in lower case; undefined where there is none or it is not known. */
export function pairOf(region: string): string | undefined {
  return pairs.get(region);
}

/** Most pairs hold both ways. */
const bothWays = `
eastasia southeastasia
australiaeast australiasoutheast
australiacentral australiacentral2
canadacentral canadaeast
chinanorth chinaeast
chinanorth2 chinaeast2
chinanorth3 chinaeast3
northeurope westeurope
francecentral francesouth
germanywestcentral germanynorth
centralindia southindia
japaneast japanwest
koreacentral koreasouth
norwayeast norwaywest
southafricanorth southafricawest
swedencentral swedensouth
switzerlandnorth switzerlandwest
ukwest uksouth
eastus westus
eastus2 centralus
northcentralus southcentralus
westus2 westcentralus
uaenorth uaecentral
usdodeast usdodcentral
usgovvirginia usgovtexas`;

/** The second stands in for the first, and not the other way round. */
const oneWay = `
brazilsouth southcentralus
brazilsoutheast brazilsouth
westindia southindia
westus3 eastus
usgovarizona usgovtexas`;

const pairs: ReadonlyMap<string, string> = new Map([
  ...linesOf(bothWays).flatMap(([a, b]) => [[a, b] as const, [b, a] as const]),
  ...linesOf(oneWay),
]);

function linesOf(table: string): readonly (readonly [string, string])[] {
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [first, second] = line.split(" ");
      return first && second ? [[first, second] as const] : [];
    });
}
