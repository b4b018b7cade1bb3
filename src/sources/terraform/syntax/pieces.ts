// A file read piece by piece: what is plain by its text, the rest by the grammar, each block by itself.
import { type Reading, readTree } from "./body.ts";
import type { Grammar } from "./grammar.ts";
import { type Draft, readPlainItem } from "./plain.ts";
import { type Scan, skipBlank } from "./scan.ts";
import type { Body } from "./tree.ts";

/** Pieces that the grammar has read, by their text, each where it stood. */
export type Pieces = Map<string, Piece>;

interface Piece {
  readonly body: Body;
  readonly at: number;
}

const header = /^(?:[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{|[A-Za-z_][\w-]*[ \t]*=(?!=))/gm;

/**
 * Undefined when a piece is in error, as it is when a heredoc or comment was cut. Every piece begins where the one before was read to its
 * end without an error, so all together are what the grammar makes of the whole. `known` are the pieces of the text before.
 */
export function readPieces(
  text: string,
  grammar: Grammar,
  known: Pieces | undefined,
): { readonly body: Body; readonly pieces: Pieces } | undefined {
  const out: Draft = { attributes: [], blocks: [] };
  const pieces: Pieces = new Map();
  const scan: Scan = { text, shift: 0, at: 0, depth: 0 };
  for (skipBlank(scan); scan.at < text.length; skipBlank(scan)) {
    const start = scan.at;
    const held = { attributes: out.attributes.length, blocks: out.blocks.length };
    scan.depth = 0;
    if (readPlainItem(scan, out)) continue;
    out.attributes.length = held.attributes;
    out.blocks.length = held.blocks;
    // The grammar takes a lone object for a file.
    if (!/[A-Za-z_]/.test(text.charAt(start))) return undefined;
    scan.at = nextHeader(text, start);
    const piece = text.slice(start, scan.at);
    const before = known?.get(piece);
    const read = before ? moved(before.body, start - before.at) : readPiece(piece, start, grammar);
    if (!read) return undefined;
    pieces.set(piece, { body: read, at: start });
    const { attributes, blocks } = read;
    out.attributes.push(...attributes);
    out.blocks.push(...blocks);
  }
  return { body: out, pieces };
}

function nextHeader(text: string, after: number): number {
  header.lastIndex = after + 1;
  return header.exec(text)?.index ?? text.length;
}

function readPiece(text: string, at: number, grammar: Grammar): Body | undefined {
  const tree = grammar.parse(text);
  if (!tree) return undefined;
  const reading: Reading = { names: grammar.names, problems: [] };
  const body = tree.rootNode.hasError ? undefined : readTree(tree, text, at, reading);
  tree.delete();
  return body && !body.broken && reading.problems.length === 0 ? body : undefined;
}

/** The same tree elsewhere in its file. */
function moved<T>(node: T, by: number): T {
  if (typeof node !== "object" || node === null || by === 0) return node;
  if (Array.isArray(node)) return node.map((item: unknown) => moved(item, by)) as T;
  const parts = Object.entries(node).map(([name, part]: [string, unknown]) => [
    name,
    (name === "start" || name === "end") && typeof part === "number" ? part + by : moved(part, by),
  ]);
  return Object.fromEntries(parts) as T;
}
