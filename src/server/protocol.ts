// What client and server say to each other beside the language server protocol.

export interface AuditAnswer {
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly unclear: number;
  readonly files: number;
  readonly deployments: number;
  readonly problems: number;
  /** Grows whenever what was audited changed. */
  readonly revision: number;
}

/** Request. Audits every folder from what is on disk and in the editor; cancellable; tells its phases. Answers `AuditAnswer`. */
export const auditMethod = "amlNetworkAudit/audit";

export interface AuditParams {
  /** Phases are told under this name; not at all without one. */
  readonly progress?: string;
}

/** Notification: what an audit is doing, in words. */
export const phaseMethod = "amlNetworkAudit/phase";

export interface PhaseParams {
  readonly progress: string;
  readonly text: string;
}

/** Request. The report of each folder in a format, for the webview and for export. Answers `FolderReport[]`. */
export const reportMethod = "amlNetworkAudit/report";

const reportFormats = ["html", "json", "sarif", "markdown"] as const;

export interface ReportParams {
  readonly format: (typeof reportFormats)[number];
  /** Allows the page's style and the script of the one who shows it, which fills in what is held back. */
  readonly nonce?: string;
  /** The audit before was called off: what is known is written, nothing is audited, and the page says so. */
  readonly cancelled?: boolean;
}

export interface FolderReport {
  readonly root: string;
  readonly text: string;
  /** Of the answers that the reports are made from, as in `AuditAnswer`. */
  readonly revision?: number;
}

/** Request. Pieces of the newest page of a folder that were held back, in the order asked for. Answers `string[]`. */
export const piecesMethod = "amlNetworkAudit/pieces";

export interface PiecesParams {
  readonly root: string;
  readonly pieces: readonly number[];
}

/** Request. The page of a rule in Markdown; null for no such rule. */
export const rulePageMethod = "amlNetworkAudit/rulePage";

export interface RulePageParams {
  readonly rule: string;
}

/** Request. What the requirements say about a tag, host, zone or sub-resource, in Markdown; null for a word that none names. */
export const wordPageMethod = "amlNetworkAudit/wordPage";

export interface WordPageParams {
  readonly word: string;
}

/** Notification: what the newest answer counts, for the status bar. */
export const stateMethod = "amlNetworkAudit/state";

/** Request. A configuration to begin with for each folder. Answers `FolderReport[]`. */
export const proposalMethod = "amlNetworkAudit/proposal";

/** Request. The way that one flow takes in each deployment, as text; a sentence where none can start. Answers a string. */
export const explainMethod = "amlNetworkAudit/explain";

export interface ExplainParams {
  /** `AzureMachineLearning:5831/udp`, `pypi.org`, `10.0.0.4:53/udp`. */
  readonly to: string;
  /** A subnet or machine by its name; every source of machine learning's flows without it. */
  readonly from?: string;
}

/** Request to the editor. A file of a workspace that is on no disk. Answers `Loaded`. */
export const readMethod = "amlNetworkAudit/read";

/** Request to the editor. What is directly in a folder of such a workspace. Answers `Entry[]`, null where there is no such folder. */
export const listMethod = "amlNetworkAudit/list";

export interface PlaceParams {
  readonly uri: string;
}

export interface Entry {
  readonly name: string;
  readonly kind: "file" | "folder";
}

/** A flow that a code lens offers to show the way of. */
export interface LensFlow {
  /** The requirement's id. */
  readonly requirement: string;
  readonly value: string;
  /** `TCP 443`. */
  readonly ports: string;
}
