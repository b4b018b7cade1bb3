// Requests that the editor no longer waits for.
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";

/** Runs with the protocol's cancellation as the platform's. What was aborted is answered as cancelled, not as failed. */
export async function abortable<Answer>(token: CancellationToken, run: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  try {
    return await run(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
    throw error;
  }
}
