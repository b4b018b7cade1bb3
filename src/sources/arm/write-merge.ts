// Adding to an object that an expression makes: what it makes stays.
import type { Data } from "./edit-json.ts";
import { isExpression } from "./expression.ts";
import { codeOf, literal } from "./write-desk.ts";

/** The expression of an object with more members; where the object may be null, of these alone. */
export function merged(expression: string, data: Data): string {
  const code = codeOf(expression);
  const mayBeNull = /null|^(?:variables|parameters)\(/i.test(code);
  return `[union(${mayBeNull ? `coalesce(${code}, createObject())` : code}, ${spelt(data)})]`;
}

function spelt(data: Data): string {
  if (typeof data === "string") return isExpression(data) ? codeOf(data) : literal(data);
  if (typeof data === "number") return Number.isInteger(data) ? String(data) : `json('${data}')`;
  if (typeof data === "boolean" || data === null) return `${data}()`;
  if (isList(data)) return `createArray(${data.map(spelt).join(", ")})`;
  return `createObject(${Object.entries(data)
    .flatMap(([name, value]) => [spelt(name), spelt(value)])
    .join(", ")})`;
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
