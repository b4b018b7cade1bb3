// What the operators bind.
import type { BinaryOperator, Expr } from "../../expression/tree.ts";
import { Kind } from "./tokens.ts";

export const UNARY: Readonly<Record<number, "!" | "-" | "+">> = { [Kind.bang]: "!", [Kind.minus]: "-", [Kind.plus]: "+" };

export const OPERATOR: Readonly<Record<number, BinaryOperator>> = {
  [Kind.percent]: "%",
  [Kind.star]: "*",
  [Kind.slash]: "/",
  [Kind.plus]: "+",
  [Kind.minus]: "-",
  [Kind.greater]: ">",
  [Kind.greaterEqual]: ">=",
  [Kind.less]: "<",
  [Kind.lessEqual]: "<=",
  [Kind.equal]: "==",
  [Kind.notEqual]: "!=",
  [Kind.alike]: "=~",
  [Kind.notAlike]: "!~",
  [Kind.and]: "&&",
  [Kind.or]: "||",
  [Kind.doubleQuestion]: "??",
};

/** By kind of token; 0 is no operator. */
export const PRECEDENCE = new Uint8Array(64);
for (const [operators, binds] of [
  [[Kind.percent, Kind.star, Kind.slash], 100],
  [[Kind.plus, Kind.minus], 90],
  [[Kind.greater, Kind.greaterEqual, Kind.less, Kind.lessEqual], 80],
  [[Kind.equal, Kind.notEqual, Kind.alike, Kind.notAlike], 70],
  [[Kind.and], 50],
  [[Kind.or], 40],
  [[Kind.doubleQuestion], 30],
] as const)
  for (const operator of operators) PRECEDENCE[operator] = binds;

/** What follows a safe access is safe too: `a.?b.c` is null where `a` has no `b`. */
export function isSafe(base: Expr): boolean {
  return (base.kind === "member" || base.kind === "index") && base.safe;
}
