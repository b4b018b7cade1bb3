// Files of Terraform's language read once for each text they have.
import { type Reading, readTree } from "./body.ts";
import type { Grammar } from "./grammar.ts";
import { readJson } from "./json.ts";
import { recover } from "./recover.ts";
import type { SyntaxProblem, TerraformFile } from "./tree.ts";

/** Reads a file; the same text of the same file is read once. Total: whatever the text holds. */
export type ReadFile = (source: { readonly uri: string; readonly text: string }) => TerraformFile;

const longest = 8_000_000;
const keptCharacters = 48_000_000;

export function createReadFile(grammar: Grammar): ReadFile {
  const kept = new Map<string, { readonly text: string; readonly file: TerraformFile }>();
  let size = 0;
  return ({ uri, text }) => {
    const known = kept.get(uri);
    if (known && known.text === text) return known.file;
    const file = read(uri, text, grammar);
    size += text.length - (known?.text.length ?? 0);
    kept.delete(uri);
    kept.set(uri, { text, file });
    for (const [oldest, { text: old }] of kept) {
      if (size <= keptCharacters || oldest === uri) break;
      kept.delete(oldest);
      size -= old.length;
    }
    return file;
  };
}

function read(uri: string, text: string, grammar: Grammar): TerraformFile {
  if (text.length > longest) return none("This file is larger than 8 MB; it is not audited.");
  if (text.includes("\0")) return none("This file is not text; it is not audited.");
  if (uri.endsWith(".json")) return readJson(text.replace(/^\ufeff/, " "), grammar, uri.endsWith(".tfvars.json"));
  const problems: SyntaxProblem[] = [];
  const reading: Reading = { names: grammar.names, problems };
  const plain = text.replace(/^\ufeff/, " ");
  const tree = grammar.reparse(uri, plain);
  if (!tree) return none("This file could not be read.");
  const body = tree.rootNode.hasError ? recover(plain, grammar, reading) : readTree(tree, plain, 0, reading);
  return { ...body, problems };
}

function none(message: string): TerraformFile {
  return { attributes: [], blocks: [], problems: [{ message, start: 0, end: 0 }] };
}
