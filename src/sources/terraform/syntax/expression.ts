// tree-sitter's tree of an expression made ours. It keeps postfix steps as siblings and binds `a ? b : c ? d : e` to the left; both are set right here.
import { decodeQuoted } from "./literal.ts";
import { readTemplate } from "./template.ts";
import type { Expression, Member, Operator, Step } from "./tree.ts";
import { deepest, eachChild, spanHere, textHere, typeHere, type Walk } from "./walk.ts";

/** The cursor is on an `expression` node. */
export function readExpression(walk: Walk): Expression {
  const { start, end } = spanHere(walk);
  const simple = simpleExpression(textHere(walk), start);
  if (simple) return simple;
  if (walk.depth >= deepest) return { kind: "broken", message: "This is nested too deeply to be read.", start, end };
  walk.depth++;
  const read = walk.cursor.gotoFirstChild() ? readOperand(walk).read : undefined;
  if (read) walk.cursor.gotoParent();
  walk.depth--;
  return read ?? { kind: "broken", message: "An expression is expected here.", start, end };
}

const plainName = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/;
const plainNumber = /^\d+(?:\.\d+)?$/;
const plainString = /^"[^"\\$%\n]*"$/;

/** Most expressions are a name, a number or a plain string, told by their text without a look into the tree. */
export function simpleExpression(text: string, start: number): Expression | undefined {
  if (text.length > 400) return undefined;
  const end = start + text.length;
  if (plainString.test(text)) return { kind: "literal", value: text.slice(1, -1), start, end };
  if (plainNumber.test(text)) return { kind: "literal", value: Number(text), start, end };
  if (plainName.test(text)) return nameOf(text, start);
  return undefined;
}

function nameOf(text: string, start: number): Expression {
  if (text === "true" || text === "false") return { kind: "literal", value: text === "true", start, end: start + text.length };
  if (text === "null") return { kind: "literal", value: null, start, end: start + text.length };
  const [first = "", ...rest] = text.split(".");
  let end = start + first.length;
  let out: Expression = { kind: "variable", name: first, start, end };
  for (const name of rest) {
    end += 1 + name.length;
    out = { kind: "attribute", base: out, name, start, end };
  }
  return out;
}

/** Reads one operand with its postfix steps from a list of siblings. `more`: the cursor is on what follows. */
function readOperand(walk: Walk): { readonly read: Expression; readonly more: boolean } {
  let read = readPrimary(walk);
  while (walk.cursor.gotoNextSibling()) {
    const type = typeHere(walk);
    if (type === "comment") continue;
    if (type !== "get_attr" && type !== "index" && type !== "splat") return { read, more: true };
    read = readStep(walk, type, read);
  }
  return { read, more: false };
}

function readPrimary(walk: Walk): Expression {
  const { start, end } = spanHere(walk);
  const type = typeHere(walk);
  switch (type) {
    case "variable_expr":
      return { kind: "variable", name: textHere(walk), start, end };
    case "literal_value":
      return readLiteral(walk);
    case "template_expr":
      return readTemplate(walk, readExpression);
    case "collection_value":
      return within(walk, readCollection);
    case "function_call":
      return readCall(walk);
    case "for_expr":
      return within(walk, readFor);
    case "operation":
      return within(walk, readOperation);
    case "conditional":
      return readConditional(walk);
    case "expression":
      return readExpression(walk);
    case "(": {
      while (walk.cursor.gotoNextSibling() && typeHere(walk) !== "expression") if (typeHere(walk) === ")") break;
      const inner = readExpression(walk);
      while (walk.cursor.gotoNextSibling() && typeHere(walk) !== ")");
      return { kind: "parens", inner, start, end: spanHere(walk).end };
    }
    default:
      return { kind: "broken", message: "This is not an expression that can be read.", start, end };
  }
}

function within(walk: Walk, read: (walk: Walk) => Expression): Expression {
  const { start, end } = spanHere(walk);
  if (walk.depth >= deepest) return { kind: "broken", message: "This is nested too deeply to be read.", start, end };
  if (!walk.cursor.gotoFirstChild()) return { kind: "broken", message: "This cannot be read.", start, end };
  walk.depth++;
  const out = read(walk);
  walk.depth--;
  walk.cursor.gotoParent();
  return out;
}

function readLiteral(walk: Walk): Expression {
  const { start, end } = spanHere(walk);
  const text = textHere(walk);
  if (text.startsWith('"')) return { kind: "literal", value: decodeQuoted(text.slice(1, -1)), start, end };
  if (/^[\d]/.test(text)) return { kind: "literal", value: Number(text), start, end };
  return nameOf(text, start);
}

function readCollection(walk: Walk): Expression {
  const { start, end } = spanHere(walk);
  if (typeHere(walk) === "tuple") {
    const items: Expression[] = [];
    eachChild(walk, (type) => {
      if (type === "expression") items.push(readExpression(walk));
    });
    return { kind: "list", items, start, end };
  }
  const members: Member[] = [];
  eachChild(walk, (type) => {
    if (type === "object_elem") members.push(readMember(walk));
  });
  return { kind: "object", members, start, end };
}

function readMember(walk: Walk): Member {
  const span = spanHere(walk);
  const both: Expression[] = [];
  eachChild(walk, (type) => {
    if (type === "expression") both.push(readExpression(walk));
  });
  const broken: Expression = { kind: "broken", message: "A value is expected here.", ...span };
  const [key = broken, value = broken] = both;
  if (key.kind === "variable") return { key: { kind: "literal", value: key.name, start: key.start, end: key.end }, value, ...span };
  return { key, value, ...span };
}

function readCall(walk: Walk): Expression {
  const span = spanHere(walk);
  let name = "";
  let expand = false;
  const args: Expression[] = [];
  eachChild(walk, (type) => {
    if (type === "identifier") name = textHere(walk);
    if (type !== "function_arguments") return;
    eachChild(walk, (inner) => {
      if (inner === "expression") args.push(readExpression(walk));
      if (inner === "ellipsis") expand = true;
    });
  });
  return { kind: "call", name, arguments: args, expand, ...span };
}

function readFor(walk: Walk): Expression {
  const span = spanHere(walk);
  const object = typeHere(walk) === "for_object_expr";
  const names: string[] = [];
  const bodies: Expression[] = [];
  let over: Expression | undefined;
  let when: Expression | undefined;
  let grouped = false;
  eachChild(walk, (type) => {
    if (type === "expression") bodies.push(readExpression(walk));
    else if (type === "ellipsis") grouped = true;
    else if (type === "for_intro" || type === "for_cond") {
      eachChild(walk, (inner) => {
        if (inner === "identifier") names.push(textHere(walk));
        if (inner !== "expression") return;
        if (type === "for_intro") over = readExpression(walk);
        else when = readExpression(walk);
      });
    }
  });
  const [first = "", second] = names;
  const broken: Expression = { kind: "broken", message: "This 'for' expression is not complete.", ...span };
  const [keyBody, body] = object ? bodies : [undefined, bodies[0]];
  return {
    kind: "for",
    value: second ?? first,
    over: over ?? broken,
    body: body ?? broken,
    grouped,
    ...(second === undefined ? {} : { key: first }),
    ...(keyBody ? { keyBody } : {}),
    ...(when ? { when } : {}),
    ...span,
  };
}

function readOperation(walk: Walk): Expression {
  const span = spanHere(walk);
  const unary = typeHere(walk) === "unary_operation";
  const broken: Expression = { kind: "broken", message: "An operand is expected here.", ...span };
  if (!walk.cursor.gotoFirstChild()) return broken;
  const out = unary ? readUnary(walk, span, broken) : readBinary(walk, span, broken);
  walk.cursor.gotoParent();
  return out;
}

function readUnary(walk: Walk, span: { start: number; end: number }, broken: Expression): Expression {
  const operator = textHere(walk) === "!" ? "!" : "-";
  return { kind: "unary", operator, operand: nextSibling(walk) ? readOperand(walk).read : broken, ...span };
}

function readBinary(walk: Walk, span: { start: number; end: number }, broken: Expression): Expression {
  const left = readOperand(walk);
  const operator = left.more ? (textHere(walk) as Operator) : "+";
  const right = left.more && nextSibling(walk) ? readOperand(walk).read : broken;
  return { kind: "binary", operator, left: left.read, right, ...span };
}

function nextSibling(walk: Walk): boolean {
  while (walk.cursor.gotoNextSibling()) if (typeHere(walk) !== "comment") return true;
  return false;
}

function readConditional(walk: Walk): Expression {
  const parts: Expression[] = [];
  const { end } = spanHere(walk);
  const broken: Expression = { kind: "broken", message: "This conditional is not complete.", ...spanHere(walk) };
  eachChild(walk, (type) => {
    if (type === "expression") parts.push(readExpression(walk));
  });
  const [test = broken, yes = broken, otherwise = broken] = parts;
  return conditional(test, yes, otherwise, end);
}

/** `(a ? b : c) ? d : e`, written without the parentheses, is `a ? b : (c ? d : e)`. */
function conditional(test: Expression, yes: Expression, otherwise: Expression, end: number): Expression {
  if (test.kind !== "conditional") return { kind: "conditional", test, yes, no: otherwise, start: test.start, end };
  const inner = conditional(test.no, yes, otherwise, end);
  return { kind: "conditional", test: test.test, yes: test.yes, no: inner, start: test.start, end };
}

function readStep(walk: Walk, type: string, base: Expression): Expression {
  const { start } = base;
  const { end } = spanHere(walk);
  if (type === "get_attr") return { kind: "attribute", base, name: attributeName(walk), start, end };
  if (type === "index") return { kind: "index", base, index: readIndex(walk), start, end };
  return readSplat(walk, base, end);
}

function attributeName(walk: Walk): string {
  let name = "";
  eachChild(walk, (type) => {
    if (type === "identifier") name = textHere(walk);
  });
  return name;
}

function readIndex(walk: Walk): Expression {
  const { start, end } = spanHere(walk);
  const text = textHere(walk);
  if (text.startsWith(".")) return { kind: "literal", value: Number(text.slice(1).trim()), start, end };
  let out: Expression = { kind: "broken", message: "An index is expected here.", start, end };
  eachChild(walk, () =>
    eachChild(walk, (type) => {
      if (type === "expression") out = readExpression(walk);
    }),
  );
  return out;
}

/** After `.*` an index is taken of the whole result, after `[*]` of each item. */
function readSplat(walk: Walk, base: Expression, end: number): Expression {
  const steps: Step[] = [];
  let after: Expression | undefined;
  const splat = (): Expression => ({ kind: "splat", base, steps, start: base.start, end });
  eachChild(walk, (kind) => {
    eachChild(walk, (type) => {
      if (type === "get_attr") {
        if (after) after = { kind: "attribute", base: after, name: attributeName(walk), start: base.start, end: spanHere(walk).end };
        else steps.push({ attribute: attributeName(walk) });
      } else if (type === "index") {
        const index = readIndex(walk);
        if (kind === "attr_splat" || after)
          after = { kind: "index", base: after ?? splat(), index, start: base.start, end: spanHere(walk).end };
        else steps.push({ index });
      }
    });
  });
  return after ?? splat();
}
