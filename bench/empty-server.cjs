// A language server that does nothing: what its round trip takes is what nobody can be faster than.
const { createConnection, ProposedFeatures, TextDocuments, TextDocumentSyncKind } = require("vscode-languageserver/node");
const { TextDocument } = require("vscode-languageserver-textdocument");
const connection = createConnection(ProposedFeatures.all);
connection.onInitialize(() => ({
  capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental, diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } },
}));
connection.languages.diagnostics.on(() => ({ kind: "full", items: [] }));
new TextDocuments(TextDocument).listen(connection);
connection.listen();
