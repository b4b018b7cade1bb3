// Long sections in pieces that a browser lays out only when they come near the screen: what is far away costs nothing while scrolling.

/** Rows of a list of findings to a piece: about three screens, so that few pieces are looked at and little is laid out at once. */
const pageLength = 40;

/** Cuts rows into pieces. */
export function inPages<Row>(rows: readonly Row[], length = pageLength): readonly (readonly Row[])[] {
  const pages: Row[][] = [];
  for (let from = 0; from < rows.length; from += length) pages.push(rows.slice(from, from + length));
  return pages;
}

/** How a piece gets onto the page: at once, or as a place that whoever shows the page fills later. */
export type Place = (write: () => string) => string;

/** At once: what a file needs. */
export const placed: Place = (write) => {
  const text = write();
  return text && `<div class="page">${text}</div>`;
};

export interface Held {
  readonly place: Place;
  /** Writes a piece that is held back, by its number; undefined for one that there is not. */
  write(index: number): string | undefined;
}

/** The first pieces at once, the others held back until they are asked for: a page of a million words opens like one of a thousand. */
export function holdBack(atOnce: number): Held {
  const pieces: (() => string)[] = [];
  let seen = 0;
  return {
    place(write) {
      seen += 1;
      if (seen <= atOnce) return placed(write);
      pieces.push(write);
      return `<div class="page" data-later="${pieces.length - 1}"></div>`;
    },
    write: (index) => pieces[index]?.(),
  };
}
