// What can be told of a JSON file without evaluating it. Other JSON costs no more than its first characters.
import type { Problem } from "../../model/declaration.ts";
import type { Origin } from "../../model/origin.ts";
import type { Outline, Source } from "../../model/reader.ts";
import { constant, scalar, text } from "../../model/value.ts";
import { documentOf, expressionOf } from "./document.ts";
import { at, itemsOf, type Json, membersOf, stringAt } from "./json.ts";
import { candidates } from "./links.ts";
import { givenMembers } from "./parameters.ts";

const none: Outline = { role: "none", uses: [], parameters: [] };
const schema = /"\$schema"\s*:\s*"[^"]{0,200}?deployment(template|parameters)\.json/i;

/** By the first characters: a deployment's `$schema`, or for a file called so, parameters without one. */
function roleOf(source: Source): Outline["role"] {
  const start = source.text.slice(0, 4096);
  const found = schema.exec(start)?.[1]?.toLowerCase();
  if (found) return found === "template" ? "template" : "parameters";
  const name = source.uri.slice(source.uri.lastIndexOf("/") + 1).toLowerCase();
  const named = name.includes("parameters") && /\.jsonc?$/.test(name) && !start.includes("$schema");
  return named && /"(?:value|reference)"\s*:/.test(start) ? "parameters" : "none";
}

export function outlineOf(source: Source): Outline {
  const role = roleOf(source);
  if (role === "none") return none;
  const { root } = documentOf(source);
  if (role === "parameters") return { role, uses: [], parameters: givenMembers(root).map((member) => member.name) };
  const generator = stringAt(at(at(root, "metadata"), "_generator"), "name")?.toLowerCase();
  return {
    role,
    uses: [...new Set(linksBelow(root, source))],
    parameters: membersOf(at(root, "parameters")).map((member) => member.name),
    resources: declaredBelow(root),
    ...(generator === "bicep" && { compiled: true }),
  };
}

function resourcesOf(template: Json | undefined): readonly Json[] {
  const resources = at(template, "resources");
  return resources?.kind === "object" ? resources.members.map((member) => member.value) : itemsOf(resources);
}

/** Resources, those within them and those of templates within; a deployment is none itself. */
function declaredBelow(template: Json | undefined): number {
  return resourcesOf(template).reduce((sum, node) => {
    const existing = at(node, "existing");
    const isPointer = existing?.kind === "scalar" && existing.value === true;
    const isDeployment = stringAt(node, "type")?.toLowerCase() === "microsoft.resources/deployments";
    return sum + (isPointer || isDeployment ? 0 : 1) + declaredBelow(at(at(node, "properties"), "template")) + declaredBelow(node);
  }, 0);
}

/** Linked templates by paths that stand in the text. */
function linksBelow(template: Json | undefined, source: Source): readonly string[] {
  return resourcesOf(template).flatMap((node) => {
    const properties = at(node, "properties");
    const link = at(properties, "templateLink");
    const own = link ? linkOf(link, source) : [];
    return [...own, ...linksBelow(at(properties, "template"), source), ...linksBelow(node, source)];
  });
}

/** The first text of an expression that names a file of JSON, to the end of its name. */
function fileIn(expression: string): string | undefined {
  for (const [, inner = ""] of expression.matchAll(/'([^']*)'/g)) {
    const end = Math.max(inner.toLowerCase().lastIndexOf(".json"), -1);
    if (end >= 0) return inner.slice(0, end + (/^.json(c)/i.test(inner.slice(end)) ? 6 : 5));
  }
  return undefined;
}

function linkOf(link: Json, source: Source): readonly string[] {
  const relative = at(link, "relativePath");
  const address = relative ?? at(link, "uri");
  if (address?.kind !== "string") return [];
  const spelt = address.value.startsWith("[") ? fileIn(address.value) : undefined;
  if (spelt === undefined && address.value.startsWith("[")) return [];
  const place: Origin = { from: "default", of: "a link" };
  const path = scalar(spelt ?? address.value, place);
  const target = spelt === undefined ? path : text([constant("link", { kind: "azure", text: "" }, place), path], place);
  return candidates(target, source.uri, relative !== undefined);
}

/** What is wrong with a file by itself: its JSON, and the expressions in it. */
export function problemsOf(source: Source): readonly Problem[] {
  const role = roleOf(source);
  if (role === "none") return [];
  const document = documentOf(source);
  const problems: Problem[] = document.flaws.map((flaw) => ({ uri: source.uri, ...flaw }));
  const visit = (node: Json): void => {
    if (problems.length >= 100) return;
    if (node.kind === "array") for (const item of node.items) visit(item);
    else if (node.kind === "object") for (const member of node.members) visit(member.value);
    else {
      const expr = expressionOf(document, node);
      if (expr?.kind === "broken") problems.push({ uri: source.uri, start: expr.start, end: expr.end, message: expr.message });
    }
  };
  if (document.root && role === "template") visit(document.root);
  return problems;
}
