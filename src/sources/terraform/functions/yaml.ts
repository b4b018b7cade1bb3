import { compareText, type Json, numberText } from "../evaluate/values.ts";

/** As Terraform's `yamlencode` writes it: keys and strings in quotes. */
export function yamlText(json: Json): string {
  return `${lines(json).join("\n")}\n`;
}

function lines(json: Json): string[] {
  if (Array.isArray(json) && json.length > 0)
    return json.flatMap((item: Json) =>
      item === null || typeof item !== "object" || isEmpty(item) ? [`- ${inline(item)}`] : nested(item),
    );
  if (json !== null && typeof json === "object" && !isEmpty(json) && !Array.isArray(json)) {
    const entries = Object.entries(json as { readonly [name: string]: Json }).sort(([a], [b]) => compareText(a, b));
    return entries.flatMap(([name, value]) => {
      const key = JSON.stringify(name);
      if (value === null || typeof value !== "object" || isEmpty(value)) return block(`${key}: `, value);
      return [`${key}:`, ...lines(value).map((line) => (Array.isArray(value) ? line : `  ${line}`))];
    });
  }
  return block("", json);
}

function nested(item: Json): string[] {
  return lines(item).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

function block(before: string, value: Json): string[] {
  if (typeof value !== "string" || !value.includes("\n")) return [`${before}${inline(value)}`];
  const body = value.replace(/\n$/, "");
  return [`${before}|${value.endsWith("\n") ? "" : "-"}`, ...body.split("\n").map((line) => (line === "" ? "" : `  ${line}`))];
}

function inline(value: Json): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "[]" : "{}";
}

function isEmpty(value: Json): boolean {
  return value !== null && typeof value === "object" && Object.keys(value).length === 0;
}
