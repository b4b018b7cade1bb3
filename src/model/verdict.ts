import type { Cloud } from "./declaration.ts";
import type { Graph, Resource } from "./graph.ts";
import type { Origin } from "./origin.ts";
import type { Repair } from "./repair.ts";
import type { Requirement } from "./requirement.ts";
import type { Scenario } from "./scenario.ts";
import type { Reason } from "./value.ts";

/** At stake. error: AML will not work or the profile is violated. warning: exposed or fragile. note: advice, outdated. */
export type Severity = "error" | "warning" | "note";

export interface Related {
  readonly at: Origin;
  readonly message: string;
}

interface About {
  /** The resource that is judged. */
  readonly subject: Resource;
  /** The fact of the rulebook it is judged by, and its value as users know it (a region put in, the missing ports only). */
  readonly requirement?: Requirement;
  readonly value?: string;
  readonly ports?: readonly string[];
  readonly related?: readonly Related[];
}

/** A rule's answer on one subject and one requirement. */
export type Verdict =
  | (About & { readonly is: "met" /** What makes it so. */; readonly witness?: { readonly at: Origin; readonly name: string } })
  | (About & {
      readonly is: "unmet";
      /** Where the finding is drawn. */
      readonly at: Origin;
      /** Says what is wrong, why it matters and what to do, in full sentences. */
      readonly message: string;
      readonly severity?: Severity; // where it differs from the rule's own
      readonly repair?: Repair;
      readonly tags?: readonly ("unnecessary" | "deprecated")[];
    })
  | (About & { readonly is: "unclear"; readonly at: Origin; readonly because: Reason; readonly message: string });

export interface Context {
  readonly graph: Graph;
  readonly scenario: Scenario;
  /** The rows in force for this scenario: cloud, date and features applied. */
  readonly requirements: readonly Requirement[];
  /** Every row of the book in this cloud, retired ones too. */
  readonly book: readonly Requirement[];
  readonly cloud: Cloud;
  /** Prefixes of a service tag by its name in lower case, where Microsoft's file or Azure gave them. */
  servicePrefixes?(tag: string): readonly string[] | undefined;
}

/** A rule: data, and one pure question to the graph. Its folder's name is its id, its page and its SARIF id. */
export interface Rule {
  readonly id: string;
  /** A sentence without a stop that is true when the rule is met: `The workspace encrypts with a customer-managed key`. */
  readonly title: string;
  readonly severity: Severity;
  /** Markdown: what is asked, and why it matters. */
  readonly why: string;
  /** Markdown: what to do. */
  readonly how: string;
  /** Documents behind it; ids of `documents.ts`. */
  readonly documents: readonly string[];
  /** Azure Policy definition ids and NIST SP 800-53 controls that it answers. */
  readonly policies?: readonly string[];
  readonly controls?: readonly string[];
  check(context: Context): Iterable<Verdict>;
}
