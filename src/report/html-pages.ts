// Long sections in pieces that a browser lays out only when they come near the screen: what is far away costs nothing while scrolling.

/** Rows of a list of findings to a piece: about three screens, so that few pieces are looked at and little is laid out at once. */
export const pageLength = 40;

/** Cuts rows into pieces. */
export function inPages<Row>(rows: readonly Row[], length = pageLength): readonly (readonly Row[])[] {
  const pages: Row[][] = [];
  for (let from = 0; from < rows.length; from += length) pages.push(rows.slice(from, from + length));
  return pages;
}

/** A piece by its inside. */
export function pageOf(inside: string): string {
  return `<div class="page">${inside}</div>`;
}
