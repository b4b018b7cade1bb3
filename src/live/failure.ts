// Why a read failed, as a value that a person can act on. Below this line exceptions are the SDK's way; above it there are none.
import type { FailureKind } from "../model/azure.ts";

export interface Failure {
  readonly kind: FailureKind;
  /** Full sentences. Never holds a token, a header or a body. */
  readonly text: string;
  /** An imperative clause without a stop. */
  readonly settle?: string;
  readonly right?: string;
}

/** Carries a failure through a pipeline whose only way out is to throw. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.text);
    this.name = "FailureError";
    this.failure = failure;
  }
}

/** What to do about a failure, as a sentence that follows its text; empty where nobody knows. */
export function settling({ settle }: Failure): string {
  return settle ? ` To settle it, ${settle}.` : "";
}
