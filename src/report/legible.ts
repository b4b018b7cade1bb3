// What files say, fit for a line of a terminal, a log or a page. Whoever wrote the files may mean harm.
import type { AuditResult } from "../model/finding.ts";

/** Characters that a terminal obeys, that end a line, or that turn what follows around. */
const obeyed = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** What build servers obey where it stands in a log: Azure Pipelines and GitHub Actions anywhere in a line, GitHub at the beginning of one. */
const commanded = /#(?=#(?:vso)?\[)|(?<=^|\s):(?=:[a-z-]+[ :])/gi;

/** The same text with these spelt as `\u{1b}`. */
export function legible(text: string): string {
  return text.replace(obeyed, spelt).replace(commanded, spelt);
}

function spelt(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** The same result, every sentence and name in it legible. URIs have nothing to be spelt. */
export function legibleResult(result: AuditResult): AuditResult {
  return {
    findings: result.findings.map(legibleIn),
    checks: result.checks.map(legibleIn),
    problems: result.problems.map(legibleIn),
    deployments: result.deployments.map((deployment) => {
      const id = legible(deployment.id);
      return id === deployment.id ? deployment : { ...deployment, id };
    }),
    summary: result.summary,
    wanted: result.wanted,
  };
}

/** Texts of plain data, as deep as it goes; the same data where nothing is to be spelt. What is no plain data is no text of a report. */
function legibleIn<Data>(data: Data): Data;
function legibleIn(data: unknown): unknown {
  if (typeof data === "string") return legible(data);
  if (Array.isArray(data)) {
    const items = data.map(legibleIn);
    return items.every((item, index) => item === data[index]) ? data : items;
  }
  if (typeof data !== "object" || data === null || Object.getPrototypeOf(data) !== Object.prototype) return data;
  // Requirements are rows of the rulebook, many checks to a row.
  const entries = Object.entries(data).map(([key, value]) => [key, key === "requirement" ? value : legibleIn(value)] as const);
  return entries.every(([key, value]) => value === Reflect.get(data, key)) ? data : Object.fromEntries(entries);
}

/** JSON of plain data, which reads as the same data: what a terminal or a build server would obey is escaped. */
export function legibleJson(data: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const text = JSON.stringify(data, undefined, 2);
  return `${text.replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|#(?=#(?:vso)?\[)/gi, escaped)}\n`;
}
