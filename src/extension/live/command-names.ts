/** Commands of the tree, each `amlNetworkAudit.live.` and its name. */
export const LIVE_COMMANDS = [
  "signIn",
  "chooseTenant",
  "refresh",
  "cancel",
  "showFailing",
  "showAll",
  "openSample",
  "openSnapshot",
  "exportSnapshot",
  "openReport",
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

/** Those that ask Azure or this machine's network: never from a workspace that is not trusted. */
export const ASKING: ReadonlySet<LiveCommand> = new Set([
  "signIn",
  "chooseTenant",
  "refresh",
  "readAll",
  "diagnose",
  "probe",
  "openSnapshot",
]);
