import type { Json } from "../evaluate/values.ts";
import { compareText, numberText } from "../evaluate/values.ts";

/** As Go's encoder writes it: keys in order, and `<`, `>`, `&` escaped. */
export function jsonText(json: Json): string {
  if (json === null || typeof json === "boolean") return String(json);
  if (typeof json === "number") return numberText(json);
  if (typeof json === "string") return quote(json);
  if (Array.isArray(json)) return `[${json.map((item) => jsonText(item)).join(",")}]`;
  const entries = Object.entries(json as { readonly [name: string]: Json }).sort(([a], [b]) => compareText(a, b));
  return `{${entries.map(([name, value]) => `${quote(name)}:${jsonText(value)}`).join(",")}}`;
}

function quote(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
