import type { Fault } from "./tokens.ts";

interface Scanner {
  readonly text: string;
  at: number;
  readonly faults: Fault[];
}

/** How a piece of a string ends. */
export type Ending = "closed" | "hole" | "open";

/** Scans what follows a quote or a hole's brace in a string of one line. A line's end is left to be read. */
export function scanSegment(scanner: Scanner): Ending {
  const { text } = scanner;
  let at = scanner.at;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 39) {
      scanner.at = at + 1;
      return "closed";
    }
    if (code === 36 && text.charCodeAt(at + 1) === 123) {
      scanner.at = at + 2;
      return "hole";
    }
    if (code === 92) {
      if (at + 1 < text.length && text.charCodeAt(at + 1) !== 10 && text.charCodeAt(at + 1) !== 13) at++;
    } else if (code === 10 || code === 13) break;
  }
  scanner.faults.push({
    start: scanner.at - 1,
    end: at,
    message: "This string is not closed on its line. Close it with a single quote.",
  });
  scanner.at = at;
  return "open";
}

/** Scans what follows `'''` or a hole's brace in a string over lines; `dollars` is how many open a hole, 0 for none. */
export function scanMultiline(scanner: Scanner, dollars: number): Ending {
  const { text } = scanner;
  const start = scanner.at;
  for (let at = start; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code !== 39 && code !== 36) {
      at++;
      continue;
    }
    const from = at;
    while (text.charCodeAt(at) === code) at++;
    if (code === 39 && at - from >= 3) {
      scanner.at = at;
      return "closed";
    }
    if (code === 36 && dollars > 0 && at - from >= dollars && text.charCodeAt(at) === 123) {
      scanner.at = at + 1;
      return "hole";
    }
  }
  scanner.faults.push({ start: start - 3, end: start, message: "This string over several lines is not closed. Close it with '''." });
  scanner.at = text.length;
  return "open";
}

/** What a piece of a one-line string says, its escapes resolved. */
export function resolveEscapes(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(?:u\{([0-9a-fA-F]{1,6})\}|(.))/gs, (whole, hex: string | undefined, one: string | undefined) => {
    if (hex !== undefined) {
      const point = Number.parseInt(hex, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    return one === "n" ? "\n" : one === "r" ? "\r" : one === "t" ? "\t" : (one ?? whole);
  });
}

/** A string as Bicep writes it, quotes included. */
export function quote(value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replaceAll("${", "\\${")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `'${escaped}'`;
}
