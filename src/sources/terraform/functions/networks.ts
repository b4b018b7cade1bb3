import ipaddr from "ipaddr.js";
import { list, scalar, type Value } from "../../../model/value.ts";
import { failure } from "../evaluate/values.ts";
import { type Builtin, type Call, fixed, variadic } from "./define.ts";

export const networks: { readonly [name: string]: Builtin } = {
  cidrhost: fixed(["string", "number"], (call, prefix, host) => {
    const network = parse(prefix);
    if (!network) return notPrefix(call, prefix);
    const size = 2n ** BigInt(network.bits - network.length);
    const wanted = BigInt(Math.trunc(host));
    const offset = wanted < 0n ? size + wanted : wanted;
    return offset < 0n || offset >= size
      ? failure("The prefix does not have so many hosts.", call.at)
      : spell(network.base + offset, network.bits);
  }),
  cidrnetmask: fixed(["string"], (call, prefix) => {
    const network = parse(prefix);
    if (network?.bits !== 32) return notPrefix(call, prefix);
    return spell(2n ** 32n - 2n ** BigInt(32 - network.length), 32);
  }),
  cidrsubnet: fixed(["string", "number", "number"], (call, prefix, newbits, number) => {
    const network = parse(prefix);
    if (!network) return notPrefix(call, prefix);
    const length = network.length + newbits;
    if (newbits < 0 || length > network.bits) return failure("The prefix is too short for so many bits.", call.at);
    if (number < 0 || BigInt(Math.trunc(number)) >= 2n ** BigInt(newbits))
      return failure("There are not so many subnets of this size.", call.at);
    return `${spell(network.base + BigInt(number) * 2n ** BigInt(network.bits - length), network.bits)}/${length}`;
  }),
  cidrsubnets: variadic(["string"], "number", (call, [prefix], newbits) => {
    const network = parse(prefix);
    return network ? subnets(call, network, newbits) : notPrefix(call, prefix);
  }),
  cidrcontains: fixed(["string", "string"], (call, outer, inner) => {
    const [network, other] = [parse(outer), parse(inner.includes("/") ? inner : `${inner}/${inner.includes(":") ? 128 : 32}`)];
    if (!network || !other) return notPrefix(call, network ? inner : outer);
    const end = network.base + 2n ** BigInt(network.bits - network.length);
    return network.bits === other.bits && other.length >= network.length && other.base >= network.base && other.base < end;
  }),
};

interface Network {
  readonly base: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

function parse(prefix: string): Network | undefined {
  try {
    const [address, length] = ipaddr.parseCIDR(prefix);
    const bits = address.kind() === "ipv4" ? 32 : 128;
    const number = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    const size = 2n ** BigInt(bits - length);
    return { base: number - (number % size), length, bits };
  } catch {
    return undefined;
  }
}

function spell(number: bigint, bits: 32 | 128): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) => Number((number / 256n ** BigInt(bits / 8 - 1 - index)) % 256n));
  return ipaddr.fromByteArray(bytes).toString();
}

function notPrefix(call: Call, prefix: string): Value {
  return failure(`'${prefix}' is not an address prefix.`, call.at);
}

/** One after another, each on its own boundary. */
function subnets(call: Call, network: Network, newbits: readonly number[]): Value {
  const end = network.base + 2n ** BigInt(network.bits - network.length);
  const out: Value[] = [];
  let next = network.base;
  for (const more of newbits) {
    const length = network.length + more;
    if (more < 1 || length > network.bits) return failure("The prefix is too short for so many bits.", call.at);
    const size = 2n ** BigInt(network.bits - length);
    const start = next % size === 0n ? next : next + size - (next % size);
    if (start + size > end) return failure("The prefix does not have room for all subnets.", call.at);
    out.push(scalar(`${spell(start, network.bits)}/${length}`, call.at));
    next = start + size;
  }
  return list(out, call.at);
}
