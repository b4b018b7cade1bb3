// Host patterns as Azure Firewall reads them: an asterisk stands for any text, dots and nothing included,
// so `*.x.com` takes in `a.b.x.com` and not `x.com`, and `*x.com` takes in both. Case does not count.
import type { Cover } from "./cover.ts";

/**
 * Stands in a host for a part whose value is not known but is the same wherever the name is: `{location}.tundra.azureml.ms`.
 * The name is put between these two.
 */
const OPEN = "\u{e000}";
const CLOSE = "\u{e001}";

export function unknownPart(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** As a person would write it: `<storage>` for a part that is not known and has a name, `<…>` for one that only an expression gives. */
export function writeHost(host: string): string {
  return host.replace(/\u{e000}([^\u{e000}\u{e001}]*)\u{e001}/gu, (_, name: string) => (/^[a-z ]{1,24}$/.test(name) ? `<${name}>` : "<…>"));
}

/**
 * Whether every host of `wanted` is one of `pattern`. A decision, not a sample: an asterisk in `wanted` is a letter that
 * `pattern` does not have, which only an asterisk can take in; if one does so for that letter it does so for every text.
 */
export function hostCover(pattern: string, wanted: string): Cover {
  const outer = normal(pattern);
  const inner = normal(wanted);
  if (glob(outer, inner.replaceAll("*", "\u{e002}"))) return "all";
  const guessing = hasUnknown(outer) || hasUnknown(inner);
  if (!meet(loosen(outer), loosen(inner))) return "none";
  if (guessing) return { kind: "parameter", text: `A part of '${writeHost(pattern)}' or '${writeHost(wanted)}' is not known.` };
  return "some";
}

/** Whether Azure Firewall takes the pattern: an asterisk only stands at the very left. */
export function isFirewallPattern(pattern: string): boolean {
  return pattern.lastIndexOf("*") <= 0;
}

function normal(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, "");
}

function hasUnknown(host: string): boolean {
  return host.includes(OPEN);
}

/** A part that is not known can be any text. */
function loosen(host: string): string {
  return host.replace(/\u{e000}[^\u{e000}\u{e001}]*\u{e001}/gu, "*").replace(/\*+/g, "*");
}

/** Whether `pattern` takes in the text, letter by letter, in time of their product at most. */
function glob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p;
      p += 1;
      retry = t;
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      retry += 1;
      t = retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

/** Whether some text is in both patterns. */
function meet(a: string, b: string): boolean {
  let reached = new Array<boolean>(b.length + 1).fill(false);
  reached[0] = true;
  spread(reached, b);
  for (const letter of a) {
    const next = new Array<boolean>(b.length + 1).fill(false);
    for (let j = 0; j <= b.length; j += 1) {
      if (letter === "*") {
        next[j] = reached[j] === true || (j > 0 && next[j - 1] === true);
        continue;
      }
      if (b[j] === "*" && reached[j]) next[j] = true;
      if (j > 0 && b[j - 1] === letter && reached[j - 1]) next[j] = true;
    }
    spread(next, b);
    reached = next;
  }
  return reached[b.length] === true;
}

/** An asterisk may stand for nothing. */
function spread(reached: boolean[], pattern: string): void {
  for (let j = 0; j < pattern.length; j += 1) if (pattern[j] === "*" && reached[j]) reached[j + 1] = true;
}
