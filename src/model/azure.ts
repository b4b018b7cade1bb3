// What is read from live Azure, before it becomes declarations: ARM-shaped rows, and what could not be read.
import type { Cloud } from "./declaration.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A resource as ARM gives it. `type` may be in lower case; ids keep the case that Azure gives. */
export interface AzureRow {
  readonly id: string;
  readonly [property: string]: Json;
}

/** A part of Azure that was asked for and not seen: never taken for secure. */
export interface BlindSpot {
  /** The resource or scope that was asked. */
  readonly id: string;
  /** What may be there unseen, as ARM types. */
  readonly types: readonly string[];
  readonly kind: FailureKind;
  /** Why, in a full sentence. */
  readonly text: string;
  /** The right that lacks: `Microsoft.Network/networkInterfaces/read`. */
  readonly right?: string;
  /** An imperative clause without a stop. */
  readonly settle?: string;
}

export type FailureKind =
  | "sign-in" // nobody is signed in, or the token does not hold
  | "forbidden" // a right lacks
  | "not-found"
  | "throttled"
  | "unsupported" // this cloud or api-version does not know the read
  | "unreachable" // no connection, no name, a proxy in between
  | "untrusted" // the certificate is not trusted
  | "timeout"
  | "cancelled"
  | "not-asked" // it lies where nobody asked to look
  | "broken" // an answer that cannot be understood, or a server error
  | "refused"; // ours: a request that the guard never lets out

/** What was read at one moment: enough to audit it later, elsewhere. */
export interface Snapshot {
  readonly schema: 1;
  readonly cloud: Cloud;
  /** ISO 8601. */
  readonly taken: string;
  readonly rows: readonly AzureRow[];
  readonly blind: readonly BlindSpot[];
  /** Prefixes of service tags as Azure publishes them, by lower-case name: where they were read. */
  readonly tags?: Readonly<Record<string, readonly string[]>>;
}
