import { inPages, type Place, placed } from "./html-pages.ts";
import { legible } from "./legible.ts";

/** Text made safe for HTML, in elements and in quoted attributes. */
export function safe(text: string): string {
  return legible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A sentence in which what stands in single quotes is set as code. */
export function prose(text: string): string {
  return safe(text).replace(/(^|[\s(])&#39;((?:(?!&#39;).)+)&#39;(?=$|[\s.,;:)!?])/g, "$1<code>$2</code>");
}

export function element(name: string, inside: string, attributes = ""): string {
  return `<${name}${attributes && ` ${attributes}`}>${inside}</${name}>`;
}

/** Rows to a piece of a long table. */
const tableLength = 80;

/** `cells` are HTML, written when the piece that they are in is. A long table is cut into pieces with columns of the same width. Empty without rows. */
export function htmlTable<Row>(
  head: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly string[],
  caption: string,
  place: Place = placed,
): string {
  if (!rows.length) return "";
  const pages = inPages(rows, tableLength);
  const written = (some: readonly Row[], kind: string) => tableOf(head, some.map(cells), caption, kind);
  const inside = pages.length > 1 ? pages.map((page) => place(() => written(page, "long"))).join("") : written(rows, "");
  return element("div", inside, `class="wide" tabindex="0" role="region" aria-label="${caption}"`);
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[], caption: string, kind: string): string {
  const top = head.map((cell) => element("th", cell, 'scope="col"')).join("");
  const body = rows.map(([first = "", ...rest]) =>
    element("tr", element("th", first, 'scope="row"') + rest.map((cell) => element("td", cell, 'class="cell"')).join("")),
  );
  const label = `<caption class="soft" hidden>${caption}</caption>`;
  return element("table", `${label}<thead><tr>${top}</tr></thead><tbody>${body.join("")}</tbody>`, kind && `class="${kind}"`);
}
