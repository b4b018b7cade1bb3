// Messages name properties as ARM does; a file that calls them otherwise is told so in its own words.
import type { Resource } from "../model/graph.ts";

/** A quoted property of ARM's, and what it is to be set to: neither of what people name is spelt so. */
const property = /'([a-z][a-z0-9]*[A-Z][A-Za-z0-9]*|[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)+)'(?: to ('[^']*'|true|false|\d+))?/g;

export function inWordsOf({ argument }: Resource, message: string): string {
  if (!argument) return message;
  return message.replace(property, (whole: string, name: string, value: string | undefined) => argument(name, scalarOf(value)) ?? whole);
}

function scalarOf(text: string | undefined): string | number | boolean | undefined {
  if (text === undefined || text.startsWith("'")) return text?.slice(1, -1);
  return text === "true" || text === "false" ? text === "true" : Number(text);
}
