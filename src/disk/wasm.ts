// The WebAssembly that reading Terraform takes: beside the bundle when bundled, else where npm put it.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Wasm {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

export async function loadWasm(): Promise<Wasm> {
  const [runtime, grammar] = await Promise.all([
    load("web-tree-sitter", "web-tree-sitter.wasm"),
    load("@tree-sitter-grammars/tree-sitter-hcl", "tree-sitter-terraform.wasm"),
  ]);
  return { runtime, grammar };
}

async function load(packageName: string, file: string): Promise<Uint8Array> {
  const beside = join(import.meta.dirname, file);
  return readFile(existsSync(beside) ? beside : join(import.meta.dirname, "../../node_modules", packageName, file));
}
