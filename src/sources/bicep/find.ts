// Finding one's way in a tree by where something stands.
import type { Expr } from "../../expression/tree.ts";
import type { Body, ModuleStatement, ResourceStatement, Statement, Syntax } from "./syntax.ts";

/** All statements, nested resources included. */
export function statementsOf(syntax: Syntax): readonly Statement[] {
  return syntax.statements.flatMap((statement) => [statement, ...(statement.kind === "resource" ? nestedOf(statement) : [])]);
}

function nestedOf(statement: ResourceStatement): readonly ResourceStatement[] {
  return statement.body.nested.flatMap((inner) => [inner, ...nestedOf(inner)]);
}

/** The resource or module whose name is written at an offset. */
export function declaredAt(syntax: Syntax, offset: number): ResourceStatement | ModuleStatement | undefined {
  for (const statement of statementsOf(syntax))
    if ((statement.kind === "resource" || statement.kind === "module") && statement.name.start === offset) return statement;
  return undefined;
}

/** The statement at the top of the file that an offset is in. */
export function topLevelAt(syntax: Syntax, offset: number): Statement | undefined {
  return syntax.statements.find((statement) => statement.start <= offset && offset < statement.end);
}

/** The expression that stands exactly between two offsets, the outermost one. */
export function expressionAt(syntax: Syntax, start: number, end: number): Expr | undefined {
  for (const statement of syntax.statements) {
    if (statement.start > start || statement.end < end) continue;
    for (const root of rootsOf(statement)) {
      const found = within(root, start, end);
      if (found) return found;
    }
  }
  return undefined;
}

function within(expr: Expr, start: number, end: number): Expr | undefined {
  if (expr.start === start && expr.end === end) return expr;
  if (expr.start > start || expr.end < end) return undefined;
  for (const part of partsOf(expr)) {
    const found = within(part, start, end);
    if (found) return found;
  }
  return undefined;
}

function rootsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case "resource":
      return [...ofBody(statement.body), ...statement.body.nested.flatMap(rootsOf)];
    case "module":
    case "test":
      return ofBody(statement.body);
    case "param":
      return statement.value ? [statement.value] : [];
    case "func":
      return [statement.body];
    case "var":
    case "output":
    case "assert":
    case "metadata":
    case "targetScope":
      return [statement.value];
    default:
      return [];
  }
}

function ofBody(body: Body): readonly Expr[] {
  return [body.object, ...(body.loop ? [body.loop.over] : []), ...(body.when ? [body.when] : [])];
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "interpolation":
      return expr.parts;
    case "object":
      return expr.members.flatMap((member) => (member.kind === "spread" ? [member.operand] : [member.name, member.value]));
    case "array":
      return expr.items.map((item) => (item.kind === "spread" ? item.operand : item));
    case "call":
      return expr.base ? [expr.base, ...expr.arguments] : expr.arguments;
    case "member":
    case "nested":
      return [expr.base];
    case "index":
      return [expr.base, expr.index];
    case "unary":
    case "nonNull":
      return [expr.operand];
    case "binary":
      return [expr.left, expr.right];
    case "ternary":
      return [expr.test, expr.then, expr.else];
    case "lambda":
      return [expr.body];
    case "for":
      return expr.when ? [expr.over, expr.when, expr.body] : [expr.over, expr.body];
    default:
      return [];
  }
}
