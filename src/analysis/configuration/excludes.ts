import { matches } from "../glob.ts";
import type { Settings } from "./settings.ts";

/** Whether the configuration leaves a file or folder out, by its URI. */
export function excludes({ exclude, base }: Pick<Settings, "exclude" | "base">): (uri: string) => boolean {
  if (!exclude.length || base === undefined) return () => false;
  return (uri) => uri.startsWith(base) && exclude.some((glob) => matches(glob, decodeURIComponent(uri.slice(base.length))));
}
