import { scalar } from "../../model/value.ts";
import { type Family, many, pure, special } from "../call.ts";
import { branch } from "../choose.ts";
import { all, any, arithmetic, coalesce, equality, not } from "../operators.ts";

/** ARM's functions that are operators in Bicep. */
export const logicFunctions: Family = {
  if: special(3, 3, ({ args: [test, then, otherwise], at, env, evaluate }) => {
    const no = scalar(null, at);
    return branch(
      test ? evaluate(test, env) : no,
      () => (then ? evaluate(then, env) : no),
      () => (otherwise ? evaluate(otherwise, env) : no),
      at,
      env,
    );
  }),
  and: special(1, many, ({ args, at, env, evaluate }) =>
    all(
      args.map((arg) => () => evaluate(arg, env)),
      at,
      env,
    ),
  ),
  or: special(1, many, ({ args, at, env, evaluate }) =>
    any(
      args.map((arg) => () => evaluate(arg, env)),
      at,
      env,
    ),
  ),
  coalesce: special(1, many, ({ args, at, env, evaluate }) =>
    coalesce(
      args.map((arg) => () => evaluate(arg, env)),
      at,
      env,
    ),
  ),
  not: pure(1, 1, ([operand], { at, env }) => operand && not(operand, at, env)),
  equals: pure(2, 2, (args, { at }) => equality(args, false, at)),
  greater: pure(2, 2, (args, { at }) => arithmetic(">", args, at)),
  greaterOrEquals: pure(2, 2, (args, { at }) => arithmetic(">=", args, at)),
  less: pure(2, 2, (args, { at }) => arithmetic("<", args, at)),
  lessOrEquals: pure(2, 2, (args, { at }) => arithmetic("<=", args, at)),
  add: pure(2, 2, (args, { at }) => arithmetic("+", args, at)),
  sub: pure(2, 2, (args, { at }) => arithmetic("-", args, at)),
  mul: pure(2, 2, (args, { at }) => arithmetic("*", args, at)),
  div: pure(2, 2, (args, { at }) => arithmetic("/", args, at)),
  mod: pure(2, 2, (args, { at }) => arithmetic("%", args, at)),
  true: pure(0, 0, (_, { at }) => scalar(true, at)),
  false: pure(0, 0, (_, { at }) => scalar(false, at)),
  null: pure(0, 0, (_, { at }) => scalar(null, at)),
};
