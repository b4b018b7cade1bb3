// Reads the lists that rules are made of: addresses, tags, ports, protocols, hosts. What cannot be read stays as a reason.
import type { Graph, Resource } from "../../model/graph.ts";
import { identity, look } from "../../model/look.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Condition, Path, Reason, Value } from "../../model/value.ts";
import { parseRange } from "../match/addresses.ts";
import { unknownPart } from "../match/hosts.ts";
import type { Ports } from "../match/ports.ts";
import { parsePorts } from "../match/ports.ts";
import type { Access, Piece, PortSet, Term, Terms, Transport, Transports } from "./types.ts";

export interface Items {
  readonly items: readonly Value[];
  readonly open?: Reason;
}

/** The items of a list, or the one value where a list may be written as one. Absent is empty. */
export function itemsAt(value: Value, path: Path, under: Condition = []): Items {
  const seen = look(value, path, under);
  if (seen.is === "absent") return { items: [] };
  if (seen.is === "unclear") return { items: [], open: seen.because };
  const found = seen.value;
  if (found.kind === "list") return found.open ? { items: found.items, open: found.open } : { items: found.items };
  if (found.kind === "choice") return { items: inEveryCase(found), open: found.when.because };
  return { items: [found] };
}

/** The items that a list has whichever case it is. */
function inEveryCase(value: Value): readonly Value[] {
  if (value.kind !== "choice") return value.kind === "list" ? value.items : [];
  const others = inEveryCase(value.else);
  return inEveryCase(value.then).filter((item) => others.includes(item));
}

/** Items of several lists as one: `destinationAddressPrefix` and `destinationAddressPrefixes`. */
export function itemsOf(value: Value, paths: readonly Path[], under: Condition = []): Items {
  const lists = paths.map((path) => itemsAt(value, path, under));
  const open = lists.find((list) => list.open)?.open;
  const items = lists.flatMap((list) => list.items);
  return open ? { items, open } : { items };
}

export function termsOf(graph: Graph, found: Items): Terms {
  const items = found.items.flatMap((item) => termOf(graph, item, 0));
  return found.open ? { items, open: found.open } : { items };
}

export function joinTerms(lists: readonly Terms[]): Terms {
  const open = lists.find((list) => list.open)?.open;
  const items = lists.flatMap((list) => list.items);
  return open ? { items, open } : { items };
}

function termOf(graph: Graph, value: Value, depth: number): readonly Term[] {
  switch (value.kind) {
    case "scalar":
      return typeof value.value === "string" ? writtenTerm(value.value) : [];
    case "text":
      return [textTerm(value)];
    case "reference": {
      const target = value.to.by === "key" && depth < 8 ? graph.get(value.to.key) : undefined;
      if (target && value.path.length > 0) {
        const below = itemsAt(target.body, value.path, target.condition);
        // What is not written there Azure gives when it is deployed.
        if (!below.open && below.items.length > 0) return below.items.flatMap((item) => termOf(graph, item, depth + 1));
      }
      const term = sameOr(value, { kind: "azure", text: "This address is read from another resource when it is deployed." });
      return [target && term.is === "same" ? { ...term, of: target.key } : term];
    }
    case "constant":
      return [sameOr(value, value.because)];
    case "choice":
      return [{ is: "unknown", because: value.when.because }];
    case "list":
      return value.items.flatMap((item) => termOf(graph, item, depth + 1));
    case "unknown":
      return [{ is: "unknown", because: value.because }];
    case "object":
      return [{ is: "unknown", because: { kind: "error", text: "An address is expected here, not an object." } }];
  }
}

function writtenTerm(text: string): readonly Term[] {
  const written = text.trim();
  if (written === "") return [];
  if (written === "*" || written.toLowerCase() === "any") return [{ is: "any" }];
  const range = parseRange(written);
  if (range) return [{ is: "range", range }];
  if (/^[a-z][a-z0-9.]*$/i.test(written) && !/^[0-9a-f:]+$/i.test(written)) return [{ is: "tag", name: written.toLowerCase() }];
  return [{ is: "unknown", because: { kind: "error", text: `'${written}' is neither an address, a prefix, a range nor a service tag.` } }];
}

/** `Storage.${location}` is a tag with a region that is not known; `10.${x}.0.0/16` is only equal to itself. */
function textTerm(value: Value & { kind: "text" }): Term {
  const first = value.parts[0];
  const because = reasonOf(value);
  if (first?.kind === "scalar" && /^[a-z]+\.$/i.test(String(first.value))) {
    const written = writtenText(value);
    if (written !== undefined) return { is: "tag", name: written.toLowerCase() };
  }
  return sameOr(value, because);
}

function sameOr(value: Value, because: Reason): Term {
  const same = identity(value);
  return same === undefined ? { is: "unknown", because } : { is: "same", identity: same, because };
}

/** Text with its unknown parts marked so that equal ones stay equal; undefined where a part is like nothing else. */
export function writtenText(value: Value): string | undefined {
  if (value.kind === "scalar") return value.value === null ? undefined : String(value.value);
  if (value.kind === "text") {
    const parts = value.parts.map(writtenText);
    return parts.includes(undefined) ? undefined : parts.join("");
  }
  const same = identity(value);
  return same === undefined ? undefined : unknownPart(same);
}

/** The name of what a property links to, its unknown parts marked as in `writtenText`; in lower case. */
export function linkedName(graph: Graph, from: Resource, value: Value, path: Path): string | undefined {
  const id = look(value, path, from.condition);
  const found = id.is === "value" ? graph.resolve(id.value, from.condition) : undefined;
  const last = found?.is === "found" ? found.resource.names.at(-1) : undefined;
  const written =
    last ?? (id.is === "value" && id.value.kind === "reference" && id.value.to.by === "id" ? id.value.to.names.at(-1) : undefined);
  if (written) return writtenText(written)?.toLowerCase();
  const text = id.is === "value" && id.value.kind === "scalar" ? id.value.value : undefined;
  return typeof text === "string" && text !== "" ? text.split("/").at(-1)?.toLowerCase() : undefined;
}

export function portsOf(found: Items): PortSet {
  const items: Ports[] = [];
  let open = found.open;
  for (const item of found.items) {
    if (item.kind !== "scalar") {
      open ??= reasonOf(item);
      continue;
    }
    const ports = parsePorts(String(item.value ?? ""));
    if (ports) items.push(ports);
    else if (item.value !== "") open ??= { kind: "error", text: `'${item.value}' is no port and no range of ports.` };
  }
  return open ? { items, open } : { items };
}

/** As security rules and firewall rules write them. */
const TRANSPORTS: ReadonlyMap<string, Transport> = new Map([
  ["tcp", "tcp"],
  ["udp", "udp"],
  ["icmp", "icmp"],
  ["icmpv4", "icmp"],
  ["icmpv6", "icmp"],
  ["esp", "other"],
  ["ah", "other"],
]);

export function transportsOf(found: Items): Transports {
  if (found.open) return found.open;
  const protocols: Transport[] = [];
  for (const item of found.items) {
    if (item.kind !== "scalar") return reasonOf(item);
    const name = String(item.value).toLowerCase();
    if (name === "*" || name === "any") return undefined;
    const protocol = TRANSPORTS.get(name);
    if (!protocol) return { kind: "error", text: `'${item.value}' is no protocol that rules know.` };
    protocols.push(protocol);
  }
  return protocols;
}

export interface Texts {
  readonly items: readonly string[];
  readonly open?: Reason;
}

/** Hosts, URLs, names of tags and categories, in lower case. */
export function textsOf(found: Items): Texts {
  const items: string[] = [];
  let open = found.open;
  for (const item of found.items) {
    const written = item.kind === "scalar" || item.kind === "text" ? writtenText(item) : undefined;
    if (written === undefined) open ??= reasonOf(item);
    else if (written !== "") items.push(written.toLowerCase());
  }
  return open ? { items, open } : { items };
}

/** A keyword such as `Allow`, in lower case. Absent gives `otherwise`. */
export function wordAt(value: Value, path: Path, otherwise: string, under: Condition = []): string | Reason {
  const seen = look(value, path, under);
  if (seen.is === "absent") return otherwise;
  if (seen.is === "unclear") return seen.because;
  return seen.value.kind === "scalar" ? String(seen.value.value).toLowerCase() : reasonOf(seen.value);
}

export function accessAt(value: Value, path: Path, under: Condition = []): Access {
  const word = wordAt(value, path, "", under);
  if (typeof word !== "string") return word;
  if (word === "allow" || word === "deny") return word;
  return { kind: "error", text: word === "" ? "The action of this rule is not given." : `'${word}' is no action of a rule.` };
}

export function flagAt(value: Value, path: Path, otherwise: boolean, under: Condition = []): boolean | Reason {
  const word = wordAt(value, path, String(otherwise), under);
  if (typeof word !== "string") return word;
  return word === "true" || word === "enabled";
}

/** Undefined where it is not known. */
export function numberAt(value: Value, path: Path, under: Condition = []): number | undefined {
  const word = wordAt(value, path, "", under);
  return typeof word === "string" && /^\d+$/.test(word) ? Number(word) : undefined;
}

/** The name to print: the last segment, or the symbol where the name is not known. */
export function nameOf(resource: Resource): string {
  const last = resource.names.at(-1);
  if (last?.kind === "scalar") return String(last.value);
  return resource.symbol ?? last?.kind ?? resource.type;
}

export function pieceOf(resource: Resource): Piece {
  const piece = { name: nameOf(resource), at: resource.at, resource, condition: resource.condition };
  return resource.repeated ? { ...piece, maybe: resource.repeated } : piece;
}
