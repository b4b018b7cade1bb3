import { list, type Reason, scalar, unknown, type Value } from "../../../model/value.ts";
import { branch } from "../evaluate/choices.ts";
import { failure } from "../evaluate/values.ts";
import type { Call } from "./define.ts";

export function range(call: Call, first: number, second: number | undefined, third: number | undefined): Value {
  const [from, to] = second === undefined ? [0, first] : [first, second];
  const step = third ?? (from <= to ? 1 : -1);
  const size = Math.ceil((to - from) / step);
  if (step === 0 || size > 1024 || (third !== undefined && size < 0)) return failure("'range' cannot count this way.", call.at);
  return list(
    Array.from({ length: Math.max(0, size) }, (_, position) => scalar(from + position * step, call.at)),
    call.at,
  );
}

export function every(call: Call, items: readonly Value[], open: Reason | undefined): Value {
  return items.reduceRight<Value>(
    (rest, item) =>
      branch(
        item,
        call.at,
        () => rest,
        () => scalar(false, call.at),
      ),
    open ? unknown(open, call.at) : scalar(true, call.at),
  );
}

export function some(call: Call, items: readonly Value[], open: Reason | undefined): Value {
  return items.reduceRight<Value>(
    (rest, item) =>
      branch(
        item,
        call.at,
        () => scalar(true, call.at),
        () => rest,
      ),
    open ? unknown(open, call.at) : scalar(false, call.at),
  );
}
