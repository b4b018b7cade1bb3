// Addresses as ranges of numbers, one version at a time. ipaddr.js reads them; here they are only compared.
import ipaddr from "ipaddr.js";

/** Inclusive at both ends. */
export interface Range {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads `10.0.0.0/24`, `10.0.0.4`, `10.0.0.4-10.0.0.9` and the same in IPv6. Undefined for anything else, reversed ranges too. */
export function parseRange(text: string): Range | undefined {
  const known = parsed.get(text);
  if (known !== undefined) return known ?? undefined;
  const range = parseAfresh(text);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, range ?? null);
  return range;
}

/** Rules name the same few prefixes over and over, and each judging asks for all of them. */
const parsed = new Map<string, Range | null>();
const mostParsed = 4096;

function parseAfresh(text: string): Range | undefined {
  const written = text.trim();
  const dash = written.indexOf("-");
  if (dash < 0) return parsePrefix(written);
  const first = parseAddress(written.slice(0, dash).trim());
  const last = parseAddress(written.slice(dash + 1).trim());
  if (!first || !last || first.version !== last.version || first.value > last.value) return undefined;
  return { version: first.version, first: first.value, last: last.value };
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.version === b.version && a.first <= b.last && b.first <= a.last;
}

/** What is left of `from` when all of `taken` is taken away, in order. */
export function subtract(from: readonly Range[], taken: readonly Range[]): readonly Range[] {
  let left: readonly Range[] = from;
  for (const range of taken) left = left.flatMap((piece) => without(piece, range));
  return left;
}

/** The pieces of `range` between the edges of the others, so that each of those holds a piece whole or not at all. */
export function pieces(range: Range, others: readonly Range[]): readonly Range[] {
  const cuts = new Set<bigint>([range.first]);
  for (const other of others) {
    if (!overlaps(range, other)) continue;
    if (other.first > range.first) cuts.add(other.first);
    if (other.last < range.last) cuts.add(other.last + 1n);
  }
  const starts = [...cuts].sort((a, b) => (a < b ? -1 : 1));
  return starts.map((first, index) => ({ version: range.version, first, last: (starts[index + 1] ?? range.last + 1n) - 1n }));
}

/** Every address of version 4: Azure's services are reached over it. */
export function isWhole(range: Range): boolean {
  return range.version === 4 && range.first === 0n && range.last === 0xffff_ffffn;
}

/** Whether no address of it is reached over the Internet: private, link-local, shared, loopback. */
export function isPrivate(range: Range): boolean {
  return PRIVATE.some((own) => contains(own, range));
}

/** `10.0.0.0/24`, or `first-last` where it is no prefix. */
export function writeRange(range: Range): string {
  const size = range.last - range.first + 1n;
  const bits = size.toString(2).length - 1;
  const total = range.version === 4 ? 32 : 128;
  if (1n << BigInt(bits) === size && range.first % size === 0n) return `${writeAddress(range.version, range.first)}/${total - bits}`;
  return `${writeAddress(range.version, range.first)}-${writeAddress(range.version, range.last)}`;
}

function parsePrefix(text: string): Range | undefined {
  const slash = text.indexOf("/");
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const total = address.version === 4 ? 32 : 128;
  const written = slash < 0 ? String(total) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(written)) return undefined;
  const length = Number(written);
  if (length > total) return undefined;
  const size = 1n << BigInt(total - length);
  const first = address.value - (address.value % size);
  return { version: address.version, first, last: first + size - 1n };
}

function parseAddress(text: string): { readonly version: 4 | 6; readonly value: bigint } | undefined {
  if (!/^[\da-f.:%]/i.test(text)) return undefined;
  if (text.includes(":")) {
    if (!ipaddr.IPv6.isValid(text)) return undefined;
    return { version: 6, value: fold(ipaddr.IPv6.parse(text).toByteArray()) };
  }
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return { version: 4, value: fold(ipaddr.IPv4.parse(text).toByteArray()) };
}

function fold(bytes: readonly number[]): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return value;
}

function writeAddress(version: 4 | 6, value: bigint): string {
  const bytes: number[] = [];
  for (let rest = value, left = version === 4 ? 4 : 16; left > 0; left -= 1, rest /= 256n) bytes.unshift(Number(rest % 256n));
  return ipaddr.fromByteArray(bytes).toString();
}

function without(piece: Range, taken: Range): readonly Range[] {
  if (!overlaps(piece, taken)) return [piece];
  const left: Range[] = [];
  if (piece.first < taken.first) left.push({ ...piece, last: taken.first - 1n });
  if (taken.last < piece.last) left.push({ ...piece, first: taken.last + 1n });
  return left;
}

const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "fc00::/7",
  "fe80::/10",
].flatMap((prefix) => parseRange(prefix) ?? []);
