// What a repair wants written, in Bicep's spelling.
import type { Draft } from "../../model/repair.ts";
import { quote } from "./scan-string.ts";
import type { Style } from "./style.ts";

/** A draft in which everything that depends on the file is text of Bicep already. */
export type Ready =
  | string
  | number
  | boolean
  | { readonly code: string }
  | readonly Ready[]
  | { readonly members: readonly (readonly [string, Ready])[] };

/** Resolves what a draft asks of the file: ids, parameters, names. Gives text of Bicep, or why it cannot. */
export type Resolve = (draft: { readonly [name: string]: unknown }) => string | { readonly cannot: string };

/** The draft with its questions answered. */
export function ready(draft: Draft, resolve: Resolve): Ready | { readonly cannot: string } {
  if (typeof draft !== "object") return draft;
  if (isList(draft)) {
    const items: Ready[] = [];
    for (const one of draft) {
      const item = ready(one, resolve);
      if (isFailure(item)) return item;
      items.push(item);
    }
    return items;
  }
  if (isKeyed(draft)) {
    const [name, value] = [ready(draft.$keyed, resolve), ready(draft.value, resolve)];
    if (isFailure(name)) return name;
    if (isFailure(value)) return value;
    return { members: [[typeof name === "object" && "code" in name ? `\${${name.code}}` : String(name), value]] };
  }
  if (Object.keys(draft).some((name) => name.startsWith("$"))) {
    const code = resolve({ ...draft });
    return typeof code === "string" ? { code } : code;
  }
  const members: [string, Ready][] = [];
  for (const [name, value] of Object.entries(draft)) {
    const item = ready(value, resolve);
    if (isFailure(item)) return item;
    members.push([name, item]);
  }
  return { members };
}

function isKeyed(draft: Draft): draft is Extract<Draft, { $keyed: Draft }> {
  return typeof draft === "object" && "$keyed" in draft;
}

function isList(draft: Draft): draft is readonly Draft[] {
  return Array.isArray(draft);
}

export function isFailure(value: unknown): value is { readonly cannot: string } {
  return typeof value === "object" && value !== null && "cannot" in value;
}

/** A value as Bicep; `indent` is that of the line it begins on. */
export function print(value: Ready, indent: string, style: Style): string {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object") return String(value);
  if ("code" in value) return value.code;
  const inner = indent + style.unit;
  const lines =
    "members" in value
      ? value.members.map(([name, member]) => `${inner}${printKey(name)}: ${print(member, inner, style)}`)
      : [...value].map((item) => `${inner}${print(item, inner, style)}`);
  const [open, close] = "members" in value ? ["{", "}"] : ["[", "]"];
  return lines.length === 0 ? open + close : [open, ...lines, indent + close].join(style.eol);
}

export function printKey(name: string): string {
  if (/^\$\{.*\}$/.test(name)) return `'${name}'`; // the name is what an expression comes to
  return /^[A-Za-z_]\w*$/.test(name) ? name : quote(name);
}
