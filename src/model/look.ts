// Questions put to values. Every rule reads configuration through these, so that the three answers are given in one place.
import type { Address, Condition, Literal, Path, Reason, Scalar, Value } from "./value.ts";

export type Seen =
  | { readonly is: "value"; readonly value: Value }
  | { readonly is: "absent" /** The nearest thing that is there, to put a finding on. */; readonly near: Value }
  | { readonly is: "unclear"; readonly because: Reason; readonly near: Value };

/** Follows a path. A choice on the way is taken on the side that `under` decides; an undecided one is unclear, see `cases`. */
export function look(value: Value, path: Path, under: Condition = []): Seen {
  let here = decide(value, under);
  for (const step of path) {
    const next = enter(here, step);
    if (next.is !== "value") return next;
    here = decide(next.value, under);
  }
  if (here.kind === "unknown") return { is: "unclear", because: here.because, near: here };
  if (here.kind === "scalar" && here.value === null) return { is: "absent", near: here };
  return { is: "value", value: here };
}

function enter(here: Value, step: string | number): Seen {
  switch (here.kind) {
    case "object": {
      const property = here.props.get(String(step).toLowerCase());
      if (property) return { is: "value", value: property.value };
      return here.open ? { is: "unclear", because: here.open, near: here } : { is: "absent", near: here };
    }
    case "list": {
      const item = typeof step === "number" ? here.items[step] : undefined;
      if (item) return { is: "value", value: item };
      return here.open ? { is: "unclear", because: here.open, near: here } : { is: "absent", near: here };
    }
    case "unknown":
    case "constant":
      return { is: "unclear", because: here.because, near: here };
    case "choice":
      return { is: "unclear", because: here.when.because, near: here };
    case "reference":
      return { is: "unclear", because: { kind: "azure", text: "This is read from another resource when it is deployed." }, near: here };
    case "scalar":
    case "text":
      return { is: "absent", near: here };
  }
}

function decide(value: Value, under: Condition): Value {
  let here = value;
  while (here.kind === "choice") {
    const test = here.when;
    const known = under.find((literal) => literal.test === test.test);
    if (!known) return here;
    here = known.is === test.is ? here.then : here.else;
  }
  return here;
}

/** Every value that this may be, each with the condition under which it is. At most 64; then one unclear case stands for the rest. */
export function cases(value: Value, path: Path, under: Condition = []): readonly { readonly when: Condition; readonly seen: Seen }[] {
  const out: { when: Condition; seen: Seen }[] = [];
  const walk = (here: Value, rest: Path, when: Condition): void => {
    const decided = decide(here, when);
    if (out.length >= 64) {
      if (out.length === 64)
        out.push({ when, seen: { is: "unclear", because: { kind: "limit", text: "More than 64 cases are possible here." }, near: here } });
      return;
    }
    if (decided.kind === "choice") {
      walk(decided.then, rest, [...when, decided.when]);
      walk(decided.else, rest, [...when, negate(decided.when)]);
      return;
    }
    const [step, ...more] = rest;
    if (step === undefined) {
      out.push({ when, seen: look(decided, [], when) });
      return;
    }
    const next = enter(decided, step);
    if (next.is === "value") walk(next.value, more, when);
    else out.push({ when, seen: next });
  };
  walk(value, path, under);
  return out;
}

export function negate(literal: Literal): Literal {
  return { ...literal, is: !literal.is };
}

/** Whether `a` being so makes `b` so. */
export function implies(a: Condition, b: Condition): boolean {
  return b.every((wanted) => a.some((given) => given.test === wanted.test && given.is === wanted.is));
}

/** Whether both can never hold together. */
export function excludes(a: Condition, b: Condition): boolean {
  return a.some((x) => b.some((y) => x.test === y.test && x.is !== y.is));
}

export function both(a: Condition, b: Condition): Condition {
  return [...a, ...b.filter((literal) => !a.some((have) => have.test === literal.test && have.is === literal.is))];
}

/** The scalar at the end of a path, where it is known for sure. */
export function scalarAt(value: Value, path: Path, under: Condition = []): Scalar | undefined {
  const seen = look(value, path, under);
  return seen.is === "value" && seen.value.kind === "scalar" ? seen.value.value : undefined;
}

/** The string there, where it is known for sure. */
export function stringAt(value: Value, path: Path, under: Condition = []): string | undefined {
  const found = scalarAt(value, path, under);
  return typeof found === "string" ? found : undefined;
}

/**
 * Text that is equal for values that are equal for sure within one deployment; undefined where that cannot be said.
 * Strings fold case, as ARM's names and ids do.
 */
export function identity(value: Value): string | undefined {
  switch (value.kind) {
    case "scalar":
      return JSON.stringify(typeof value.value === "string" ? value.value.toLowerCase() : value.value);
    case "constant":
      return `<${value.name}>`;
    case "text":
      return joined(value.parts.map(identity), "+");
    case "reference":
      return joined([addressIdentity(value.to), ...value.path.map((step) => String(step).toLowerCase())], ".");
    case "list":
      return value.open ? undefined : wrap("[", joined(value.items.map(identity), ","), "]");
    case "object": {
      if (value.open) return undefined;
      const sorted = [...value.props].sort(([a], [b]) => (a < b ? -1 : 1));
      return wrap(
        "{",
        joined(
          sorted.map(([name, property]) => joined([name, identity(property.value)], ":")),
          ",",
        ),
        "}",
      );
    }
    case "choice":
      return joined([`${value.when.is ? "" : "!"}${value.when.test}`, identity(value.then), identity(value.else)], "?");
    case "unknown":
      return undefined;
  }
}

/** As `identity`, for what points at a resource. Scope counts: the same name in another group is another resource. */
export function addressIdentity(address: Address): string | undefined {
  if (address.by === "key") return `#${address.key}`;
  const scope = [address.subscription, address.resourceGroup].map((part) => (part ? identity(part) : ""));
  return joined([...scope, address.type.toLowerCase(), ...address.names.map(identity)], "/");
}

function joined(parts: readonly (string | undefined)[], by: string): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(by);
}

function wrap(open: string, inner: string | undefined, close: string): string | undefined {
  return inner === undefined ? undefined : open + inner + close;
}
