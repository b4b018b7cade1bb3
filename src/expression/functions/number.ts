import { list, scalar, type Value } from "../../model/value.ts";
import { type Family, type Fn, many, pure, wrong } from "../call.ts";
import { bounds, limit } from "../canonical.ts";
import { listOf, numberOf } from "./arguments.ts";

export const numberFunctions: Family = {
  int: pure(1, 1, ([value], { at }) => {
    if (value?.kind !== "scalar") return undefined;
    const known = typeof value.value === "string" && value.value.trim() === "" ? Number.NaN : Number(value.value);
    return Number.isFinite(known) && value.value !== null ? scalar(Math.trunc(known), at) : wrong("This is no number.", at);
  }),
  float: pure(1, 1, ([value], { at }) => {
    if (value?.kind !== "scalar") return undefined;
    const known = Number(value.value);
    return Number.isFinite(known) ? scalar(known, at) : wrong("This is no number.", at);
  }),
  min: extreme((known) => Math.min(...known)),
  max: extreme((known) => Math.max(...known)),
  range: pure(2, 2, ([from, count], { at }) => {
    const [start, length] = [numberOf(from), numberOf(count)];
    if (start === undefined || length === undefined) return undefined;
    if (length < 0) return wrong("A range has no fewer than no items.", at);
    const items = Array.from({ length: Math.min(length, bounds.items) }, (_, index) => scalar(start + index, at));
    return list(items, at, length > bounds.items ? limit(`A range of more than ${bounds.items} items is not followed.`) : undefined);
  }),
};

function extreme(of: (known: readonly number[]) => number): Fn {
  return pure(1, many, (args, { at }) => {
    const values: readonly Value[] | undefined = args.length === 1 && args[0]?.kind === "list" ? listOf(args[0])?.items : args;
    const known = values?.map(numberOf).filter((value) => value !== undefined);
    return values && known && known.length > 0 && known.length === values.length ? scalar(of(known), at) : undefined;
  });
}
