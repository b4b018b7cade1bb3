// What an audit says: plain data that every face prints.
import type { Language, Problem } from "./declaration.ts";
import type { Graph } from "./graph.ts";
import type { Origin } from "./origin.ts";
import type { Repair } from "./repair.ts";
import type { Requirement } from "./requirement.ts";
import type { Scenario } from "./scenario.ts";
import type { Reason } from "./value.ts";
import type { Related, Severity } from "./verdict.ts";

export interface Subject {
  readonly type: string;
  /** As far as it is known; unknown parts stand as `…`. */
  readonly name: string;
  /** The resource's key in its graph. */
  readonly key: string;
  /** Where it is declared: the same key in two deployments may be two resources. */
  readonly at: Origin;
}

interface Judged {
  readonly rule: string;
  readonly subject: Subject;
  readonly requirement?: Requirement;
  /** The requirement's value with region and case of this deployment. */
  readonly value?: string;
  /** The ports concerned; only the missing ones when unmet. */
  readonly ports?: readonly string[];
  /** Ids of the deployments in which it is so. */
  readonly deployments: readonly string[];
}

export interface Finding extends Judged {
  readonly verdict: "unmet" | "unclear";
  readonly severity: Severity;
  readonly at: Origin;
  readonly message: string;
  readonly because?: Reason;
  readonly related: readonly Related[];
  readonly tags: readonly ("unnecessary" | "deprecated")[];
  readonly repair?: Repair;
  /** `outside`: by the configuration, not by a comment beside it. */
  readonly suppressed?: { readonly reason: string; readonly outside?: true };
  readonly baseline?: boolean;
  /** Stable over moves of lines and over machines: for baselines and SARIF. */
  readonly fingerprint: string;
}

export interface Check extends Judged {
  readonly verdict: "met" | "unmet" | "unclear";
  readonly witness?: { readonly at: Origin; readonly name: string };
}

/** An entry template with one set of parameters, or an environment of several. */
export interface Deployment {
  /** `main.bicep + main.prod.bicepparam`, relative to the root. */
  readonly id: string;
  readonly language: Language;
  /** URIs of its entries and parameter files. */
  readonly entries: readonly string[];
  readonly parameters: readonly string[];
  /** URIs of all files that its evaluation read. */
  readonly files: readonly string[];
  /** How many resources these files declare, each where it is written; of rows of Azure, how many there are. */
  readonly resources: number;
  /** Set when it holds nothing that a rule begins from. Then it has no checks, and its graph is made when somebody looks at it. */
  readonly idle?: true;
  readonly graph: Graph;
  readonly scenario: Scenario;
  /** Prefixes of a service tag by its name in lower case, where a published list of the cloud's tags was given. */
  readonly servicePrefixes?: ((tag: string) => readonly string[] | undefined) | undefined;
}

interface Summary {
  readonly files: number;
  readonly resources: number;
  readonly met: number;
  readonly unmet: number;
  readonly unclear: number;
  readonly suppressed: number;
}

export interface AuditResult {
  /** In fixed order: file, position, rule. Suppressed ones are there and marked. */
  readonly findings: readonly Finding[];
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
  readonly deployments: readonly Deployment[];
  /** The one of `problems` that says which deployments were not judged, or not wholly, because an audit holds no more. They are not among `deployments`. */
  readonly left?: Problem;
  readonly summary: Summary;
  /** Addresses that evaluation asked for and that were not given yet: give them and ask again. A URI ending in `/` is a listing. */
  readonly wanted: readonly string[];
}
