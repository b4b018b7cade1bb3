// Changes of azapi bodies: objects of Terraform's language in ARM's own shape.
import type { Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Draft } from "../../../model/repair.ts";
import type { Path } from "../../../model/value.ts";
import { attributeOf, type Expression } from "../syntax/tree.ts";
import { setArgument } from "./blocks.ts";
import { blockAt, documentOf, type Refusal, touch } from "./desk.ts";
import { type Here, isCannot } from "./here.ts";
import { appendTo, literalAt, removeFrom } from "./literals.ts";
import { spell } from "./spell.ts";

export function setInBody(here: Here, resource: Resource, path: Path, draft: Draft): Refusal {
  const before = look(resource.body, path, resource.condition);
  const text = spell(draft, here, "      ");
  if (isCannot(text)) return text.cannot;
  const literal =
    before.is === "value" && before.value.at.from === "file" && !text.includes("\n") ? literalAt(here.desk, before.value.at) : undefined;
  if (literal) {
    literal.document.replace(literal.start, literal.end, text);
    return undefined;
  }
  return write(here, path, draft);
}

export function appendInBody(here: Here, resource: Resource, path: Path, draft: Draft): Refusal {
  const before = look(resource.body, path, resource.condition);
  const text = spell(draft, here, "      ");
  if (isCannot(text)) return text.cannot;
  if (before.is === "value" && before.value.kind === "list" && appendTo(here.desk, before.value, text)) return undefined;
  return write(here, path, [draft]);
}

export function removeInBody(here: Here, resource: Resource, path: Path): Refusal {
  const seen = look(resource.body, path, resource.condition);
  if (typeof path.at(-1) === "number" && seen.is === "value")
    return removeFrom(here.desk, seen.value) ? undefined : "This item is not written as a literal.";
  const found = descend(here, path);
  const document = documentOf(here.desk, here.place.uri);
  const name = String(path.at(-1)).toLowerCase();
  const member = found?.rest.length === 1 ? undefined : found?.parent?.members.find((one) => nameOf(one.key) === name);
  if (!member || !document) return "What this fix removes is not written here.";
  const line = document.text.lastIndexOf("\n", member.start) + 1;
  const end = document.text.indexOf("\n", member.end) + 1;
  const alone = document.text.slice(line, member.start).trim() === "" && end > 0;
  document.replace(alone ? line : member.start, alone ? end : member.end, "");
  touch(here.desk, here.place);
  return undefined;
}

type ObjectExpression = Extract<Expression, { kind: "object" }>;

/** The object that holds the rest of a path, and the one that holds its last step. */
function descend(here: Here, path: Path): { readonly at: Expression; readonly parent?: ObjectExpression; readonly rest: Path } | undefined {
  const block = blockAt(here.desk, here.place);
  let at = block && bodyObject(attributeOf(block, "body")?.value);
  if (!at) return undefined;
  let parent: ObjectExpression | undefined;
  for (const [index, step] of path.entries()) {
    if (at.kind === "list" && typeof step === "number") {
      const item: Expression | undefined = at.items[step];
      if (!item) return { at, rest: path.slice(index) };
      at = item;
      continue;
    }
    if (at.kind !== "object") return { at, rest: path.slice(index) };
    const member: ObjectExpression["members"][number] | undefined = at.members.find(
      (one) => nameOf(one.key) === String(step).toLowerCase(),
    );
    if (!member) return { at, rest: path.slice(index) };
    parent = at;
    at = member.value;
  }
  return parent ? { at, parent, rest: [] } : { at, rest: [] };
}

function bodyObject(expression: Expression | undefined): Expression | undefined {
  if (expression?.kind === "call" && expression.name === "jsonencode") return bodyObject(expression.arguments[0]);
  return expression?.kind === "object" ? expression : undefined;
}

function nameOf(key: Expression): string | undefined {
  return key.kind === "literal" ? String(key.value).toLowerCase() : undefined;
}

function write(here: Here, path: Path, draft: Draft): Refusal {
  const document = documentOf(here.desk, here.place.uri);
  const found = descend(here, path);
  if (!document) return "The file could not be read.";
  const block = blockAt(here.desk, here.place);
  if (!found) {
    const top = path[0] === "location" || path[0] === "tags";
    if (!block || attributeOf(block, "body")) return "The body of this resource is not written as an object.";
    const value = top ? draft : path.reduceRight<Draft>((inner, step) => ({ [String(step)]: inner }), draft);
    const text = spell(value, here, "  ");
    return isCannot(text) ? text.cannot : setArgument(here.desk, here.place, [], top ? String(path[0]) : "body", text);
  }
  touch(here.desk, here.place);
  const indent = indentAt(document.text, found.at.start);
  if (found.rest.length === 0) {
    const text = spell(draft, here, indent);
    if (isCannot(text)) return text.cannot;
    document.replace(found.at.start, found.at.end, text);
    return undefined;
  }
  if (found.at.kind !== "object") return `'${path.join(".")}' is not written as an object here.`;
  const [name = "", ...deeper] = found.rest;
  const text = spell(
    deeper.reduceRight<Draft>((inner, step) => ({ [String(step)]: inner }), draft),
    here,
    `${indent}  `,
  );
  if (isCannot(text)) return text.cannot;
  insertMember(here, found.at, `${String(name)} = ${text}`, indent);
  return undefined;
}

function insertMember(here: Here, object: ObjectExpression, text: string, indent: string): void {
  const document = documentOf(here.desk, here.place.uri);
  if (!document) return;
  const last = object.members.at(-1);
  const source = document.text.slice(object.start, object.end);
  if (!last) document.replace(object.start, object.end, `{\n${indent}  ${text}\n${indent}}`);
  else if (source.includes("\n"))
    document.replace(last.end, last.end, `${commaAfter(source) ? "," : ""}\n${indentAt(document.text, last.start)}${text}`);
  else document.replace(last.end, last.end, `, ${text}`);
}

function commaAfter(source: string): boolean {
  return /,\s*\n/.test(source) && /,\s*}\s*$/.test(source);
}

function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
}
