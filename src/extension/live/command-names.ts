/** Commands of the tree, each `amlNetworkAudit.live.` and its name. */
export const LIVE_COMMANDS = [
  "signIn",
  "refresh",
  "cancel",
  "showFailing",
  "showAll",
  "openSample",
  "openSnapshot",
  "exportSnapshot",
  "openInPortal",
  "copyId",
  "explain",
  "goToCode",
  "diagnose",
  "probe",
  "readAll",
  "scaffold",
] as const;

export type LiveCommand = (typeof LIVE_COMMANDS)[number];
