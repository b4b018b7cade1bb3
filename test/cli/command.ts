// Runs the command line in this process, in a folder of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../src/cli/run.ts";

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly said: string;
}

export interface Folder {
  readonly path: string;
  /** Runs the command line with this as its working folder. */
  run(args: readonly string[], input?: string | Uint8Array, env?: Readonly<Record<string, string>>): Promise<Ran>;
  write(file: string, text: string | Uint8Array): void;
  [Symbol.dispose](): void;
}

/** A folder with these files, gone when its scope ends. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const path = mkdtempSync(join(tmpdir(), "aml-cli-"));
  const write = (file: string, text: string | Uint8Array) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    path,
    write,
    async run(args, input = "", env = {}) {
      let [out, said] = ["", ""];
      const status = await run(args, {
        cwd: path,
        env,
        today: "2026-11-21",
        write: (text) => {
          out += text;
        },
        say: (text) => {
          said += text;
        },
        readInput: async () => (typeof input === "string" ? Buffer.from(input) : input),
      });
      return { status, out, said };
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A workspace whose own traffic is private, and a vault that is open to the internet: one error at least, one fix without a caution. */
export const openVault = `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-open'
  location: 'eastus'
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enablePurgeProtection: true
  }
}

resource link 'Microsoft.Network/privateEndpoints@2024-05-01' = {
  name: 'pe-vault'
  location: 'eastus'
  properties: {
    subnet: { id: resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'endpoints') }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: [ 'vault' ]
        }
      }
    ]
  }
}

resource workspace 'Microsoft.MachineLearningServices/workspaces@2024-10-01' = {
  name: 'mlw'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {
    keyVault: vault.id
    publicNetworkAccess: 'Disabled'
  }
}
`;

/** Nothing that any rule has a word about. */
export const harmless =
  "resource group 'Microsoft.Resources/tags@2024-03-01' = {\n  name: 'default'\n  properties: { tags: { team: 'ml' } }\n}\n";
