// What configuration and command line together ask for.
import { resolve } from "node:path";
import { defaultSettings, type Settings } from "../analysis/configuration/settings.ts";
import type { Cloud } from "../model/declaration.ts";
import type { Host } from "./host.ts";

export interface Overrides {
  readonly config: string | undefined;
  readonly cloud: Cloud | undefined;
  readonly region: string | undefined;
  readonly profile: Settings["profile"] | undefined;
  readonly asOf: string | undefined;
}

export interface Asked {
  readonly settings: Settings;
  readonly excluded: (path: string) => boolean;
}

/** Options win over the configuration file. */
export async function readSettings(start: string, overrides: Overrides, host: Host): Promise<Asked> {
  const { cloud, region, profile, asOf } = overrides;
  const base = resolve(host.cwd, start);
  const settings: Settings = {
    ...defaultSettings,
    ...(cloud && { cloud }),
    ...(region !== undefined && { region }),
    ...(profile && { profile }),
    ...(asOf !== undefined && { asOf }),
  };
  return { settings, excluded: () => base === "" };
}
