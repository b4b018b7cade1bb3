import { list, type Reason, type Value } from "../../../model/value.ts";
import { exactIdentity, failure, isSet, setOf } from "../evaluate/values.ts";
import { type Builtin, fixed, variadic } from "./define.ts";

export const sets: { readonly [name: string]: Builtin } = {
  setunion: variadic(["value"], "value", (call, [first], more) => {
    const all = [first, ...more];
    const open = all
      .map((one) => (one.kind === "list" ? one.open : one.kind === "unknown" || one.kind === "constant" ? one.because : undefined))
      .find((one) => one);
    return setOf(
      all.flatMap((one) => (one.kind === "list" ? one.items : [])),
      call.at,
      open,
    );
  }),
  setintersection: variadic(["list"], "list", (call, [first], more) => {
    const others = more.map((one) => new Set(one.items.map(exactIdentity)));
    return setOf(
      first.items.filter((item) => others.every((other) => other.has(exactIdentity(item)))),
      call.at,
      opened([first, ...more]),
    );
  }),
  setsubtract: fixed(["list", "list"], (call, from, what) => {
    const gone = new Set(what.items.map(exactIdentity));
    return setOf(
      from.items.filter((item) => !gone.has(exactIdentity(item))),
      call.at,
      opened([from, what]),
    );
  }),
  setproduct: variadic([], "list", (call, _, lists) => {
    const size = lists.reduce((product, one) => product * one.items.length, 1);
    if (size > 4096) return failure("This product has more than 4096 items.", call.at);
    const rows = lists.reduce<readonly (readonly Value[])[]>(
      (made, one) => made.flatMap((row) => one.items.map((item) => [...row, item])),
      [[]],
    );
    const tuples = rows.map((row) => list(row, call.at));
    return lists.every(isSet) ? setOf(tuples, call.at, opened(lists)) : list(tuples, call.at, opened(lists));
  }),
};

function opened(lists: readonly (Value & { kind: "list" })[]): Reason | undefined {
  return lists.find((one) => one.open)?.open;
}
