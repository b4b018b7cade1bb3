// tree-sitter, and what is kept of it between keystrokes.
import { type Edit, Edit as EditOf, Language, Parser, type Tree } from "web-tree-sitter";

export interface Grammar {
  /** A tree that the caller deletes; undefined for a text that would take far longer than its size tells. */
  parse(text: string): Tree | undefined;
  /** Parses with what is known of the same file's last text; the tree stays the grammar's and lives until the next call. */
  reparse(uri: string, text: string): Tree | undefined;
  /** Names of node types by id. */
  readonly names: readonly string[];
}

const keptTrees = 8;

// tree-sitter reads a text in pieces of 10 KB, most of them once. Behind an error it may read the same long blank or string again for each way
// that it tries to go on: the number of pieces read bounds that, and is the same on every machine.

/** `runtime` is `web-tree-sitter.wasm`, `grammar` is `tree-sitter-terraform.wasm`. Rejects when either is not what it says. */
export async function loadGrammar(wasm: { readonly runtime: Uint8Array; readonly grammar: Uint8Array }): Promise<Grammar> {
  await Parser.init({ wasmBinary: wasm.runtime });
  const language = await Language.load(wasm.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const names = Array.from({ length: language.nodeTypeCount }, (_, id) => language.nodeTypeForId(id) ?? "");
  const kept = new Map<string, { readonly text: string; readonly tree: Tree }>();

  const bounded = (text: string, last?: Tree): Tree | undefined => {
    if (isTooDeep(text)) return undefined;
    const plain = readable(text);
    const most = plain.length / 250 + 20;
    let reads = 0;
    const read = (index: number) => {
      reads++;
      return plain.slice(index);
    };
    const tree = parser.parse(read, last, { progressCallback: () => reads > most });
    if (!tree) parser.reset();
    return tree ?? undefined;
  };

  return {
    names,
    parse: (text) => bounded(text),
    reparse(uri, text) {
      const last = kept.get(uri);
      last?.tree.edit(difference(last.text, text));
      const tree = bounded(text, last?.tree);
      last?.tree.delete();
      kept.delete(uri);
      if (tree) kept.set(uri, { text, tree });
      for (const [oldest, { tree: old }] of kept) {
        if (kept.size <= keptTrees) break;
        kept.delete(oldest);
        old.delete();
      }
      return tree;
    },
  };
}

/** Of brackets: far more than evaluation follows. The parser's memory ends at a million of them, and with it the parser. */
const deepest = 1000;

/** By the brackets alone, wherever they stand: no text of people has a thousand more that open than that close. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === 0x5b || sign === 0x7b || sign === 0x28) depth++;
    else if ((sign === 0x5d || sign === 0x7d || sign === 0x29) && depth > 0) depth--;
    if (depth > deepest) return true;
  }
  return false;
}

/**
 * What is read of a tree is read from the file's own text, so other signs may stand in for what the grammar does not know or takes too long
 * over: digits for the exponent of `1e3`; a comment for a long blank, which it reads again from each of its places when an error follows.
 */
function readable(text: string): string {
  const plain = text.replace(/(?<=\d)[eE][+-]?(?=\d)/g, (exponent) => "0".repeat(exponent.length));
  if (plain.includes("/*")) return plain;
  return plain.replace(/(?<![ \t])[ \t]{100,}/g, (blank) => `/*${" ".repeat(blank.length - 4)}*/`);
}

/** One edit that covers everything between the common beginning and the common end. */
function difference(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return new EditOf({
    startIndex: start,
    oldEndIndex: before.length - same,
    newEndIndex: after.length - same,
    startPosition: position(before, start),
    oldEndPosition: position(before, before.length - same),
    newEndPosition: position(after, after.length - same),
  });
}

function position(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let line = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", next + 1)) {
    row++;
    line = next + 1;
  }
  return { row, column: offset - line };
}
