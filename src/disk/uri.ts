// Paths of this machine as `file:` URIs, spelt as `new URL(relative, base)` spells them, so that a module's address and a found file's are one.
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export function uriOf(path: string): string {
  const uri = new URL("file:///");
  // On Windows the drive and backslashes have to be brought into shape first.
  uri.pathname = decodeURIComponent(pathToFileURL(path).pathname).replace(/[%?#\\\n\r\t]/g, encodeURIComponent);
  return uri.href;
}

/** What begins the URIs by which Bicep's reader asks for restored modules: in the user's own cache, and in one that is named by its folder. */
const bicepCache = "bicep-cache:///";
const namedCache = "bicep-cache://named/";

/** The path of a `file:` URI, or of a module in Bicep's cache; undefined for any other. */
export function pathOf(uri: string): string | undefined {
  try {
    if (uri.startsWith(bicepCache)) return join(homedir(), ".bicep", decodeURI(uri.slice(bicepCache.length)));
    if (uri.startsWith(namedCache)) return fileURLToPath(`file:///${uri.slice(namedCache.length)}`);
    if (!uri.startsWith("file:")) return undefined;
    return fileURLToPath(uri);
  } catch {
    return undefined; // a host name, a slash in code: no path of this machine
  }
}

/** A folder's URI ends in a slash. */
export function folderUriOf(path: string): string {
  const uri = uriOf(path);
  return uri.endsWith("/") ? uri : `${uri}/`;
}
