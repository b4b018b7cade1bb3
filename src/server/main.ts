// The language server's process.
import { createHash } from "node:crypto";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { loadReaders } from "../audit.ts";
import { loadWasm } from "../disk/wasm.ts";
import { diskFiles } from "./disk-files.ts";
import { editorFiles } from "./editor-files.ts";
import { filesByScheme } from "./files-by-scheme.ts";
import { holdHeap } from "./heap.ts";
import { serve } from "./serve.ts";
import { overStandardStreams } from "./standard-streams.ts";

holdHeap();

const connection = process.argv.includes("--stdio") ? overStandardStreams() : createConnection(ProposedFeatures.all);
serve(connection, {
  loadReaders: async () => loadReaders(await loadWasm()),
  files: () => filesByScheme(diskFiles, editorFiles(connection)),
  digest: (text) => createHash("sha1").update(text).digest("base64url"),
});
connection.listen();
