// Holds two readings of one deployment against each other.
import type { Declaration, Fragment } from "../../src/model/declaration.ts";
import { identity } from "../../src/model/look.ts";
import type { Value } from "../../src/model/value.ts";

/** `open`: neither side knows, and each spells that in its own way. `unclear`: one side does not know, and says so. */
export type Outcome = "equal" | "open" | "unclear" | "wrong";

export interface Difference {
  readonly outcome: Outcome;
  readonly what: string;
  readonly bicep: string;
  readonly arm: string;
}

export interface Comparison {
  readonly typesEqual: boolean;
  readonly onlyBicep: readonly string[];
  readonly onlyArm: readonly string[];
  readonly equal: number;
  readonly differences: readonly Difference[];
}

export function compare(bicep: Fragment, arm: Fragment): Comparison {
  const ours = byType(bicep);
  const theirs = byType(arm);
  const onlyBicep = [...ours.keys()].filter((type) => !theirs.has(type));
  const onlyArm = [...theirs.keys()].filter((type) => !ours.has(type));
  const tally = new Tally(speller(bicep), speller(arm));
  for (const [type, mine] of ours) {
    for (const [a, b] of matched(mine, theirs.get(type) ?? [], tally)) tally.resource(type, a, b);
  }
  return { typesEqual: onlyBicep.length + onlyArm.length === 0, onlyBicep, onlyArm, equal: tally.equal, differences: tally.differences };
}

function byType(fragment: Fragment): Map<string, Declaration[]> {
  const types = new Map<string, Declaration[]>();
  for (const one of fragment.declarations) {
    const type = one.type.toLowerCase();
    if (one.existing || type === "microsoft.resources/deployments" || isForeign(type)) continue;
    types.set(type, [...(types.get(type) ?? []), one]);
  }
  return types;
}

/** Of an extension (Kubernetes, Microsoft Graph) and not of Azure. */
function isForeign(type: string): boolean {
  return type.startsWith("microsoft.graph/") || !type.split("/")[0]?.includes(".");
}

/** By equal names first, then in order where as many are left on each side. */
function matched(
  mine: readonly Declaration[],
  theirs: readonly Declaration[],
  tally: Tally,
): readonly (readonly [Declaration, Declaration])[] {
  const left = [...theirs];
  const pairs: [Declaration, Declaration][] = [];
  const rest: Declaration[] = [];
  for (const one of mine) {
    const name = one.names.map(tally.spellBicep).join("|");
    const same = left.filter((other) => other.names.map(tally.spellArm).join("|") === name);
    const found = same.length > 1 ? likest(one, same, tally) : same[0];
    if (found) {
      left.splice(left.indexOf(found), 1);
      pairs.push([one, found]);
    } else rest.push(one);
  }
  if (rest.length === left.length)
    rest.forEach((one, index) => {
      const other = left[index];
      if (other) pairs.push([one, other]);
    });
  else tally.unmatched(mine[0]?.type ?? "", rest, left);
  return pairs;
}

/** Of several with one name (settings of one name on two resources), the one that differs least. */
function likest(one: Declaration, same: readonly Declaration[], tally: Tally): Declaration | undefined {
  const distance = (other: Declaration) => {
    const trial = new Tally(tally.spellBicep, tally.spellArm);
    trial.resource("", one, other);
    return trial.differences.length;
  };
  return [...same].sort((a, b) => distance(a) - distance(b))[0];
}

type Spell = (value: Value) => string;

/** Values as text, references to declared resources as type and names so that both sides spell them alike. */
function speller(fragment: Fragment): Spell {
  const byKey = new Map(fragment.declarations.map((one) => [one.key, one]));
  const byLowerKey = new Map(fragment.declarations.map((one) => [one.key.toLowerCase(), one]));
  const byId = (name: string): string =>
    name.toLowerCase().replace(/#([\w/:~[\]*]+)/g, (whole, key: string) => {
      const to = byLowerKey.get(key);
      return to ? `//${[to.type.toLowerCase(), ...to.names.map((one) => identity(one) ?? "?")].join("/")}` : whole;
    });
  const spell = (value: Value, depth = 0): string => {
    if (depth > 12) return "…";
    const inner = (one: Value) => spell(one, depth + 1);
    switch (value.kind) {
      case "scalar":
        return typeof value.value === "string" ? value.value : String(value.value);
      case "constant":
        return `<${byId(value.name)}>`;
      case "text":
        return value.parts.map(inner).join("");
      case "reference": {
        const to = value.to.by === "key" ? byKey.get(value.to.key) : value.to;
        const id = to ? `{${to.type.toLowerCase()}(${to.names.map(inner).join("/")})}` : `{${value.to.by === "key" ? value.to.key : ""}}`;
        return [id, ...value.path].join(".").toLowerCase();
      }
      case "list":
        return `[${value.items.map(inner).join(",")}]`;
      case "object":
        return `{${[...value.props]
          .map(([name, property]) => `${name}:${inner(property.value)}`)
          .sort()
          .join(",")}}`;
      case "choice":
        return `(${value.when.is ? "" : "!"}${value.when.test}?${inner(value.then)}:${inner(value.else)})`;
      case "unknown":
        return `?${value.because.kind}`;
    }
  };
  return (value) => spell(value);
}

class Tally {
  equal = 0;
  readonly differences: Difference[] = [];
  readonly spellBicep: Spell;
  readonly spellArm: Spell;

  constructor(spellBicep: Spell, spellArm: Spell) {
    this.spellBicep = spellBicep;
    this.spellArm = spellArm;
  }

  resource(type: string, a: Declaration, b: Declaration): void {
    a.names.forEach((name, index) => {
      const other = b.names[index];
      if (other) this.values(`${type} name`, name, other);
    });
    this.note(a.names.length === b.names.length ? "equal" : "wrong", `${type} names`, `${a.names.length}`, `${b.names.length}`);
    this.conditions(`${type} condition`, a, b);
    this.values(type, a.body, b.body);
  }

  /** A side that says of what it has more that it may not be there has said nothing wrong. */
  unmatched(type: string, mine: readonly Declaration[], theirs: readonly Declaration[]): void {
    const more = mine.length > theirs.length ? mine : theirs;
    const outcome = more.every(mayNotBe) ? "unclear" : "wrong";
    this.note(outcome, `${type} count`, `${mine.length} more`, `${theirs.length} more`);
  }

  private conditions(what: string, a: Declaration, b: Declaration): void {
    const [mine, theirs] = [conditionText(a), conditionText(b)];
    const outcome = mayNotBe(a) && mayNotBe(b) ? "open" : "wrong";
    this.note(mine === theirs ? "equal" : outcome, what, mine, theirs);
  }

  values(path: string, a: Value, b: Value): void {
    if (a.kind === "object" && b.kind === "object") {
      this.objects(path, a, b);
    } else if (a.kind === "list" && b.kind === "list") {
      if (a.items.length !== b.items.length)
        this.note(a.open || b.open ? "unclear" : "wrong", `${path} length`, `${a.items.length}`, `${b.items.length}`);
      a.items.forEach((item, index) => {
        const other = b.items[index];
        if (other) this.values(`${path}[]`, item, other);
      });
    } else if (a.kind === "choice" && b.kind === "choice" && a.when.test === b.when.test && a.when.is === b.when.is) {
      this.values(path, a.then, b.then);
      this.values(path, a.else, b.else);
    } else this.leaves(path, a, b);
  }

  private objects(path: string, a: Value & { kind: "object" }, b: Value & { kind: "object" }): void {
    for (const name of new Set([...a.props.keys(), ...b.props.keys()])) {
      const [mine, theirs] = [a.props.get(name)?.value, b.props.get(name)?.value];
      if (mine && theirs) this.values(`${path}.${name}`, mine, theirs);
      else if (isNull(mine ?? theirs)) this.equal++;
      else
        this.note(
          (mine ? b.open : a.open) ? "unclear" : "wrong",
          `${path}.${name}`,
          mine ? this.spellBicep(mine) : "absent",
          theirs ? this.spellArm(theirs) : "absent",
        );
    }
  }

  private leaves(path: string, a: Value, b: Value): void {
    const [mine, theirs] = [this.spellBicep(a), this.spellArm(b)];
    if (folded(mine) === folded(theirs)) this.note("equal", path, mine, theirs);
    else this.note(isSure(a) ? (isSure(b) ? "wrong" : "unclear") : isSure(b) ? "unclear" : "open", path, mine, theirs);
  }

  private note(outcome: Outcome, what: string, bicep: string, arm: string): void {
    if (outcome === "equal") this.equal++;
    else this.differences.push({ outcome, what, bicep, arm });
  }
}

function isNull(value: Value | undefined): boolean {
  return value?.kind === "scalar" && value.value === null;
}

/** Whether nothing of the value is left open. */
function isSure(value: Value): boolean {
  return value.kind === "scalar" || ((value.kind === "object" || value.kind === "list") && !value.open);
}

function mayNotBe(one: Declaration): boolean {
  return one.condition.length > 0 || one.repeated !== undefined;
}

function conditionText(one: Declaration): string {
  return one.condition
    .map((literal) => (literal.is ? "" : "!") + literal.test)
    .sort()
    .join(" && ");
}

/** Without what the checkout decides and the code does not: line ends of loaded files, as text, in JSON within text, in Base64. */
function folded(text: string): string {
  const plain = /^[A-Za-z0-9+/]{16,}=*$/.test(text) ? Buffer.from(text, "base64").toString() : text;
  return plain
    .replaceAll(/\r\n|\\r\\n/g, "\n")
    .replaceAll("\\n", "\n")
    .toLowerCase();
}
