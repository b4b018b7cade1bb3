// The language server's process.
import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { loadReaders } from "../audit.ts";
import { loadWasm } from "../disk/wasm.ts";
import { diskFiles } from "./disk-files.ts";
import { editorFiles } from "./editor-files.ts";
import { filesByScheme } from "./files-by-scheme.ts";
import { serve } from "./serve.ts";
import { overStandardStreams } from "./standard-streams.ts";

// Node lets garbage lie until there is several times as much of it as of what is used. A Node that does not know the flag passes over it.
setFlagsFromString("--heap-growing-percent=15");

const connection = process.argv.includes("--stdio") ? overStandardStreams() : createConnection(ProposedFeatures.all);
serve(connection, {
  loadReaders: async () => loadReaders(await loadWasm()),
  files: () => filesByScheme(diskFiles, editorFiles(connection)),
  digest: (text) => createHash("sha1").update(text).digest("base64url"),
});
connection.listen();
