// Where a new value may stand: a parameter takes what it allows, and nothing that only the template around a resource can say.
import { allowedSpelling } from "../../model/allowed.ts";
import type { Resource } from "../../model/graph.ts";
import type { Value } from "../../model/value.ts";
import { type Desk, isBicep, type Place, placeOf, syntaxNow } from "./desk.ts";
import { statementsOf, topLevelAt } from "./find.ts";
import type { Ready } from "./print.ts";

/** Where a value is written, else where the resource uses it when that place cannot hold the new one, in a spelling that is allowed. */
export function placeFor(
  desk: Desk,
  resource: Resource,
  old: Value,
  value: Ready,
): { readonly place: Place; readonly value: Ready } | undefined {
  const written = placeOf(desk, old.at);
  const uses = (old.via ?? []).flatMap((at) => placeOf(desk, at) ?? []).filter(({ sheet }) => isBicep(sheet.uri));
  const own = resource.at.from === "file" ? resource.at.uri : undefined;
  const use = uses.find(({ sheet }) => sheet.uri === own);
  const elsewhere = use && { place: use, value };
  if (!written || (holdsCode(value) && !(written.sheet.uri === own && !isParameter(written))))
    return elsewhere ?? (written && { place: written, value });
  const lists = typeof value === "string" ? uses.flatMap((one) => allowedAt(one) ?? []) : [];
  let spelt: string | undefined = typeof value === "string" ? value : undefined;
  for (const list of lists) spelt = spelt === undefined ? undefined : allowedSpelling(spelt, list);
  if (typeof value !== "string" || lists.length === 0) return { place: written, value };
  return spelt === undefined ? elsewhere : { place: written, value: spelt };
}

function holdsCode(value: Ready): boolean {
  if (typeof value !== "object") return false;
  if (isList(value)) return value.some(holdsCode);
  if ("code" in value) return true;
  return value.members.some(([name, inner]) => name.startsWith("${") || holdsCode(inner));
}

function isList(value: Ready): value is readonly Ready[] {
  return Array.isArray(value);
}

function isParameter({ sheet, start }: Place): boolean {
  return topLevelAt(syntaxNow(sheet), start)?.kind === "param";
}

/** What the parameter that stands at a place allows. */
function allowedAt({ sheet, start, end }: Place): readonly (readonly string[])[] | undefined {
  const name = sheet.text.slice(start, end);
  const parameter = statementsOf(syntaxNow(sheet)).find((one) => one.kind === "param" && one.name.name === name);
  const lists = parameter?.decorators.flatMap((one) => {
    if (one.kind !== "call" || one.name !== "allowed") return [];
    const [list] = one.arguments;
    if (list?.kind !== "array") return [];
    return [list.items.flatMap((item) => (item.kind === "literal" && typeof item.value === "string" ? [item.value] : []))];
  });
  return lists && lists.length > 0 ? lists : undefined;
}
