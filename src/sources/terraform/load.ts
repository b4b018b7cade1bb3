import type { Reader } from "../../model/reader.ts";
import { remember } from "./loaded.ts";
import { createReader } from "./reader.ts";
import { createReadFile } from "./syntax/file.ts";
import { loadGrammar } from "./syntax/grammar.ts";

/**
 * The reader of Terraform. `runtime` is `web-tree-sitter.wasm`, `grammar` is `tree-sitter-terraform.wasm`; the face reads them.
 * Rejects when either is not what it says. The reader itself is synchronous and total.
 */
export async function loadTerraform(wasm: { readonly runtime: Uint8Array; readonly grammar: Uint8Array }): Promise<Reader> {
  const grammar = await loadGrammar(wasm);
  const tools = { grammar, readFile: createReadFile(grammar) };
  remember(tools.readFile);
  return createReader(tools);
}
