// Protocols and ports of an entry, as it is written.
import type { Path } from "../../model/value.ts";
import type { Ports } from "../../reach/match/ports.ts";
import { parsePorts } from "../../reach/match/ports.ts";
import { itemsAt, itemsOf, portsOf, transportsOf } from "../../reach/topology/read.ts";
import type { Transports } from "../../reach/topology/types.ts";
import type { Entry } from "./entries.ts";

export interface Reach {
  readonly ports: readonly Ports[];
  /** Undefined: every protocol; a reason where it is not known. */
  readonly protocols: Transports;
  /** Where ports and protocols are written, from the resource's body. */
  readonly portsPath: Path;
  readonly protocolsPath: Path;
}

/** Undefined where some of the ports are not known, or the entry has none. */
export function reachOf({ kind, value, path }: Entry): Reach | undefined {
  if (kind === "network") {
    const { items, open } = portsOf(itemsAt(value, ["destinationPorts"]));
    if (open) return undefined;
    const policy = itemsAt(value, ["ipProtocols"]);
    const name = policy.items.length > 0 ? "ipProtocols" : "protocols";
    const protocols = transportsOf(itemsAt(value, [name]));
    return { ports: items, protocols, portsPath: [...path, "destinationPorts"], protocolsPath: [...path, name] };
  }
  if (kind === "security") {
    const one: Path = ["properties", "destinationPortRange"];
    const many: Path = ["properties", "destinationPortRanges"];
    const { items, open } = portsOf(itemsOf(value, [one, many]));
    if (open) return undefined;
    const written = itemsAt(value, one).items.length > 0 ? one : many;
    const protocols = transportsOf(itemsAt(value, ["properties", "protocol"]));
    return { ports: items, protocols, portsPath: written, protocolsPath: ["properties", "protocol"] };
  }
  if (kind !== "application") return undefined;
  const { items, open } = itemsAt(value, ["protocols"]);
  if (open) return undefined;
  const ports = items.flatMap((item) => portsOf(itemsAt(item, ["port"])).items);
  return { ports, protocols: ["tcp"], portsPath: [...path, "protocols"], protocolsPath: [...path, "protocols"] };
}

export function overlap(a: readonly Ports[], written: readonly string[]): boolean {
  return written.some((text) => {
    const ports = parsePorts(text);
    return ports !== undefined && a.some((one) => one.from <= ports.to && ports.from <= one.to);
  });
}

/** Whether each of the ports is one of those written: an entry that is made for them. */
export function within(a: readonly Ports[], written: readonly string[]): boolean {
  const wanted = written.flatMap((text) => parsePorts(text) ?? []);
  return a.every((one) => wanted.some((ports) => ports.from <= one.from && one.to <= ports.to));
}
