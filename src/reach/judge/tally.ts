// Walks rules in their order and keeps what earlier rules may have decided, so that the end is sure or says why it is not.
import type { Reason } from "../../model/value.ts";
import type { Cover } from "../match/cover.ts";
import type { Access, Piece } from "../topology/types.ts";

export type Decision<Rule> =
  | { readonly is: "allowed"; readonly by: Rule }
  /** `partly`: rules that let a part of it through before. `by` is absent where no rule decides and the rest is denied. */
  | {
      readonly is: "blocked";
      readonly by: Rule | undefined;
      readonly partly: readonly Rule[] /** Whether all of it is. */;
      readonly whole: boolean;
    }
  | { readonly is: "unclear"; readonly because: Reason; readonly by: Rule | undefined };

export interface Tally<Rule> {
  allow: { readonly because: Reason; readonly by: Rule } | undefined;
  deny: { readonly because: Reason; readonly by: Rule } | undefined;
  readonly parts: Rule[];
}

export function startTally<Rule>(): Tally<Rule> {
  return { allow: undefined, deny: undefined, parts: [] };
}

/** Takes the next rule into account. A decision ends the walk. `there` says whether the rule is there at all. */
export function meet<Rule extends Piece & { readonly access: Access }>(
  tally: Tally<Rule>,
  rule: Rule,
  cover: Cover,
  there: "there" | Reason,
): Decision<Rule> | undefined {
  if (cover === "none") return undefined;
  const doubt = typeof cover === "string" ? (there === "there" ? undefined : there) : cover;
  const { access } = rule;
  if (typeof access !== "string") {
    tally.allow ??= { because: access, by: rule };
    tally.deny ??= { because: access, by: rule };
    return undefined;
  }
  if (doubt) {
    if (access === "allow") tally.allow ??= { because: doubt, by: rule };
    else tally.deny ??= { because: doubt, by: rule };
    return undefined;
  }
  if (access === "allow") return allowing(tally, rule, cover);
  return denying(tally, rule, cover);
}

function allowing<Rule>(tally: Tally<Rule>, rule: Rule, cover: Cover): Decision<Rule> | undefined {
  if (cover === "some") {
    tally.parts.push(rule);
    return undefined;
  }
  if (tally.deny) return { is: "unclear", because: tally.deny.because, by: tally.deny.by };
  return { is: "allowed", by: rule };
}

function denying<Rule>(tally: Tally<Rule>, rule: Rule, cover: Cover): Decision<Rule> | undefined {
  if (tally.allow) return { is: "unclear", because: tally.allow.because, by: tally.allow.by };
  // What is denied of it may be what was let through before.
  if (tally.parts.length > (cover === "some" ? 0 : 1)) return { is: "unclear", because: TOGETHER, by: rule };
  return { is: "blocked", by: rule, partly: tally.parts, whole: cover === "all" && tally.parts.length === 0 };
}

/** What nothing decided. */
export function rest<Rule>(tally: Tally<Rule>, otherwise: "allow" | "deny", open: Reason | undefined): Decision<Rule> | undefined {
  const pending = otherwise === "deny" ? tally.allow : tally.deny;
  if (pending) return { is: "unclear", because: pending.because, by: pending.by };
  if (open) return { is: "unclear", because: open, by: undefined };
  if (otherwise === "allow") return undefined;
  if (tally.parts.length > 1) return { is: "unclear", because: TOGETHER, by: tally.parts[0] };
  return { is: "blocked", by: undefined, partly: tally.parts, whole: tally.parts.length === 0 };
}

export const TOGETHER: Reason = {
  kind: "azure",
  text: "Several rules let a part of it through, and whether they are all of it together is not on record.",
  settle: "allow the whole of it in one rule",
};
