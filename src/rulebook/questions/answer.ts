// How a rule answers about one resource: questions to its properties, told by cases, folded to met, unmet or unclear.
import type { Resource } from "../../model/graph.ts";
import type { Seen } from "../../model/look.ts";
import { cases } from "../../model/look.ts";
import type { Origin } from "../../model/origin.ts";
import { reasonOf } from "../../model/reason.ts";
import type { Repair } from "../../model/repair.ts";
import type { Requirement } from "../../model/requirement.ts";
import type { Condition, Path, Reason, Scalar, Value } from "../../model/value.ts";
import type { Related, Severity, Verdict } from "../../model/verdict.ts";
import { described } from "./coverage.ts";
import { called } from "./naming.ts";

export type Answer =
  | { readonly is: "met"; readonly at: Origin }
  | { readonly is: "unmet"; readonly at: Origin }
  | { readonly is: "unclear"; readonly at: Origin; readonly because: Reason };

/** True, false, or why it cannot be told. */
export type Test = (seen: Seen, when: Condition) => boolean | Reason;

/** Puts a test to a property of a resource, in every case that its value has. Cases that differ are unclear, and named. */
export function ask(resource: Resource, path: Path, test: Test, under: Condition = resource.condition): Answer {
  return askValue(resource.body, path, test, under, resource.at);
}

/** As `ask`, for a value that stands by itself; `fallback` is where the finding goes when the value is not written anywhere. */
function askValue(value: Value, path: Path, test: Test, under: Condition, fallback: Origin): Answer {
  const told = cases(value, path, under).map(({ when, seen }) => ({ when, at: placeOf(seen, fallback), says: test(seen, when) }));
  const unclear = told.find(({ says }) => typeof says === "object");
  const unmet = told.find(({ says }) => says === false);
  const met = told.find(({ says }) => says === true);
  if (unmet && met) return { is: "unclear", at: unmet.at, because: differs(unmet.when, under) };
  if (unclear && typeof unclear.says === "object") return { is: "unclear", at: unclear.at, because: unclear.says };
  return unmet ? { is: "unmet", at: unmet.at } : { is: "met", at: met?.at ?? fallback };
}

/** Whether a scalar is one of those, without regard to case. `absent` is the answer where nothing is written. */
export function isOneOf(wanted: readonly Scalar[], absent: boolean | Reason): Test {
  const folded = wanted.map(fold);
  return (seen) => {
    if (seen.is === "absent") return absent;
    if (seen.is === "unclear") return seen.because;
    return seen.value.kind === "scalar" ? folded.includes(fold(seen.value.value)) : reasonOf(seen.value);
  };
}

/** Whether something is written there, whatever it comes to. */
export const isNotEmpty: Test = (seen) => seen.is !== "absent" && !(seen.is === "value" && isBlank(seen.value));

/** Whether something is there for sure: what a parameter gives may be empty. */
export const isFilled: Test = (seen) => {
  if (seen.is !== "value") return seen.is === "absent" ? false : seen.because;
  if (seen.value.kind === "constant") return seen.value.because;
  if (seen.value.kind === "list" && seen.value.items.length === 0 && seen.value.open) return seen.value.open;
  return !isBlank(seen.value);
};

function isBlank(value: Value): boolean {
  return (value.kind === "scalar" && value.value === "") || (value.kind === "list" && value.items.length === 0 && !value.open);
}

/** Whether a string is there and matches. */
export function matches(pattern: RegExp, absent: boolean): Test {
  return (seen) => {
    if (seen.is === "absent") return absent;
    if (seen.is === "unclear") return seen.because;
    return seen.value.kind === "scalar" ? pattern.test(String(seen.value.value)) : reasonOf(seen.value);
  };
}

/** One of them is enough. */
export function either(first: Answer, ...others: readonly Answer[]): Answer {
  const all = [first, ...others];
  return all.find(({ is }) => is === "met") ?? all.find(({ is }) => is === "unclear") ?? first;
}

/** Met where it is unmet, and the other way round. */
export function not(answer: Answer): Answer {
  if (answer.is === "unclear") return answer;
  return { at: answer.at, is: answer.is === "met" ? "unmet" : "met" };
}

interface Wording {
  /** Completes "It cannot be told whether …": `workspace 'x' encrypts with a customer-managed key`. */
  readonly whether: string;
  /** What is wrong, why it matters, what to do. */
  readonly unmet: string;
  readonly repair?: Repair | undefined;
  readonly severity?: Severity | undefined;
  readonly requirement?: Requirement | undefined;
  readonly value?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  /** What makes it met; the subject itself when not given. */
  readonly witness?: string | undefined;
  /** Where an unmet finding is drawn, when not where the answer was found. */
  readonly at?: Origin | undefined;
}

/** The verdict that an answer comes to. */
export function verdict(subject: Resource, answer: Answer, wording: Wording): Verdict {
  const about = {
    subject,
    ...(wording.requirement && { requirement: wording.requirement }),
    ...(wording.value !== undefined && { value: wording.value }),
    ...(wording.related && { related: wording.related }),
  };
  if (answer.is === "met") {
    return { ...about, is: "met", witness: { at: answer.at, name: wording.witness ?? called(subject) } };
  }
  if (answer.is === "unclear") {
    const settle = answer.because.settle ? ` To settle it, ${answer.because.settle}.` : "";
    return {
      ...about,
      is: "unclear",
      at: answer.at,
      because: answer.because,
      message: `It cannot be told whether ${wording.whether}. ${answer.because.text}${settle}`,
    };
  }
  return {
    ...about,
    is: "unmet",
    at: wording.at ?? answer.at,
    message: wording.unmet,
    ...(wording.severity && { severity: wording.severity }),
    ...(wording.repair && { repair: wording.repair }),
  };
}

/** The verdict on what cannot be seen. `whether` as in `Wording`. */
export function unclear(subject: Resource, because: Reason, whether: string): Verdict {
  return verdict(subject, { is: "unclear", at: because.at?.from === "file" ? because.at : subject.at, because }, { whether, unmet: "" });
}

/** A verdict that matters only when something else is so: left out when it is not, and no accusation when that cannot be told. */
export function provided(so: Answer, told: Verdict, whether: string): readonly Verdict[] {
  if (so.is === "unmet") return [];
  return [so.is === "unclear" && told.is === "unmet" ? unclear(told.subject, so.because, whether) : told];
}

/** A place in a file or in Azure; a default is written nowhere, so the fallback stands for it. */
export function placed(at: Origin, fallback: Origin): Origin {
  return at.from === "default" ? fallback : at;
}

/** Why a thing is so in some cases only. */
export function differs(when: Condition, under: Condition): Reason {
  const open = when.filter((literal) => !under.some((given) => given.test === literal.test));
  const first = open[0];
  return {
    kind: first?.because.kind ?? "parameter",
    text: `It is not so ${described(open)}.`,
    ...(first?.because.settle !== undefined && { settle: first.because.settle }),
    ...(first && { at: first.at }),
  };
}

function placeOf(seen: Seen, fallback: Origin): Origin {
  return seen.is === "value" ? placed(seen.value.at, fallback) : fallback;
}

function fold(value: Scalar): Scalar {
  return typeof value === "string" ? value.toLowerCase() : value;
}
