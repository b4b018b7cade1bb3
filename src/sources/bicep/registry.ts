// Where a module's path leads: a file beside, or a compiled template in Bicep's local cache.
import type { Origin } from "../../model/origin.ts";
import type { Reason } from "../../model/value.ts";
import { cacheRoot, configurationOf } from "./configuration.ts";
import { foldersAbove, nameOf, resolve } from "./paths.ts";
import type { Program } from "./program.ts";

export type Located =
  | { readonly uri: string }
  /** `problem`: the file itself is wrong, and a person should know. */
  | { readonly because: Reason; readonly problem?: boolean };

/** Finds a module: by its relative path, or `br:`, `br/alias:`, `ts:` and `ts/alias:` in the local cache. */
export function locate(program: Program, path: string, at: Origin): Located {
  if (path === "") return { because: { kind: "error", text: "A module's path is a plain string.", at } };
  return /^(br|ts)[:/]/.test(path) ? locateCached(program, path, at) : locateFile(program, path, at);
}

function locateFile(program: Program, path: string, at: Origin): Located {
  const uri = resolve(program.uri, path);
  const read = program.host.read(uri);
  if (read === "wanted") return { because: { kind: "module", text: `Module '${path}' is not loaded yet.`, at } };
  if (read !== "missing") return { uri };
  const text = `Module '${path}' is not there, so what it deploys is not seen.`;
  return { because: { kind: "module", text, settle: `add the file '${nameOf(uri)}'`, at }, problem: true };
}

function locateCached(program: Program, path: string, at: Origin): Located {
  const configuration = configurationOf(program.host, foldersAbove(program.uri));
  const parts = partsOf(path, configuration.aliases);
  const text = `Module '${path}' is not on this machine, so what it deploys is not seen.`;
  const because: Reason = { kind: "module", text, settle: `run 'bicep restore ${nameOf(program.uri)}'`, at };
  if (!parts || parts.split("/").includes("..")) return { because };
  const uri = `${configuration.cache ?? cacheRoot}${parts}`;
  const read = program.host.read(uri);
  return read === "missing" || read === "wanted" ? { because } : { uri };
}

/** The path below the cache's root: `br/mcr.microsoft.com/bicep$avm$res$…/1.0.0$/main.json`. */
function partsOf(path: string, aliases: ReadonlyMap<string, string>): string | undefined {
  const [, scheme = "", alias, rest = ""] = /^(br|ts)(?:\/([^:]*))?:(.*)$/.exec(path) ?? [];
  const root = alias === undefined ? "" : aliases.get(`${scheme}/${alias}`);
  if (root === undefined) return undefined;
  const whole = root === "" ? rest : `${root}/${rest}`;
  const [, place = "", version = ""] = /^(.*?)[:@]([\w.+-]+)$/.exec(whole) ?? [];
  if (scheme === "ts") {
    const [subscription, group, name] = place.split("/");
    return name ? `ts/${subscription}/${group}/${name}/${version}/main.json`.toLowerCase() : undefined;
  }
  const slash = place.indexOf("/");
  if (slash < 0) return undefined;
  const repository = place.slice(slash + 1).replaceAll("/", "$");
  return `br/${place.slice(0, slash).replaceAll(":", "$")}/${repository}/${version}$/main.json`;
}
