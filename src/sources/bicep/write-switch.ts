// A property that a parameter switches on: `purge ? purge : null`. It is the parameter that a person would change.
import type { Expr } from "../../expression/tree.ts";
import type { Resource } from "../../model/graph.ts";
import { callsOf, type Desk, filesOf, type Place, placeOf, sheetAt, syntaxNow } from "./desk.ts";
import { declaredAt, expressionAt, statementsOf } from "./find.ts";
import { memberOf } from "./names.ts";
import { edit, type Sheet } from "./sheet.ts";

/** Switches on what gives null at a place because a parameter is false. False, and nothing done, where it is not written so. */
export function switchOn(desk: Desk, resource: Resource, place: Place): boolean {
  const { sheet, start, end } = place;
  const before = /\b(\w+)\s*\?\s*(\w+)\s*:\s*$/.exec(sheet.text.slice(0, start));
  const whole = before && expressionAt(syntaxNow(sheet), start - before[0].length, end);
  const name = before?.[1];
  if (whole?.kind !== "ternary" || name === undefined || name !== before?.[2]) return false;
  if (resource.at.from === "file" && resource.at.uri === sheet.uri && raise(desk, resource, callsOf(resource).length, name)) return true;
  const now = sheet.text.slice(whole.start, whole.end);
  edit(sheet, whole.start, whole.end, /^true\b/.test(now) ? now : "true");
  return true;
}

/** Makes a parameter true where its value is written: at the call of its module, or as its default. */
function raise(desk: Desk, resource: Resource, depth: number, name: string): boolean {
  const uri = filesOf(resource)[depth] ?? "";
  const sheet = sheetAt(desk, uri);
  const call = depth > 0 ? callsOf(resource)[depth - 1] : undefined;
  const place = call && placeOf(desk, call);
  const statement = place && declaredAt(syntaxNow(place.sheet), place.start);
  const params = statement?.kind === "module" ? memberOf(statement.body.object, "params") : undefined;
  const given = params?.kind === "object" ? memberOf(params, name) : undefined;
  if (given?.kind === "symbol") return raise(desk, resource, depth - 1, given.name);
  if (given && place) return makeTrue(place.sheet, given);
  const parameter = sheet && statementsOf(syntaxNow(sheet)).find((one) => one.kind === "param" && one.name.name === name);
  if (!sheet || parameter?.kind !== "param") return false;
  const files = depth > 0 ? [] : givenIn(desk, uri, name);
  const changed = files.map((file) => file.at !== undefined && makeTrueAt(file.sheet, file.at));
  if (changed.includes(true)) return true;
  return files.length === 0 && parameter.value !== undefined && makeTrue(sheet, parameter.value);
}

function makeTrue(sheet: Sheet, value: Expr): boolean {
  if (value.kind !== "literal" || value.value !== false) return false;
  edit(sheet, value.start, value.end, "true");
  return true;
}

function makeTrueAt(sheet: Sheet, at: number): true {
  edit(sheet, at, at + "false".length, "true");
  return true;
}

/** The files of parameters beside a template that name one; `at`: where they say false. */
function givenIn(desk: Desk, uri: string, name: string): readonly { readonly sheet: Sheet; readonly at: number | undefined }[] {
  const files = desk.site
    .list(uri.slice(0, uri.lastIndexOf("/") + 1))
    .filter((one) => /\.bicepparam$/i.test(one) || (/\.json$/i.test(one) && /parameters?\b/i.test(one)));
  return files.flatMap((one) => {
    const sheet = sheetAt(desk, one);
    if (!sheet?.text.includes(name)) return [];
    const all = [/^param\s+(\w+)\s*=\s*false\b/gm, /"(\w+)"\s*:\s*\{\s*"value"\s*:\s*false\b/g];
    const written = all.flatMap((form) => [...sheet.text.matchAll(form)]).find((found) => found[1] === name);
    return [{ sheet, at: written ? written.index + written[0].length - "false".length : undefined }];
  });
}
