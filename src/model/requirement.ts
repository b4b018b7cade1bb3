import type { Cloud } from "./declaration.ts";

export type RequirementKind =
  | "serviceTag"
  | "fqdn"
  | "inbound"
  | "route"
  | "privateEndpoint"
  | "privateDnsZone"
  | "encryption"
  | "setting"
  | "role"
  | "limitation";

export type Protocol = "TCP" | "UDP" | "Any";

/** One way to let a flow through. */
export type Destination =
  /** A tag without region. `regional`: `Storage.<Region>` in the workspace's own region is enough. */
  | { readonly tag: string; readonly regional?: true }
  /**
   * `*.azureml.ms`. `<region>` stands for the region; another name in angle brackets (`<storage>`, `<registry>`, `<workspace>`)
   * for one label that only the deployment knows. `ports`: where the host needs fewer than the flow does.
   */
  | { readonly host: string; readonly ports?: readonly string[] };

/** Traffic that a workspace needs. Allowing every destination of one alternative is enough. */
export interface Flow {
  readonly direction: "outbound" | "inbound";
  /** Where it starts when not at the computes: nodes of an attached Kubernetes cluster, or the machine of somebody who works with studio. */
  readonly from?: "kubernetes" | "client";
  readonly protocol: Protocol;
  /** Single ports or ranges: `443`, `8704-8710`. */
  readonly ports: readonly string[];
  readonly alternatives: readonly (readonly Destination[])[];
  /** The sub-resource (`file`) whose private endpoints it goes to: where a route leads there through a firewall, letting it through to them is enough. */
  readonly endpoint?: string;
}

export interface SourceLine {
  /** `use-a-firewall`, `il5-guide`, `managed-network`: see `documents.ts`. */
  readonly document: string;
  /** `2020-03`, `2021-07`, `il5-2022-09`, `2023`, or the page's date. */
  readonly revision: string;
  readonly line?: number;
}

/** A fact of Microsoft's documents, dated. */
export interface Requirement {
  /** Stable: `outbound-azure-machine-learning-tcp`. */
  readonly id: string;
  readonly kind: RequirementKind;
  /** The tag, host, sub-resource (`blob`), zone, or setting, as users know it. */
  readonly value: string;
  readonly flow?: Flow;
  /** Rows of kind `privateEndpoint` and `privateDnsZone`: the ARM type and the sub-resource (`blob`) that the endpoint or zone is for. */
  readonly link?: { readonly type: string; readonly group: string };
  readonly clouds: readonly Cloud[];
  /** Names of scenario features; all must be on (`!x`: off). Empty: always. */
  readonly when: readonly string[];
  readonly level: "required" | "recommended" | "situational";
  readonly why: string;
  /** First and last day in force, `YYYY-MM-DD`. */
  readonly since: string;
  readonly until?: string;
  readonly replacedBy?: readonly string[];
  readonly sources: readonly SourceLine[];
  /** When somebody last held it against the documents. */
  readonly checked: string;
}
