/** Half-open range of UTF-16 offsets in one file. `uri` is a `file:` (or virtual file system) URI. */
export interface Span {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** Where a person would go to change a thing. */
export type Origin =
  | ({ readonly from: "file" } & Span)
  | { readonly from: "azure"; readonly id: string }
  | { readonly from: "default"; readonly of: string };

export function fileOrigin(uri: string, start: number, end: number): Origin & { from: "file" } {
  return { from: "file", uri, start, end };
}
