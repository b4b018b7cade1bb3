// The network of a deployment as packets see it. Every piece keeps where it is written, its resource, and what of it is not known.

import type { Resource } from "../../model/graph.ts";
import type { Origin } from "../../model/origin.ts";
import type { Condition, Reason } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import type { Ports } from "../match/ports.ts";

/** One entry of a list of sources or destinations. */
export type Term =
  | { readonly is: "any" }
  | { readonly is: "range"; readonly range: Range }
  /** A service tag in lower case; a region that is not known is in it as an unknown part. */
  | { readonly is: "tag"; readonly name: string }
  /** An application security group, by key. */
  | { readonly is: "group"; readonly key: string }
  /** Not known, but equal wherever the identity is equal. `of`: the key of the resource that it is an address of. */
  | { readonly is: "same"; readonly identity: string; readonly because: Reason; readonly of?: string }
  | { readonly is: "unknown"; readonly because: Reason };

export interface Terms {
  readonly items: readonly Term[];
  /** Set when entries may be there that are not seen. */
  readonly open?: Reason;
}

export interface PortSet {
  readonly items: readonly Ports[];
  readonly open?: Reason;
}

/** Something a person can go to. */
export interface Piece {
  readonly name: string;
  readonly at: Origin;
  readonly resource: Resource;
  /** When it is there. */
  readonly condition: Condition;
  /** Set when it may not be there at all, or not in this place of the order. */
  readonly maybe?: Reason;
}

export type Access = "allow" | "deny" | Reason;
export type Transport = "tcp" | "udp" | "icmp" | "other";
/** Undefined: every protocol. A reason where it is not known. */
export type Transports = readonly Transport[] | Reason | undefined;

export interface SecurityRule extends Piece {
  readonly direction: "inbound" | "outbound" | Reason;
  readonly access: Access;
  /** Undefined where it is not known. */
  readonly priority: number | undefined;
  readonly protocols: Transports;
  readonly sources: Terms;
  readonly destinations: Terms;
  readonly sourcePorts: PortSet;
  readonly ports: PortSet;
}

export interface SecurityGroup extends Piece {
  /** As they are declared, each once. */
  readonly rules: readonly SecurityRule[];
  /** In the order in which they are asked about what comes in; priorities of the other direction play no part. */
  readonly inbound: readonly SecurityRule[];
  readonly outbound: readonly SecurityRule[];
  readonly open?: Reason;
}

/** Of Azure Virtual Network Manager. */
export interface AdminRule extends Piece {
  /** Or nobody knows. */
  readonly outbound: boolean;
  /** `allow`, `alwaysallow` or `deny`, in lower case. */
  readonly access: string | Reason;
  readonly priority: number | undefined;
  readonly protocols: Transports;
  /** Empty for all. */
  readonly sources: Terms;
  readonly destinations: Terms;
  readonly ports: PortSet;
}

export type NextHop = "internet" | "virtualappliance" | "none" | "virtualnetworkgateway" | "vnetlocal" | Reason;

export interface Route extends Piece {
  readonly prefix: Term;
  readonly hop: NextHop;
  readonly appliance?: Appliance;
}

/** What a next hop address is. */
export type Appliance =
  | { readonly is: "firewall"; readonly firewall: Firewall }
  | { readonly is: "other"; readonly resource?: Resource; readonly address?: string }
  | { readonly is: "unclear"; readonly because: Reason };

export interface RouteTable extends Piece {
  readonly routes: readonly Route[];
  readonly open?: Reason;
  readonly gatewayRoutes: boolean | Reason;
}

/** A linked resource: there, not there, or not to be said. */
export type Link<T> =
  | { readonly is: "there"; readonly to: T }
  | { readonly is: "absent" }
  | { readonly is: "unclear"; readonly because: Reason };

/** A network interface: asked before the subnet's group when packets leave, and after it when they come in. */
export interface Card {
  readonly name: string;
  readonly at: Origin;
  readonly group: Link<SecurityGroup>;
  /** Keys of the application security groups that it is in. */
  readonly memberOf: readonly string[];
  /** Set when it may be in more. */
  readonly memberOpen?: Reason;
}

export interface Gateway extends Piece {
  /** Whether it may learn a default route from on premises. */
  readonly learnsDefault: boolean | Reason;
}

export interface Network extends Piece {
  readonly space: Terms;
  readonly dns: { readonly servers: Terms };
  readonly peers: readonly Network[];
  readonly peersOpen?: Reason;
  readonly subnets: readonly Subnet[];
  readonly gateway?: Gateway;
  /** Peers whose gateway it uses, or may use. */
  readonly gatewayPeers: readonly Network[];
  /** The virtual hub that it is connected to. */
  readonly hub?: Hub;
}

export interface Subnet extends Piece {
  readonly network: Network | undefined;
  readonly prefixes: Terms;
  readonly securityGroup: Link<SecurityGroup>;
  readonly routeTable: Link<RouteTable>;
  readonly natGateway: Link<Resource>;
  /** Whether machines without a public address reach the Internet by Azure's default. */
  readonly defaultOutbound: boolean | Reason;
  /** Services with a service endpoint, lower case. */
  readonly serviceEndpoints: readonly string[];
  readonly endpointPolicies: boolean | Reason;
  /** Whether network policies surely let routes of one's own lead to private endpoints in it. */
  readonly routesToEndpoints: boolean;
}

export interface Hub extends Piece {
  /** Where its routing intent or default route sends what goes to the Internet. */
  readonly internet: Link<Firewall>;
  /** Whether the connection takes the hub's default route. */
  readonly secured: boolean | Reason;
}

export interface ApplicationProtocol {
  readonly type: "http" | "https" | "mssql" | "other";
  readonly port: number;
}

interface FilterRule extends Piece {
  readonly access: Access;
  readonly collection: string;
  readonly sources: Terms;
}

export interface NetworkRule extends FilterRule {
  readonly kind: "network";
  readonly protocols: Transports;
  readonly destinations: Terms;
  readonly hosts: readonly string[];
  readonly hostsOpen?: Reason;
  readonly ports: PortSet;
}

export interface ApplicationRule extends FilterRule {
  readonly kind: "application";
  readonly protocols: readonly ApplicationProtocol[];
  readonly protocolsOpen?: Reason;
  readonly hosts: readonly string[];
  readonly hostsOpen?: Reason;
  /** `host/path` patterns; they ask for inspection of TLS when https. */
  readonly urls: readonly string[];
  readonly fqdnTags: readonly string[];
  readonly webCategories: readonly string[];
  readonly inspectsTls: boolean;
  readonly destinations: Terms;
}

/** A collection of rules that another rule can be added to. */
export interface Collection extends Piece {
  readonly kind: "network" | "application" | "nat" | "unknown";
  readonly access: Access;
  readonly priority: number | undefined;
  /** Declaration key and path of its list of rules. */
  readonly owner: string;
  readonly path: readonly (string | number)[];
  readonly sources: readonly Terms[];
  /** Of the base policy. */
  readonly inherited: boolean;
}

export interface Firewall extends Piece {
  readonly policy?: Resource;
  /** The prefix of its subnet, and its own addresses where they are written. */
  readonly addresses: Terms;
  readonly network: Network | undefined;
  /** The subnet that it stands in. */
  readonly subnet?: Resource;
  /** In the order they are looked at. */
  readonly networkRules: readonly NetworkRule[];
  readonly applicationRules: readonly ApplicationRule[];
  readonly collections: readonly Collection[];
  /** Set when rules may be there that are not seen. */
  readonly open?: Reason;
  readonly dnsProxy: boolean | Reason;
  /** Servers that its proxy asks instead of Azure's own DNS. */
  readonly dnsServers: Terms;
  readonly threatIntel: "off" | "alert" | "deny" | Reason;
  readonly tier: "basic" | "standard" | "premium" | Reason;
}

export interface ManagedRule extends Piece {
  readonly type: "fqdn" | "servicetag" | "privateendpoint" | Reason;
  readonly host?: string;
  readonly tag?: string;
  readonly access: Access;
  readonly protocols: Transports;
  readonly ports: PortSet;
  readonly addresses: Terms;
  /** What a private endpoint leads to. */
  readonly inside?: PrivateTarget;
}

/** A resource that a private endpoint stands for: by its name, and for a storage account by its sub-resources. */
export interface PrivateTarget {
  /** In lower case; undefined where it is not known. */
  readonly name: string | undefined;
  /** `blob`, in lower case; empty for all. */
  readonly groups: readonly string[];
}

export interface ManagedNetwork extends Piece {
  /** Of the firewall that Azure makes for rules that name hosts. */
  readonly tier: "basic" | "standard" | Reason;
  /** The workspace's own stores, which Azure gives private endpoints there. */
  readonly stores: readonly PrivateTarget[];
  readonly mode: "allowinternetoutbound" | "allowonlyapprovedoutbound" | "disabled" | Reason;
  readonly rules: readonly ManagedRule[];
  readonly open?: Reason;
}

export interface PrivateEndpoint extends Piece {
  readonly target: Link<Resource>;
  readonly groups: readonly string[];
  readonly subnet: Link<Subnet>;
  /** Zones of its zone groups. */
  readonly zones: readonly { readonly name: string; readonly networks: readonly string[]; readonly open?: Reason }[];
}

/** An inbound endpoint of Azure's private resolver: it answers from the zones that its network is linked to. */
export interface Resolver {
  readonly keys: readonly string[];
  readonly addresses: Terms;
  readonly network: Network | undefined;
}

export interface Topology {
  readonly networks: readonly Network[];
  readonly subnets: readonly Subnet[];
  readonly firewalls: readonly Firewall[];
  readonly managed: readonly ManagedNetwork[];
  readonly endpoints: readonly PrivateEndpoint[];
  readonly resolvers: readonly Resolver[];
  readonly routeTables: readonly RouteTable[];
  readonly groups: readonly SecurityGroup[];
  readonly adminRules: readonly AdminRule[];
  subnet(key: string): Subnet | undefined;
}
