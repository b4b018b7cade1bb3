// Files of Terraform's language read once for each text they have.
import { Newest } from "../../../model/newest.ts";
import { type Reading, readTree } from "./body.ts";
import type { Grammar } from "./grammar.ts";
import { readJson } from "./json.ts";
import { type Pieces, readPieces } from "./pieces.ts";
import { recover } from "./recover.ts";
import type { SyntaxProblem, TerraformFile } from "./tree.ts";

/** Reads a file; the same text of the same file is read once. Total: whatever the text holds. */
export type ReadFile = (source: { readonly uri: string; readonly text: string }) => TerraformFile;

const longest = 8_000_000;
/** Characters of text whose trees are kept. */
const most = 1_000_000;

export function createReadFile(grammar: Grammar): ReadFile {
  const kept = new Newest<Read>(most);
  return ({ uri, text }) => kept.of(uri, text, (before) => read(uri, text, grammar, before?.pieces)).file;
}

interface Read {
  readonly file: TerraformFile;
  readonly pieces?: Pieces;
}

function read(uri: string, text: string, grammar: Grammar, known: Pieces | undefined): Read {
  if (text.length > longest) return none("This file is larger than 8 MB; it is not audited.");
  if (text.includes("\0")) return none("This file is not text; it is not audited.");
  if (uri.endsWith(".json")) return { file: readJson(text.replace(/^\ufeff/, " "), grammar, uri.endsWith(".tfvars.json")) };
  const plain = text.replace(/^\ufeff/, " ");
  const inPieces = readPieces(plain, grammar, known);
  if (inPieces) return { file: { ...inPieces.body, problems: [] }, pieces: inPieces.pieces };
  return { file: readWhole(uri, plain, grammar) };
}

/** With errors, or with text over several lines that looks like blocks. */
function readWhole(uri: string, text: string, grammar: Grammar): TerraformFile {
  const problems: SyntaxProblem[] = [];
  const reading: Reading = { names: grammar.names, problems };
  const tree = grammar.reparse(uri, text);
  const body = !tree || tree.rootNode.hasError ? recover(text, grammar, reading) : readTree(tree, text, 0, reading);
  return { ...body, problems: problems.map((problem) => within(problem, text.length)) };
}

/** Recovery reads a text with closing brackets added: what it says of them belongs to the text's end. */
function within(problem: SyntaxProblem, length: number): SyntaxProblem {
  return { ...problem, start: Math.min(problem.start, length), end: Math.min(problem.end, length) };
}

function none(message: string): Read {
  return { file: { attributes: [], blocks: [], problems: [{ message, start: 0, end: 0 }] } };
}
