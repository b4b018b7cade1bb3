// Names of private DNS zones that end in a suffix which every cloud has of its own.

/** What stands before the suffix, and the suffix as Bicep and ARM spell it. */
export interface ByCloud {
  readonly before: string;
  readonly code: string;
}

const forms: readonly (readonly [RegExp, string])[] = [
  [/^(privatelink\.[a-z]+\.)core\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/, "environment().suffixes.storage"],
  [/^(privatelink)\.azurecr\.(?:io|us|cn)$/, "environment().suffixes.acrLoginServer"],
  [
    /^(privatelink)\.vaultcore\.(?:azure\.net|usgovcloudapi\.net|azure\.cn)$/,
    "replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')",
  ],
];

/** A zone's name as it holds in every cloud; undefined where no suffix makes it. */
export function zoneByCloud(name: string): ByCloud | undefined {
  for (const [form, code] of forms) {
    const before = form.exec(name)?.[1];
    if (before !== undefined) return { before, code };
  }
  return undefined;
}
