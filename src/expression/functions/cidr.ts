import ipaddr from "ipaddr.js";
import { object, scalar } from "../../model/value.ts";
import { type Family, pure, wrong } from "../call.ts";
import { numberOf, stringOf } from "./arguments.ts";

export const cidrFunctions: Family = {
  cidrSubnet: pure(3, 3, ([network, cidr, index], { at }) => {
    const [known, prefix, position] = [stringOf(network), numberOf(cidr), numberOf(index)];
    if (known === undefined || prefix === undefined || position === undefined) return undefined;
    const whole = blockOf(known);
    if (!whole || prefix < whole.prefix || prefix > whole.bits || position < 0 || !Number.isInteger(position))
      return wrong("The subnet asked for is not within the address range.", at);
    if (BigInt(position) >= 1n << BigInt(prefix - whole.prefix)) return wrong("The subnet asked for is not within the address range.", at);
    const size = 1n << BigInt(whole.bits - prefix);
    return scalar(`${spell(whole.first + BigInt(position) * size, whole.bits)}/${prefix}`, at);
  }),
  cidrHost: pure(2, 2, ([network, index], { at }) => {
    const [known, position] = [stringOf(network), numberOf(index)];
    if (known === undefined || position === undefined) return undefined;
    const whole = blockOf(known);
    if (!whole || position < 0 || !Number.isInteger(position)) return wrong("The address range is not written in CIDR notation.", at);
    const host = usable(whole).first + BigInt(position);
    return host > usable(whole).last
      ? wrong("The host asked for is not within the address range.", at)
      : scalar(spell(host, whole.bits), at);
  }),
  parseCidr: pure(1, 1, ([network], { at }) => {
    const known = stringOf(network);
    if (known === undefined) return undefined;
    const whole = blockOf(known);
    if (!whole) return wrong("The address range is not written in CIDR notation.", at);
    const { first, last } = usable(whole);
    const mask = ((1n << BigInt(whole.bits)) - 1n) ^ ((1n << BigInt(whole.bits - whole.prefix)) - 1n);
    const texts = {
      network: spell(whole.first, whole.bits),
      netmask: spell(mask, whole.bits),
      broadcast: spell(whole.last, whole.bits),
      firstUsable: spell(first, whole.bits),
      lastUsable: spell(last, whole.bits),
      cidr: whole.prefix,
    };
    return object(
      Object.entries(texts).map(([name, value]) => ({ name, at, value: scalar(value, at) })),
      at,
    );
  }),
};

interface Block {
  readonly bits: 32 | 128;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

function blockOf(text: string): Block | undefined {
  const whole = text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(whole)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(whole);
  const bytes = address.toByteArray();
  const bits = bytes.length === 4 ? 32 : 128;
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const rest = (1n << BigInt(bits - prefix)) - 1n;
  return { bits, prefix, first: value & ~rest, last: value | rest };
}

/** Of an IPv4 range the first and the last address are the network and the broadcast; ranges of two and one have no others. */
function usable(block: Block): { readonly first: bigint; readonly last: bigint } {
  if (block.bits === 128) return block;
  if (block.prefix >= 31) return { first: block.first, last: block.first };
  return { first: block.first + 1n, last: block.last - 1n };
}

function spell(value: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_, index) => Number((value >> BigInt(bits - 8 - index * 8)) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}
