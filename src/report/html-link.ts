import { safe } from "./html-text.ts";
import type { Place } from "./places.ts";

/** A relative link, which a browser follows beside the files and VS Code opens at the line. */
export function placeLink({ file, range }: Place, uri: string, name?: string): string {
  const at = `${range.start.line + 1}:${range.start.character + 1}`;
  const data = `data-uri="${safe(uri)}" data-line="${range.start.line}" data-character="${range.start.character}"`;
  return `<a class="path" href="${safe(encodeURI(file))}" ${data}>${safe(name ?? `${file}:${at}`)}</a>`;
}

/** The part of the page that holds a deployment's flows. */
export function flowsAnchor(deployment: string): string {
  return `flows-${encodeURIComponent(deployment)}`;
}

/** The row of one flow in the table of a deployment. */
export function flowAnchor(deployment: string, requirement: string): string {
  return `${flowsAnchor(deployment)}--${encodeURIComponent(requirement)}`;
}
