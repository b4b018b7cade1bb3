import { nameOf } from "./paths.ts";
import type { Program } from "./program.ts";
import type { TypeExpr } from "./syntax.ts";

/** Whether a value of the type may be left out and is null then. Follows aliases, those of other files too. */
export function isNullable(program: Program, type: TypeExpr | undefined, depth = 0): boolean {
  if (!type || depth > 16) return false;
  switch (type.kind) {
    case "nullable":
      return true;
    case "literal":
      return type.value === null;
    case "union":
      return type.of.some((one) => isNullable(program, one, depth + 1));
    case "name":
      return named(program, type.path, depth + 1);
    default:
      return false;
  }
}

function named(program: Program, path: readonly string[], depth: number): boolean {
  const [first = ""] = path;
  const symbol = program.symbols.get(first);
  if (symbol?.kind === "type") return ofMember(program, symbol.type, path.slice(1), depth);
  if (symbol?.kind !== "imported" || symbol.from.kind !== "literal") return false;
  const other = program.open(String(symbol.from.value), { from: "default", of: nameOf(program.uri) });
  const mark = `type ${path.join(".")}`;
  if ("kind" in other || program.active.has(mark)) return false;
  program.active.add(mark);
  const found = other.mayBeNull(symbol.original === undefined ? path.slice(1) : [symbol.original, ...path.slice(1)]);
  program.active.delete(mark);
  return found;
}

function ofMember(program: Program, type: TypeExpr, path: readonly string[], depth: number): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return isNullable(program, type, depth);
  const inner = type.kind === "nullable" ? type.of : type;
  if (inner.kind === "array" && step === "*") return ofMember(program, inner.of, rest, depth + 1);
  if (inner.kind !== "object") return false;
  const member = inner.members.find((one) => one.name === step);
  return member !== undefined && ofMember(program, member.type, rest, depth + 1);
}
