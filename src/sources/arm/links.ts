// Where a linked template may lie in the workspace.
import type { Value } from "../../model/value.ts";

/**
 * URIs to try, the likeliest first. What follows an unknown beginning is looked for beside the template; a web address by its
 * last segments, at least two where its name is one that every folder has.
 */
export function candidates(link: Value, from: string, relative: boolean): readonly string[] {
  const path = pathOf(link);
  if (path === undefined) return [];
  if (relative) return [resolved(path, from)];
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  const telling = !/^(?:azuredeploy|maintemplate|main|template|deploy|index)\.jsonc?$/i.test(segments.at(-1) ?? "");
  const whole = link.kind === "text" ? [segments.length, 3, 2] : [3, 2, ...(telling ? [1] : [])];
  const tails = [...new Set(whole)]
    .filter((count) => count > 0 && count <= segments.length)
    .map((count) => segments.slice(-count).join("/"));
  const found = tails.flatMap((tail) => [resolved(tail, from), resolved(`../${tail}`, from)]);
  return [...new Set(found)].filter((uri) => uri !== from);
}

/** The known path in a link: what stands before the query, without server and unknown beginnings. */
function pathOf(link: Value): string | undefined {
  const parts = link.kind === "text" ? link.parts : [link];
  const known = parts.map((part) => (part.kind === "scalar" && typeof part.value === "string" ? part.value : undefined));
  const at = known.findLastIndex((part) => part !== undefined && /\.jsonc?(?:$|[?#])/i.test(part));
  const path = known[at]?.replace(/[?#].*$/s, "").replace(/^[a-z]+:\/\/[^/]*/i, "");
  return path === undefined || path.includes("\0") || path.length > 1000 ? undefined : path;
}

/** A relative path from a file's URI. `..` above the root stays at the root. */
function resolved(path: string, from: string): string {
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(from)?.[0] ?? "";
  const out = from.slice(root.length).split("/").slice(0, -1);
  for (const segment of path.replaceAll("\\", "/").split("/")) {
    if (segment === "..") {
      if (out.length > 1) out.pop();
    } else if (segment !== "." && segment !== "") out.push(encodeURIComponent(decoded(segment)));
  }
  return root + out.join("/");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
