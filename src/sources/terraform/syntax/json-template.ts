import { readExpression } from "./expression.ts";
import type { Grammar } from "./grammar.ts";
import type { Expression, Node } from "./tree.ts";
import type { Walk } from "./walk.ts";

/**
 * A template that stands by itself: a JSON string or a template file. It has no escapes of its own.
 * Offsets are those of `span` where it is written without JSON escapes; else every node has the whole span.
 */
export function parseTemplate(content: string, span: Node, source: string, grammar: Grammar): Expression {
  const at = { start: span.start, end: span.end };
  if (!content.includes("${") && !content.includes("%{")) return { kind: "literal", value: content, ...at };
  const opening = "x = <<AmlTemplateEnd\n";
  const text = `${opening}${content}\nAmlTemplateEnd\n`;
  const tree = grammar.parse(text);
  if (!tree) return { kind: "broken", message: "This template cannot be read.", ...at };
  const plain = source.slice(span.start + 1, span.end - 1) === content;
  const cursor = tree.walk();
  const walk: Walk = { cursor, names: grammar.names, text, shift: plain ? span.start + 1 - opening.length : 0, depth: 0 };
  let found = tree.rootNode.hasError ? undefined : descend(walk);
  cursor.delete();
  tree.delete();
  if (found?.kind === "template") found = withoutLastNewline(found);
  if (!found) return { kind: "broken", message: "This template cannot be read.", ...at };
  return plain ? { ...found, ...at } : placed(found, at);
}

function descend(walk: Walk): Expression | undefined {
  const { cursor, names } = walk;
  while (names[cursor.nodeTypeId] !== "expression") {
    if (names[cursor.nodeTypeId] === "attribute" || names[cursor.nodeTypeId] === "body" || names[cursor.nodeTypeId] === "config_file") {
      if (!cursor.gotoFirstChild()) return undefined;
    } else if (!cursor.gotoNextSibling()) return undefined;
  }
  return readExpression(walk);
}

function withoutLastNewline(template: Extract<Expression, { kind: "template" }>): Expression {
  const last = template.parts.at(-1);
  if (last?.kind !== "text") return template;
  const text = last.text.replace(/\n$/, "");
  const rest = template.parts.slice(0, -1);
  return { ...template, parts: text === "" ? rest : [...rest, { ...last, text, end: last.end - 1 }] };
}

/** The same tree with every node at one place. */
function placed(expression: Expression, at: Node): Expression {
  return JSON.parse(JSON.stringify(expression), (key, value) =>
    key === "start" ? at.start : key === "end" ? at.end : value,
  ) as Expression;
}
