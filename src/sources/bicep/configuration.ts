// `bicepconfig.json`: what of it decides where modules are.

import { type ParseError, parse } from "jsonc-parser";
import { own } from "../../model/own.ts";
import type { Host } from "../../model/reader.ts";

export interface Configuration {
  /** `br/public` to `mcr.microsoft.com/bicep`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Root of the local cache as a URI ending in `/`, where it is not the user's own. */
  readonly cache?: string;
}

/** The nearest configuration of the folders, with the alias that Bicep itself brings. */
export function configurationOf(host: Host, folders: readonly string[]): Configuration {
  const aliases = new Map([["br/public", "mcr.microsoft.com/bicep"]]);
  const reads = folders.map((folder) => host.read(`${folder}bicepconfig.json`));
  const nearest = reads.find((read) => typeof read === "object");
  if (typeof nearest !== "object") return { aliases };
  const errors: ParseError[] = [];
  const data: unknown = nearest.text.length > 1_000_000 ? undefined : parse(nearest.text, errors, { allowTrailingComma: true });
  const modules = at(data, "moduleAliases");
  for (const [alias, place] of Object.entries(table(at(modules, "br"))))
    aliases.set(`br/${alias}`, [at(place, "registry"), at(place, "modulePath")].filter((part) => typeof part === "string").join("/"));
  for (const [alias, place] of Object.entries(table(at(modules, "ts"))))
    aliases.set(
      `ts/${alias}`,
      [at(place, "subscription"), at(place, "resourceGroup")].filter((part) => typeof part === "string").join("/"),
    );
  const cache = cacheAt(at(data, "cacheRootDirectory"));
  return { aliases, ...(cache !== undefined && { cache }) };
}

/** Faces answer URIs of this scheme: `///` from the user's own cache, `//named/` from the folder that follows. */
export const cacheRoot = "bicep-cache:///";

/** `~` is the user's home, which the user's own cache is directly in. */
function cacheAt(root: unknown): string | undefined {
  if (typeof root !== "string" || root.length > 1000) return undefined;
  const path = root.replaceAll("\\", "/").replace(/(?<!\/)\/*$/, "/");
  if (/^~\//.test(path)) return `${cacheRoot}..${encodeURI(path.slice(1))}`;
  return /^(?:\/|[A-Za-z]:\/)/.test(path) ? `bicep-cache://named/${encodeURI(path.replace(/^\//, ""))}` : undefined;
}

function at(data: unknown, name: string): unknown {
  return own(table(data), name);
}

function table(data: unknown): { readonly [name: string]: unknown } {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : {};
}
