import type { Draft } from "../../../model/repair.ts";
import { isConfiguration } from "../module/files.ts";
import { type Desk, documentOf, fileNow, folderOf } from "./desk.ts";
import { type Cannot, type Here, quoted } from "./here.ts";

type Parameter = Extract<Draft, { $parameter: string }>;

/** The variable of this name; added where the module keeps its variables when there is none. */
export function addVariable({ desk, place }: Here, parameter: Parameter, initial: string | undefined): string | Cannot {
  const name = snake(parameter.$parameter);
  const folder = folderOf(place.uri);
  if (hasVariable(desk, folder, name, place.uri)) return `var.${name}`;
  const traits = { description: parameter.description, type: typeOf(parameter.default), secure: parameter.secure === true, initial };
  const refusal = declareVariable(desk, folder, name, traits, place.uri);
  if (refusal) return refusal;
  if (initial === undefined) desk.added.add(name);
  return `var.${name}`;
}

export interface Traits {
  readonly description: string;
  readonly type: string;
  readonly secure?: boolean;
  readonly initial?: string | undefined;
}

/** Adds a variable to a module that has none of the name. `near`: a file that belongs to the module, listed or not. */
export function declareVariable(desk: Desk, folder: string, name: string, traits: Traits, near?: string): Cannot | undefined {
  const files = filesOf(desk, folder, near);
  const declares = files.filter((uri) => fileNow(desk, uri)?.blocks.some((block) => block.type === "variable"));
  const target = files.find((uri) => /\/variables\.tf(\.json)?$/.test(uri)) ?? declares[0] ?? near ?? files[0];
  const document = target === undefined ? undefined : documentOf(desk, target);
  if (!document) return { cannot: "The file of the module's variables could not be read." };
  const lines: (readonly [string, string])[] = [
    ["description", quoted(traits.description)],
    ["type", traits.type],
    ...(traits.initial === undefined ? [] : [["default", traits.initial] as const]),
    ...(traits.secure ? [["sensitive", "true"] as const] : []),
  ];
  const width = Math.max(...lines.map(([argument]) => argument.length));
  const body = lines.map(([argument, value]) => `  ${argument.padEnd(width)} = ${value}\n`).join("");
  const before = document.text.trim() === "" ? "" : document.text.endsWith("\n") ? "\n" : "\n\n";
  document.replace(document.text.length, document.text.length, `${before}variable "${name}" {\n${body}}\n`);
  return undefined;
}

export function hasVariable(desk: Desk, folder: string, name: string, near?: string): boolean {
  return filesOf(desk, folder, near).some((uri) =>
    fileNow(desk, uri)?.blocks.some((block) => block.type === "variable" && block.labels[0]?.text === name),
  );
}

/** The files of a module, those in Terraform's own language first, and one more that belongs to it. */
export function filesOf(desk: Desk, folder: string, near?: string): readonly string[] {
  const listed = desk.site.list(folder).filter((uri) => isConfiguration(uri) && folderOf(uri) === folder);
  const inOrder = [false, true].flatMap((isJson) => listed.filter((uri) => uri.endsWith(".json") === isJson));
  return [...new Set([...inOrder, ...(near === undefined ? [] : [near])])];
}

function typeOf(value: Draft | undefined): string {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  return Array.isArray(value) ? "list(string)" : "string";
}

export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|(?<!_)_+$/g, "")
    .toLowerCase();
}
