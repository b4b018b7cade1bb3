// Taking a whole resource away that nothing else of its file needs.
import type { Resource } from "../../model/graph.ts";
import { type Desk, placeOf, syntaxNow } from "./desk.ts";
import { declaredAt } from "./find.ts";
import { lex } from "./lexer.ts";
import { edit } from "./sheet.ts";
import { Kind } from "./tokens.ts";
import type { Refusal } from "./write-value.ts";

/** Takes the declaration out with its lines; refused where it makes more than this resource or something names it. */
export function deleteResource(desk: Desk, resource: Resource): Refusal {
  const place = placeOf(desk, resource.at);
  const statement = place && declaredAt(syntaxNow(place.sheet), place.start);
  if (!place || statement?.kind !== "resource") return "This resource has no declaration of its own to take away.";
  if (statement.body.loop) return "This resource is made by a loop, together with others.";
  const { sheet } = place;
  const { text } = sheet;
  const symbol = statement.name.name;
  if (isNamed(text.slice(0, statement.start), symbol) || isNamed(text.slice(statement.end), symbol))
    return `'${symbol}' is referred to elsewhere in this file. Take that away first.`;
  const start = text.lastIndexOf("\n", statement.start - 1) + 1;
  const behind = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.end))?.[0];
  if (behind === undefined || text.slice(start, statement.start).trim() !== "") return "This resource shares its line with something else.";
  const end = statement.end + behind.length;
  if (text.slice(end).trim() === "") {
    edit(sheet, text.slice(0, start).trimEnd().length + behind.length, end, "");
    return undefined;
  }
  const blank = /(?:^|\n)\r?\n$/.test(text.slice(0, start)) ? /^[ \t]*\r?\n/.exec(text.slice(end))?.[0] : "";
  edit(sheet, start, end + (blank?.length ?? 0), "");
  return undefined;
}

/** Whether a text uses a symbol: as a name by itself, not as a member or a property's key. */
function isNamed(text: string, symbol: string): boolean {
  const { kinds, starts, ends, count } = lex(text);
  for (let index = 0; index < count; index++) {
    if (kinds[index] !== Kind.identifier || text.slice(starts[index], ends[index]) !== symbol) continue;
    const isKey = kinds[index + 1] === Kind.colon && (kinds[index - 1] === Kind.newline || kinds[index - 1] === Kind.leftBrace);
    if (kinds[index - 1] !== Kind.dot && !isKey) return true;
  }
  return false;
}
