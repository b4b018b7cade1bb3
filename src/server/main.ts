// The language server's process.
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { loadReaders } from "../audit.ts";
import { loadWasm } from "../disk/wasm.ts";
import { serve } from "./serve.ts";

const connection = createConnection(ProposedFeatures.all);
serve(connection, async () => loadReaders(await loadWasm()));
connection.listen();
