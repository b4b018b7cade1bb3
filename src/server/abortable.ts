import type { CancellationToken } from "vscode-languageserver";

/** The protocol's cancellation as the platform's. */
export function abortable(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
