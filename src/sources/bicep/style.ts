// How a file is written: line ends, indentation, names.
import { statementsOf } from "./find.ts";
import type { Syntax } from "./syntax.ts";

export interface Style {
  readonly eol: string;
  readonly unit: string;
}

export function styleOf(text: string): Style {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const indent = firstIndent(text);
  return { eol, unit: indent === undefined ? "  " : indent.startsWith("\t") ? "\t" : indent.length > 8 ? "  " : indent };
}

/** By how much the first line behind an opening bracket is further in. */
function firstIndent(text: string): string | undefined {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (!/[{[]$/.test(line.trimEnd())) continue;
    const [outer, inner] = [blankBefore(line), blankBefore(lines[index + 1] ?? "")];
    if (inner.length > outer.length && inner.startsWith(outer) && lines[index + 1]?.trim()) return inner.slice(outer.length);
  }
  return undefined;
}

function blankBefore(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The indentation of the line that an offset is in. */
export function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}

/** Symbols of a file, for its pattern and to keep new ones apart. */
export function symbolsIn(syntax: Syntax): ReadonlySet<string> {
  const symbols = new Set<string>();
  for (const statement of statementsOf(syntax)) {
    if (statement.kind === "import") for (const { alias } of statement.names) symbols.add(alias.name);
    else if ("name" in statement) symbols.add(statement.name.name);
  }
  return symbols;
}

/** A symbol from words such as `privateEndpoint-blob`, in the pattern of the file, not taken yet. */
export function freshSymbol(stem: string, taken: ReadonlySet<string>, prefix: string): string {
  const snake = [...taken].filter((one) => one.includes("_")).length * 2 > taken.size && taken.size > 1;
  const own = spell(stem, snake);
  if (!taken.has(own)) return own;
  const longer = spell(`${prefix}-${stem}`, snake);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? longer : `${longer}${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function spell(stem: string, snake: boolean): string {
  const words = stem
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
  const joined = snake
    ? words.join("_")
    : words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  return /^[a-z_]/.test(joined) ? joined : `r${joined}`;
}
