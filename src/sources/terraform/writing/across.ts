// What a file needs from another module: an output up to the module that calls both, and a variable and its argument down from there.
import type { Resource } from "../../../model/graph.ts";
import type { Origin } from "../../../model/origin.ts";
import { attributeOf, type Block } from "../syntax/tree.ts";
import { setArgument } from "./blocks.ts";
import { blockAt, type Desk, documentOf, fileNow, folderOf, isRestored, modulePrefix, type Place, placeOf } from "./desk.ts";
import { type Cannot, type Here, quoted } from "./here.ts";
import { declareVariable, filesOf, hasVariable, snake } from "./variable.ts";

/** An expression of another module: where its module stands, what it is there, and what to call it on the way. */
export interface Carried {
  readonly of: Resource;
  readonly code: string;
  readonly label: string;
  readonly description: string;
  /** A string unless said otherwise. */
  readonly type?: string;
  readonly secure?: boolean;
}

/** What an expression of another module is called where one writes; `cannot` where a module on the way is not the person's own. */
export function carried(what: Carried, here: Here): string | Cannot {
  const { desk, beside } = here;
  const [up, down] = [callsIn(modulePrefix(what.of)), callsIn(modulePrefix(beside))];
  if ([...up, ...down].some((call) => call.endsWith("[*]"))) return { cannot: "A module on the way is called any number of times." };
  let common = 0;
  while (common < up.length && common < down.length && up[common] === down[common]) common++;
  const refusal = barrier(here, common);
  if (refusal) return refusal;
  const from = foldersOf(what.of);
  let now = what.code;
  for (let depth = up.length; depth > common; depth--) {
    const name = outputWith(desk, from[depth], now, what);
    if (typeof name !== "string") return name;
    now = `${up[depth - 1]}.${name}`;
  }
  return passed({ ...what, code: now }, here, common);
}

/** Hands an expression of the module at a depth of the calls down to where one writes. */
export function passed(what: Pick<Carried, "code" | "label" | "description" | "type" | "secure">, here: Here, from = 0): string | Cannot {
  const { calls } = here.beside;
  let code = what.code;
  for (let depth = from; depth < calls.length; depth++) {
    const name = given(here, depth, { ...what, code });
    if (typeof name !== "string") return name;
    code = `var.${name}`;
  }
  return code;
}

/** `module.a`, `module.b["x"]` of `module.a.module.b["x"].`. */
function callsIn(prefix: string): readonly string[] {
  return prefix.match(/module\.[^.[]+(?:\[[^\]]*\])?/g) ?? [];
}

/** The folders that lead to a resource, the root's first, its own last. */
export function foldersOf({ calls, span }: Resource): readonly (string | undefined)[] {
  return [...calls, span].map((origin) => (origin.from === "file" ? folderOf(origin.uri) : undefined));
}

const notOwn = "A module on the way was brought by 'terraform init', and is not changed from here.";

/** The name of an output with this value, added where there is none. */
function outputWith(desk: Desk, folder: string | undefined, code: string, { label, description }: Carried): string | Cannot {
  if (folder === undefined) return { cannot: notOwn };
  const files = filesOf(desk, folder);
  const outputs = files.flatMap((uri) =>
    (fileNow(desk, uri)?.blocks ?? []).filter(({ type }) => type === "output").map((block) => ({ uri, block })),
  );
  for (const { uri, block } of outputs) {
    const value = attributeOf(block, "value")?.value;
    const written = value && documentOf(desk, uri)?.text.slice(value.start, value.end);
    const name = block.labels[0]?.text ?? "";
    const rest = written !== undefined && /^[\w.-]+$/.test(written) && code.startsWith(`${written}.`) ? code.slice(written.length) : "";
    if (written === code || rest !== "") return used(desk, { uri, header: `output ${name}` }, `${name}${rest}`);
  }
  if (isRestored(folder)) return { cannot: notOwn };
  const taken = new Set(outputs.map(({ block }) => block.labels[0]?.text));
  const name = free(label, (one) => taken.has(one));
  const uri =
    files.find((one) => one.endsWith("/outputs.tf")) ?? outputs.at(-1)?.uri ?? files.find((one) => one.endsWith("/main.tf")) ?? files[0];
  const document = uri === undefined ? undefined : documentOf(desk, uri);
  if (!document || uri === undefined) return { cannot: "A module's file is not at hand." };
  const isDescribed = outputs.some(({ block }) => attributeOf(block, "description"));
  const said = isDescribed ? `  description = ${quoted(description)}\n  value       = ${code}\n` : `  value = ${code}\n`;
  const before = document.text.trim() === "" ? "" : document.text.endsWith("\n") ? "\n" : "\n\n";
  document.replace(document.text.length, document.text.length, `${before}output "${name}" {\n${said}}\n`);
  return used(desk, { uri, header: `output ${name}` }, name);
}

function used(desk: Desk, place: Place, name: string): string {
  if (!isRestored(place.uri)) desk.outputs.push(place);
  return name;
}

/** Why nothing can be handed down from the module at a depth. */
export function barrier({ desk, beside }: Here, from = 0): Cannot | undefined {
  for (let depth = from; depth < beside.calls.length; depth++) {
    const [call, folder] = [beside.calls[depth], foldersOf(beside)[depth + 1]];
    if (folder === undefined || isRestored(folder)) return { cannot: notOwn };
    if (!call || !callBlock(desk, call)) return { cannot: "A module's call is not at hand." };
    if (isCalledElsewhere(desk, beside, depth, call, folder))
      return { cannot: "This module is called from several places, and each would have to give another value." };
  }
  return undefined;
}

function callBlock(desk: Desk, call: Origin): { readonly place: Place; readonly block: Block; readonly text: string } | undefined {
  const place = placeOf(desk, { span: call, at: call });
  const block = place && blockAt(desk, place);
  const text = place && documentOf(desk, place.uri)?.text;
  return place && block?.type === "module" && text !== undefined ? { place, block, text } : undefined;
}

/** Hands a value into the module at a depth by its call; gives the name of the variable there. */
function given({ desk, beside }: Here, depth: number, what: Parameters<typeof passed>[0]): string | Cannot {
  const [origin, folder] = [beside.calls[depth], foldersOf(beside)[depth + 1]];
  const call = origin && callBlock(desk, origin);
  if (!call || folder === undefined) return { cannot: "A module's call is not at hand." };
  const there = call.block.attributes.find(({ value }) => call.text.slice(value.start, value.end) === what.code);
  if (there) return there.name;
  const name = free(what.label, (one) => hasVariable(desk, folder, one) || attributeOf(call.block, one) !== undefined);
  const { description, type = "string", secure = false } = what;
  const refused = declareVariable(desk, folder, name, { description, type, secure });
  if (refused) return refused;
  const refusal = setArgument(desk, call.place, [], name, what.code);
  return refusal === undefined ? name : { cannot: refusal };
}

function isCalledElsewhere(desk: Desk, beside: Resource, depth: number, call: Origin, folder: string): boolean {
  return desk.site.resources.some((other) => {
    const theirs = other.calls[depth];
    if (other === beside || !theirs || foldersOf(other)[depth + 1] !== folder) return false;
    return theirs.from !== "file" || call.from !== "file" || theirs.uri !== call.uri || theirs.start !== call.start;
  });
}

function free(label: string, isTaken: (name: string) => boolean): string {
  const stem = snake(label);
  let name = stem;
  for (let count = 2; isTaken(name); count++) name = `${stem}_${count}`;
  return name;
}
