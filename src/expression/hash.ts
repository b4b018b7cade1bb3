// The hashes that Azure's template functions are known by, so that names made of known parts are the real names.
import { sha1 } from "@noble/hashes/legacy.js";

/** Azure's `uniqueString` of texts already joined by `-`: MurmurHash of 64 bits with constants of its own, 13 characters in base 32. */
export function hash64(text: string): string {
  return base32(murmur(new TextEncoder().encode(text)));
}

const c1 = 0xab0e9789;
const c2 = 0x239b961b;

function murmur(bytes: Uint8Array): readonly [high: number, low: number] {
  const { length } = bytes;
  let h1 = 0;
  let h2 = 0;
  let at = 0;
  for (; at + 8 <= length; at += 8) {
    h1 = (rotate(h1 ^ scramble(word(bytes, at), c2, 15, c1), 19) + h2) | 0;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = (rotate(h2 ^ scramble(word(bytes, at + 4), c1, 17, c2), 13) + h1) | 0;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
  }
  if (length > at) h1 ^= scramble(word(bytes, at), c2, 15, c1);
  if (length > at + 4) h2 ^= scramble(word(bytes, at + 4), c1, 17, c2);
  h1 ^= length;
  h2 ^= length;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return [h2 >>> 0, h1 >>> 0];
}

/** Four bytes, the lowest first; what lies beyond the end is nought. */
function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}

function scramble(value: number, first: number, by: number, second: number): number {
  return Math.imul(rotate(Math.imul(value, first), by), second);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function base32([high, low]: readonly [number, number]): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  let rest = (BigInt(high) << 32n) | BigInt(low);
  let out = "";
  for (let index = 0; index < 13; index++) {
    out += alphabet.charAt(Number((rest >> 59n) & 31n));
    rest = (rest << 5n) & 0xffff_ffff_ffff_ffffn;
  }
  return out;
}

/** Azure's `guid` of texts already joined by `-`: a name-based UUID of version 5 (RFC 9562) in Azure's own namespace. */
export function guidOf(text: string): string {
  const namespace = [0x11, 0xfb, 0x06, 0xfb, 0x71, 0x2d, 0x4d, 0xdd, 0x98, 0xc7, 0xe7, 0x1b, 0xbd, 0x58, 0x88, 0x30];
  const bytes = sha1(new Uint8Array([...namespace, ...new TextEncoder().encode(text)])).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
