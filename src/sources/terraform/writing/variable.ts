import type { Draft } from "../../../model/repair.ts";
import { documentOf, fileNow, folderOf } from "./desk.ts";
import { type Cannot, type Here, quoted } from "./here.ts";

type Parameter = Extract<Draft, { $parameter: string }>;

/** The variable of this name; added where the module keeps its variables when there is none. */
export function addVariable(here: Here, parameter: Parameter, initial: string | undefined): string | Cannot {
  const { desk, place } = here;
  const name = snake(parameter.$parameter);
  const folder = folderOf(place.uri);
  const files = [...new Set([...desk.site.list(folder).filter((uri) => /\.(tf|tofu)$/.test(uri)), place.uri])];
  const declares = files.filter((uri) => fileNow(desk, uri)?.blocks.some((block) => block.type === "variable"));
  const there = files.some((uri) =>
    fileNow(desk, uri)?.blocks.some((block) => block.type === "variable" && block.labels[0]?.text === name),
  );
  if (there) return `var.${name}`;
  const target = files.find((uri) => uri.endsWith("/variables.tf")) ?? declares[0] ?? place.uri;
  const document = documentOf(desk, target);
  if (!document) return { cannot: "The file of the module's variables could not be read." };
  const lines: (readonly [string, string])[] = [
    ["description", quoted(parameter.description)],
    ["type", typeOf(parameter.default)],
    ...(initial === undefined ? [] : [["default", initial] as const]),
    ...(parameter.secure ? [["sensitive", "true"] as const] : []),
  ];
  const width = Math.max(...lines.map(([argument]) => argument.length));
  const body = lines.map(([argument, value]) => `  ${argument.padEnd(width)} = ${value}\n`).join("");
  const before = document.text.trim() === "" ? "" : document.text.endsWith("\n") ? "\n" : "\n\n";
  document.replace(document.text.length, document.text.length, `${before}variable "${name}" {\n${body}}\n`);
  if (initial === undefined) desk.added.add(name);
  return `var.${name}`;
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
