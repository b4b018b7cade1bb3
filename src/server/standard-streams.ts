// The connection over standard input and output, for editors that start the server by its command.
import { type Connection, createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

/**
 * Ends the process with 1 and a sentence on standard error when it can no longer be told where a message begins: a server that lives on
 * and is silent is never started again. A message that is wrong by itself is passed over.
 */
export function overStandardStreams(): Connection {
  const reader = new StreamMessageReader(process.stdin);
  reader.onError(({ message }) => {
    if (lostFrame.test(message)) end(`The language server was sent bytes that begin no message, and ended. (${message.split("\n")[0]})`);
  });
  reader.onPartialMessage(({ waitingTime }) =>
    end(
      `The language server waited ${waitingTime / 1000} seconds for the rest of a message, and ended. Its 'Content-Length' may be wrong.`,
    ),
  );
  reader.onClose(() => process.exit(1));
  return createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout));
}

/** How the reader's objections to a header begin; those to a message begin otherwise. */
const lostFrame = /^(Header must|Content-Length value|Message header)/;

function end(why: string): void {
  process.stderr.write(`${why}\n`, () => process.exit(1));
}
