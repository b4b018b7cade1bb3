import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { loadGrammar } from "../../../src/sources/terraform/syntax/grammar.ts";

const resolve = createRequire(import.meta.url).resolve;

export const wasm = {
  runtime: readFileSync(resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(
    resolve("@tree-sitter-grammars/tree-sitter-hcl/package.json").replace("package.json", "tree-sitter-terraform.wasm"),
  ),
};

export const grammar = await loadGrammar(wasm);
