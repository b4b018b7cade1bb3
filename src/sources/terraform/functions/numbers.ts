import { scalar, unknown } from "../../../model/value.ts";
import { failure } from "../evaluate/values.ts";
import { type Builtin, fixed, variadic } from "./define.ts";

export const numbers: { readonly [name: string]: Builtin } = {
  abs: fixed(["number"], (_, x) => Math.abs(x)),
  ceil: fixed(["number"], (_, x) => Math.ceil(x)),
  floor: fixed(["number"], (_, x) => Math.floor(x)),
  signum: fixed(["number"], (_, x) => Math.sign(x)),
  log: fixed(["number", "number"], (call, x, base) => finite(Math.log(x) / Math.log(base), call.at)),
  pow: fixed(["number", "number"], (call, x, power) => finite(x ** power, call.at)),
  max: variadic(["number"], "number", (_, [first], more) => Math.max(first, ...more)),
  min: variadic(["number"], "number", (_, [first], more) => Math.min(first, ...more)),
  parseint: fixed(["string", "number"], (call, text, base) => {
    const parsed = base >= 2 && base <= 62 ? parse(text, base) : undefined;
    return parsed ?? failure(`'${text}' is not a number of base ${base}.`, call.at);
  }),
};

function finite(value: number, at: Parameters<typeof scalar>[1]): ReturnType<typeof scalar> | ReturnType<typeof unknown> {
  return Number.isFinite(value) ? scalar(value, at) : unknown({ kind: "error", text: "This is not a number." }, at);
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function parse(text: string, base: number): number | undefined {
  const negative = text.startsWith("-");
  const body = (negative || text.startsWith("+") ? text.slice(1) : text).replace(/./g, (digit) =>
    base <= 36 ? digit.toLowerCase() : digit,
  );
  if (body === "") return undefined;
  let value = 0;
  for (const digit of body) {
    const worth = digits.indexOf(digit);
    if (worth < 0 || worth >= base) return undefined;
    value = value * base + worth;
  }
  return negative ? -value : value;
}
