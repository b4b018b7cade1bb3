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
  /** Rules that let a part of it through. */
  readonly parts: Rule[];
  /** A rule that denies a part of it for sure. */
  denied: Rule | undefined;
}

export function startTally<Rule>(): Tally<Rule> {
  return { allow: undefined, deny: undefined, parts: [], denied: undefined };
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
  if (tally.denied) return { is: "blocked", by: tally.denied, partly: tally.parts, whole: false };
  if (tally.deny) return { is: "unclear", because: tally.deny.because, by: tally.deny.by };
  return { is: "allowed", by: rule };
}

function denying<Rule extends Piece>(tally: Tally<Rule>, rule: Rule, cover: Cover): Decision<Rule> | undefined {
  if (cover === "some") {
    // What is denied of it may be what was let through before.
    if (tally.allow) tally.deny ??= tally.allow;
    else if (tally.parts.length > 0) tally.deny ??= { because: TOGETHER, by: rule };
    else tally.denied ??= rule;
    return undefined;
  }
  return denied(tally, rule);
}

/** Everything that is left is denied. */
function denied<Rule extends Piece>(tally: Tally<Rule>, by: Rule | undefined): Decision<Rule> {
  const { allow, parts } = tally;
  if (tally.denied) return { is: "blocked", by: tally.denied, partly: parts, whole: parts.length === 0 && !allow };
  if (allow) return { is: "unclear", because: allow.because, by: allow.by };
  if (parts.length > 1) return { is: "unclear", because: together(parts), by: by ?? parts[0] };
  return { is: "blocked", by, partly: parts, whole: parts.length === 0 };
}

/** What nothing decided. */
export function rest<Rule extends Piece>(
  tally: Tally<Rule>,
  otherwise: "allow" | "deny",
  open: Reason | undefined,
): Decision<Rule> | undefined {
  if (otherwise === "deny") {
    const found = denied(tally, undefined);
    return open && found.is === "blocked" && !tally.denied ? { is: "unclear", because: open, by: undefined } : found;
  }
  if (tally.denied) return { is: "blocked", by: tally.denied, partly: tally.parts, whole: false };
  if (tally.deny) return { is: "unclear", because: tally.deny.because, by: tally.deny.by };
  return open ? { is: "unclear", because: open, by: undefined } : undefined;
}

/** Two of them by name. */
function together(parts: readonly Piece[]): Reason {
  const names = [...new Set(parts.map(({ name }) => `'${name}'`))];
  if (names.length < 2) return TOGETHER;
  const more = names.length > 2 ? ` and ${names.length - 2} more` : "";
  return {
    ...TOGETHER,
    text: `Rules ${names.slice(0, 2).join(more ? ", " : " and ")}${more} each let a part of it through, and whether they are all of it together is not on record.`,
  };
}

const TOGETHER: Reason = {
  kind: "azure",
  text: "Several rules let a part of it through, and whether they are all of it together is not on record.",
  settle: "allow the whole of it in one rule",
};
