// What is wrong with an entry of the configuration, in a sentence with the allowed values.
export interface Issue {
  readonly type: string;
  readonly kind: string;
  readonly expected: string | null;
  readonly received: string;
  readonly message: string;
  readonly path?: readonly { readonly key: unknown; readonly input?: unknown }[] | undefined;
}

/** `known` are the names that may stand where an unknown one does. */
export function complaint(issue: Issue, path: readonly (string | number)[], known: readonly string[]): string {
  const name = spoken(path);
  if (issue.type === "strict_object" && issue.expected === "never") return unknownName(String(path.at(-1)), path.slice(0, -1), known);
  if (issue.type === "strict_object" && issue.received === "undefined") {
    return `'${path.at(-1)}' is missing here, so this entry of '${path[0]}' is not used. Add it.`;
  }
  const allowed = allowedValues(issue);
  return `'${name}' takes ${allowed}, not ${received(issue)}. The entry is not used, and what it sets has its default.`;
}

function unknownName(name: string, around: readonly (string | number)[], known: readonly string[]): string {
  const where = around.length === 0 ? "setting" : `name in '${spoken(around)}'`;
  const near = nearest(name, known);
  const list = known.filter((one) => one !== "$schema").join(", ");
  const advice = near ? `Perhaps '${near}' is meant; known are ${list}.` : `Known are ${list}.`;
  return `'${name}' is no ${where}, so it is not used. ${advice}`;
}

function allowedValues(issue: Issue): string {
  if (issue.kind === "validation") return issue.message;
  const expected = issue.expected ?? "";
  switch (expected) {
    case "string":
      return "a text in quotes";
    case "boolean":
      return "true or false";
    case "Array":
      return "a list in brackets";
    case "Object":
      return "an object in braces";
    default:
      return `one of ${expected.replace(/[()]/g, "").replaceAll('"', "'").replaceAll(" | ", ", ")}`;
  }
}

function received(issue: Issue): string {
  if (issue.received === "Object") return "an object";
  if (issue.received === "Array") return "a list";
  if (issue.type === "non_empty") return "an empty one";
  return issue.received.replace(/^"(.*)"$/s, "'$1'");
}

function spoken(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${step}`)).join("");
}

/** The known name that is at most two edits away. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({ one, edits: distance(name.toLowerCase(), one.toLowerCase()) })).sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(2, Math.floor(name.length / 5)) ? best.one : undefined;
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8) return 99;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 99;
}
