/** Options of `audit` that are about Azure. */
export const liveOptions = {
  live: { type: "boolean", default: false },
  subscription: { type: "string", multiple: true },
  "management-group": { type: "string" },
  "all-subscriptions": { type: "boolean", default: false },
  "resource-group": { type: "string" },
  workspace: { type: "string" },
  snapshot: { type: "string" },
} as const;

export interface LiveAsked {
  readonly live: boolean;
  readonly subscription?: readonly string[] | undefined;
  readonly "management-group"?: string | undefined;
  readonly "all-subscriptions": boolean;
  readonly "resource-group"?: string | undefined;
  readonly workspace?: string | undefined;
  /** With `live` where the snapshot is written, else the one that is audited. */
  readonly snapshot?: string | undefined;
}
