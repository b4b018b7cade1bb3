// What a walk is about and what it comes to.
import type { Resource } from "../../model/graph.ts";
import type { Origin } from "../../model/origin.ts";
import type { Condition, Reason } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import type { Card, Firewall, ManagedNetwork, Piece, SecurityGroup, Subnet, Terms } from "../topology/types.ts";

/** Where flows start. */
export interface Source {
  /** Stable within a deployment. */
  readonly key: string;
  readonly name: string;
  readonly at: Origin;
  /** The subnet, the workspace with a managed network, or the firewall's policy. */
  readonly resource: Resource;
  readonly subnet?: Subnet;
  readonly managed?: ManagedNetwork;
  /** The interface of one machine. */
  readonly card?: Card;
  /** Only a part of the subnet, or addresses of which the subnet is not known. */
  readonly range?: Range;
  /** Addresses that are not known but equal to themselves. */
  readonly identity?: string;
  /** The firewall that it is known to reach, where the way there is not declared here. */
  readonly through?: Firewall;
  readonly condition: Condition;
  /** Whether its machines have public addresses. */
  readonly publicIp: boolean | Reason;
  /** Why flows start here, as a sentence. */
  readonly because: string;
}

export interface Step {
  readonly stage: "security group" | "route" | "firewall" | "way out" | "managed network" | "private endpoint";
  readonly is: "passes" | "stops" | "unclear" | "noted";
  /** A full sentence. */
  readonly text: string;
  readonly at?: Origin;
}

export interface Witness {
  readonly name: string;
  readonly at: Origin;
}

/** What stops a flow, so that a repair knows where to go. */
export interface Blocker {
  readonly by: "rule" | "nothing allows" | "route" | "no way out";
  readonly text: string;
  readonly at: Origin;
  readonly firewall?: Firewall;
  readonly group?: SecurityGroup;
  readonly managed?: ManagedNetwork;
  readonly rule?: Piece;
  /** Rules that let a part of it through. */
  readonly partly: readonly PartRule[];
}

/** A rule that takes in a part of what is asked; firewall rules and security rules say to where they let. */
export interface PartRule extends Piece {
  readonly destinations?: Terms;
}

export type Walk = { readonly steps: readonly Step[] } & (
  | { readonly is: "allowed"; readonly witness: Witness }
  | {
      readonly is: "blocked";
      /** The first on the way. */
      readonly blocker: Blocker;
      /** What would stop it further on. */
      readonly further: readonly Blocker[];
    }
  | { readonly is: "unclear"; readonly because: Reason }
);
