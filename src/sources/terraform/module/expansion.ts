// `count` and `for_each`: which instances of a block there are, and under which conditions.
import { both, identity, negate } from "../../../model/look.ts";
import type { Origin } from "../../../model/origin.ts";
import { type Condition, constant, list, type Reason, scalar, unknown, type Value } from "../../../model/value.ts";
import { onEachSide, placeName } from "../evaluate/choices.ts";
import { asNumber } from "../evaluate/operator.ts";
import { asText, exactIdentity, isNull, isSet, propertyOf, type RepeatedValue, record, sortedProperties } from "../evaluate/values.ts";

export interface Instance {
  /** `""`, `[0]`, `["a"]`, `[*]` for any number of them. */
  readonly suffix: string;
  readonly condition: Condition;
  readonly repeated?: Reason;
  /** Canonical text of what it is repeated over. */
  readonly over?: string;
  /** `count` or `each`. */
  readonly bound: readonly (readonly [string, Value])[];
}

export interface Expansion {
  readonly instances: readonly Instance[];
  /** The block's name as a value, from what stands for each instance. */
  value(of: (instance: Instance) => Value, at: Origin): Value;
}

const mostInstances = 512;

export function single(): Expansion {
  const only: Instance = { suffix: "", condition: [], bound: [] };
  return { instances: [only], value: (of) => of(only) };
}

export function expandCount(count: Value, at: Origin): Expansion {
  const leaves = leavesOf(count);
  const unclear = leaves.find((leaf) => asNumber(leaf.value) === undefined);
  if (unclear) return repeated(count, reasonOf(unclear.value, at), at, "count");
  const most = Math.max(0, ...leaves.map((leaf) => asNumber(leaf.value) ?? 0));
  if (most > mostInstances)
    return repeated(count, { kind: "limit", text: `More than ${mostInstances} instances are declared here.` }, at, "count");
  const instances = Array.from({ length: most }, (_, index): Instance => {
    const bound = record([{ name: "index", at, value: scalar(index, at) }], at);
    return {
      suffix: `[${index}]`,
      condition: conditionOf(count, leaves, (value) => (asNumber(value) ?? 0) > index, `${index}`, at),
      bound: [["count", bound]],
    };
  });
  const value = (of: (instance: Instance) => Value, use: Origin): Value =>
    onEachSide([count], use, ([side]) => list(instances.slice(0, side ? asNumber(side) : 0).map(of), use));
  return { instances, value };
}

export function expandEach(each: Value, at: Origin): Expansion {
  const leaves = leavesOf(each);
  const unclear = leaves.find((leaf) => !isCollection(leaf.value));
  if (unclear) return repeated(each, reasonOf(unclear.value, at), at, "each");
  const names = new Set(leaves.flatMap((leaf) => keysOf(leaf.value) ?? []));
  const open = leaves.map((leaf) => openOf(leaf.value)).find((reason) => reason !== undefined);
  if (names.size > mostInstances)
    return repeated(each, { kind: "limit", text: `More than ${mostInstances} instances are declared here.` }, at, "each");
  const instances = [...names].map((name): Instance => {
    const key = scalar(name, at);
    const value = onEachSide([each], at, ([side]) => (side ? itemOf(side, name, at) : key));
    const bound = record(
      [
        { name: "key", at, value: key },
        { name: "value", at, value },
      ],
      at,
    );
    const condition = conditionOf(each, leaves, (leaf) => keysOf(leaf)?.includes(name) ?? false, name, at);
    return { suffix: `[${JSON.stringify(name)}]`, condition, bound: [["each", bound]] };
  });
  const more = open ? repeated(each, open, at, "each").instances : [];
  return {
    instances: [...instances, ...more],
    value: (of, use) =>
      onEachSide([each], use, ([side]) => {
        const there = new Set(side ? keysOf(side) : []);
        const properties = instances
          .filter((instance) => there.has(JSON.parse(instance.suffix.slice(1, -1)) as string))
          .map((instance) => ({ name: JSON.parse(instance.suffix.slice(1, -1)) as string, at: use, value: of(instance) }));
        return record(properties, use, side ? openOf(side) : undefined);
      }),
  };
}

interface Leaf {
  readonly when: Condition;
  readonly value: Value;
}

function leavesOf(value: Value, when: Condition = []): readonly Leaf[] {
  if (value.kind !== "choice") return [{ when, value }];
  return [...leavesOf(value.then, both(when, [value.when])), ...leavesOf(value.else, both(when, [negate(value.when)]))];
}

function isCollection(value: Value): boolean {
  if (value.kind === "object") return true;
  return value.kind === "list" && (isSet(value) || !("each" in value)) && value.items.every((item) => typeof asText(item) === "string");
}

function keysOf(value: Value): readonly string[] | undefined {
  if (value.kind === "object") return sortedProperties(value).map((property) => property.name);
  if (value.kind !== "list") return undefined;
  return value.items.map(asText).filter((text) => typeof text === "string");
}

function openOf(value: Value): Reason | undefined {
  return value.kind === "object" || value.kind === "list" ? value.open : undefined;
}

function itemOf(value: Value, name: string, at: Origin): Value {
  if (value.kind === "object") return propertyOf(value, name)?.value ?? scalar(null, at);
  return value.kind === "list" ? (value.items.find((item) => asText(item) === name) ?? scalar(null, at)) : scalar(null, at);
}

function reasonOf(value: Value, at: Origin): Reason {
  if (isNull(value)) return { kind: "error", text: "The number of instances is null.", at };
  const text = asText(value);
  return typeof text === "string" ? { kind: "error", text: "This does not say how many instances there are.", at } : text;
}

/** Where the instance is on one side only, that side; where on several, a test of its own that equal expressions share. */
function conditionOf(source: Value, leaves: readonly Leaf[], has: (value: Value) => boolean, label: string, at: Origin): Condition {
  const holding = leaves.filter((leaf) => has(leaf.value));
  const [only] = holding;
  if (holding.length === leaves.length || !only) return [];
  if (holding.length === 1) return only.when;
  const because = only.when[0]?.because ?? { kind: "parameter", text: "This depends on values that are not known." };
  const id = identity(source) ?? (at.from === "file" ? placeName(at) : "");
  return [{ test: `has(${id}, ${label})`, is: true, at, because }];
}

/** Any number of instances: one stands for all. */
function repeated(source: Value, because: Reason, at: Origin, by: "count" | "each"): Expansion {
  const id = exactIdentity(source);
  const named = (name: string): Value => (id === undefined ? unknown(because, at) : constant(`${name} of ${id}`, because, at));
  const bound =
    by === "count"
      ? record([{ name: "index", at, value: named("index") }], at)
      : record(
          [
            { name: "key", at, value: named("key") },
            { name: "value", at, value: source.kind === "constant" ? constant(`${source.name}[*]`, because, at) : named("value") },
          ],
          at,
        );
  const over = `${by} ${id ?? (at.from === "file" ? placeName(at) : "")}`;
  const only: Instance = { suffix: "[*]", condition: [], repeated: because, over, bound: [[by, bound]] };
  return {
    instances: [only],
    value: (of, use) => ({ ...list([of(only)], use, because), open: because, each: of(only) }) satisfies RepeatedValue,
  };
}
