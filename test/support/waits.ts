// What waits for what in a file, by its text alone: a deployment in which something waits for itself is refused.
import type { Texts } from "./shapes.ts";

/** The first resource or module that waits for itself, by itself or by others. */
export function waitsForItself(texts: Texts): string | undefined {
  for (const [file, text] of Object.entries(texts).filter(([name]) => /\.(bicep|tf|json)$/.test(name))) {
    const blocks = file.endsWith(".bicep") ? inBicep(text) : file.endsWith(".tf") ? inTerraform(text) : inArm(text);
    for (const name of blocks.keys()) if (leadsTo(blocks, name, name, new Set())) return `${file}: ${name}`;
  }
  return undefined;
}

function leadsTo(blocks: ReadonlyMap<string, string>, from: string, to: string, seen: Set<string>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const text = blocks.get(from) ?? "";
  const named = [...blocks.keys()].filter((other) => other !== from && uses(text, other));
  return named.includes(to) || named.some((other) => leadsTo(blocks, other, to, seen));
}

function uses(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w'./"-])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w'-]|\\??:)`).test(text);
}

function inBicep(text: string): ReadonlyMap<string, string> {
  const plain = text.replace(/\/\/.*$/gm, "");
  return new Map(
    [...plain.matchAll(/^(?:resource|module) (\w+) '[^']+'[^\n]*\r?\n(.*\r?\n)*?[}\]]+/gm)].map(([body, name = ""]) => [
      name,
      body.slice(body.indexOf("=")),
    ]),
  );
}

function inTerraform(text: string): ReadonlyMap<string, string> {
  const plain = text.replace(/^\s*#.*$/gm, "");
  return new Map(
    [...plain.matchAll(/^(?:resource|module) "([\w-]+)"(?: "([\w-]+)")? \{\r?\n(?:.*\r?\n)*?\}/gm)].map(([body, type = "", label]) => [
      label === undefined ? `module.${type}` : `${type}.${label}`,
      body.slice(body.indexOf("{")),
    ]),
  );
}

/** By what each resource depends on, spelt as ids. */
function inArm(text: string): ReadonlyMap<string, string> {
  const template: unknown = JSON.parse(text.replace(/^\s*\/\/.*$/gm, ""));
  return new Map(resourcesIn(template).map(({ id, waits }) => [id, waits.join(" ")]));
}

function resourcesIn(node: unknown): readonly { readonly id: string; readonly waits: readonly string[] }[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap(resourcesIn);
  if (!("type" in node && "name" in node && "dependsOn" in node && Array.isArray(node.dependsOn))) return inner;
  const name = String(node.name).startsWith("[")
    ? String(node.name).slice(1, -1)
    : String(node.name)
        .split("/")
        .map((part) => `'${part}'`)
        .join(", ");
  return [{ id: `resourceId('${node.type}', ${name})`, waits: node.dependsOn.map(String) }, ...inner];
}
