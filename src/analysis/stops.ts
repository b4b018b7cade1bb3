// A fix that leaves what nobody knows to be typed: a tab stop in its place instead of a parameter.
import type { Deployment, Finding } from "../model/finding.ts";
import type { Change, Draft, Fix, Repair } from "../model/repair.ts";
import type { Mended } from "./mend.ts";

/** Characters that stand in no file: between them stands the number of a stop. */
const [open, close] = ["\ue000", "\ue001"];
const mark = /\ue000(\d+)\ue001/g;

/**
 * The fix with tab stops, its new texts in the syntax of snippets, where asking is all that it needs a second look for and every edit is
 * in one file; undefined else.
 */
export function withStops(
  finding: Finding,
  deployments: readonly Deployment[],
  uri: string,
  mend: (one: Finding, of: readonly Deployment[]) => Mended,
): Fix | undefined {
  const { repair } = finding;
  if (!repair || (repair.caution !== undefined && !repair.asks)) return undefined;
  const asked = new Map<string, string>();
  const changes = repair.changes.map((change) => answered(change, asked));
  if (asked.size === 0) return undefined;
  const made = mend({ ...finding, repair: { title: repair.title, changes } satisfies Repair }, deployments);
  if ("cannot" in made || made.caution !== undefined || made.edits.some((edit) => edit.uri !== uri)) return undefined;
  const texts = [...asked.values()];
  return { title: made.title, edits: made.edits.map((edit) => ({ ...edit, newText: snippet(edit.newText, texts) })) };
}

function answered(change: Change, asked: Map<string, string>): Change {
  if (change.do === "set" || change.do === "append" || change.do === "exchange") return { ...change, value: draft(change.value, asked) };
  if (change.do !== "add") return change;
  return {
    ...change,
    resources: change.resources.map((one) => ({
      ...one,
      name: draft(one.name, asked),
      body: Object.fromEntries(Object.entries(one.body).map(([name, value]) => [name, draft(value, asked)])),
    })),
  };
}

function draft(value: Draft, asked: Map<string, string>): Draft {
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map((item) => draft(item, asked));
  if ("$parameter" in value && typeof value.$parameter === "string") {
    if (value.default !== undefined || value.secure) return value;
    const name = value.$parameter;
    if (!asked.has(name)) asked.set(name, String(value.description));
    return `${open}${[...asked.keys()].indexOf(name)}${close}`;
  }
  if (Object.keys(value).some((name) => name.startsWith("$") && name !== "$keyed")) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, draft(inner as Draft, asked)]));
}

function isList(value: Draft): value is readonly Draft[] {
  return Array.isArray(value);
}

/** What is asked in several places is typed once: they share the stop. */
function snippet(text: string, asked: readonly string[]): string {
  const plain = (part: string) => part.replace(/[\\$}]/g, "\\$&");
  let out = "";
  let at = 0;
  for (const found of text.matchAll(mark)) {
    const stop = Number(found[1]);
    out += `${plain(text.slice(at, found.index))}\${${stop + 1}:${plain((asked[stop] ?? "").replace(/\.$/, ""))}}`;
    at = found.index + found[0].length;
  }
  return out + plain(text.slice(at));
}
