// The language server in a browser's worker.
import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { loadReaders, type TerraformWasm } from "../audit.ts";
import { editorFiles } from "./editor-files.ts";
import { serve } from "./serve.ts";

/** The worker itself. */
declare const self: unknown;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
serve(connection, {
  loadReaders: (options) => loadReaders(wasmFrom(options)),
  files: editorFiles,
  digest: (text) => bytesToHex(sha1(new TextEncoder().encode(text))),
});
connection.listen();

function wasmFrom(options: unknown): TerraformWasm {
  if (typeof options === "object" && options !== null && "wasm" in options && isWasm(options.wasm)) return options.wasm;
  throw new Error("The editor gave no reader of Terraform.");
}

function isWasm(value: unknown): value is TerraformWasm {
  return typeof value === "object" && value !== null && "runtime" in value && "grammar" in value;
}
