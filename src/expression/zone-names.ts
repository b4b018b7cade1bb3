// Names of private DNS zones that end in a suffix which every cloud has of its own.

/** What stands before the suffix, and the suffix as Bicep and ARM spell it. */
export interface ByCloud {
  readonly before: string;
  readonly code: string;
}

const clouds = {
  storage: "core\\.(?:windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)",
  azure: "(?:azure\\.net|usgovcloudapi\\.net|azure\\.cn)",
};
const forms: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^(privatelink\\.[a-z]+\\.)${clouds.storage}$`), "environment().suffixes.storage"],
  [/^(privatelink)\.azurecr\.(?:io|us|cn)$/, "environment().suffixes.acrLoginServer"],
  [new RegExp(`^(privatelink)\\.vaultcore\\.${clouds.azure}$`), "replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')"],
];

/** A zone's name as it holds in every cloud; undefined where no suffix makes it. */
export function zoneByCloud(name: string): ByCloud | undefined {
  for (const [form, code] of forms) {
    const before = form.exec(name)?.[1];
    if (before !== undefined) return { before, code };
  }
  return undefined;
}
