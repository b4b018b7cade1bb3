// Resources that stand under conditions: whether what is asked for is there in every case.
import { implies } from "../../model/look.ts";
import type { Condition } from "../../model/value.ts";

export type Coverage =
  | { readonly is: "always" }
  | { readonly is: "never" }
  | { readonly is: "sometimes" /** A case in which it is lacking. */; readonly lacking: Condition };

/** Whether one of the offers holds whenever `under` does. Up to ten open tests are tried one against the other. */
export function coverage(under: Condition, offers: readonly Condition[]): Coverage {
  if (offers.some((offer) => implies(under, offer))) return { is: "always" };
  const decided = new Set(under.map(({ test }) => test));
  const open = new Map(offers.flat().flatMap((literal) => (decided.has(literal.test) ? [] : [[literal.test, literal] as const])));
  const literals = [...open.values()].slice(0, 10);
  let lacking: Condition | undefined;
  let held = false;
  for (let bits = 0; bits < 2 ** literals.length; bits += 1) {
    const assigned = [...under, ...literals.map((literal, index) => ({ ...literal, is: (bits & (1 << index)) !== 0 }))];
    if (offers.some((offer) => implies(assigned, offer))) held = true;
    else lacking ??= assigned;
  }
  if (!held) return { is: "never" };
  return lacking ? { is: "sometimes", lacking } : { is: "always" };
}

/** `when 'usePrivateEndpoint' is false`; `always` for no condition. */
export function described(condition: Condition): string {
  if (condition.length === 0) return "always";
  return `when ${condition.map(({ test, is }) => `'${test}' is ${is}`).join(" and ")}`;
}
