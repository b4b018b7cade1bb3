import type { Origin } from "./origin.ts";

/** A way down into a value: property names (compared without case) and list positions. */
export type Path = readonly (string | number)[];

/** Why something is not known, in a full sentence, and the smallest input that would settle it. */
export interface Reason {
  readonly kind:
    | "parameter" // a parameter or variable without a value
    | "azure" // only Azure knows: reference(), listKeys(), a computed attribute
    | "secret" // a Key Vault reference, a secure value
    | "elsewhere" // declared in another deployment: `existing`, a data source, an id by parameter
    | "module" // a module that is not on disk or not restored
    | "unread" // a file that cannot be read or parsed there
    | "time" // utcNow(), newGuid(), timestamp()
    | "limit" // a bound of ours was reached
    | "error" // the expression is wrong
    | "unsupported"; // ours: not evaluated yet
  readonly text: string;
  /** What a person could give, as an imperative clause without a stop: `give a parameters file for 'main.bicep'`. */
  readonly settle?: string;
  readonly at?: Origin;
}

/** An expression whose truth is not known, with the side taken. Equal `test` means equal truth within one deployment. */
export interface Literal {
  /** Canonical text of the tested expression. */
  readonly test: string;
  readonly is: boolean;
  readonly at: Origin;
  readonly because: Reason;
}

/** A conjunction of literals; empty means always. */
export type Condition = readonly Literal[];

export interface Property {
  /** The name as written. */
  readonly name: string;
  /** Where the name is written. */
  readonly at: Origin;
  readonly value: Value;
}

/** What points at a resource: the key of a declaration in this deployment, or an ARM id spelt by type and names. */
export type Address =
  | { readonly by: "key"; readonly key: string }
  | {
      readonly by: "id";
      /** `Microsoft.Network/virtualNetworks/subnets`, as written. */
      readonly type: string;
      /** One value for each segment of the type after the provider. */
      readonly names: readonly Value[];
      /** Where it differs from the deployment's own. */
      readonly subscription?: Value;
      readonly resourceGroup?: Value;
    };

export type Scalar = string | number | boolean | null;

interface Placed {
  readonly at: Origin;
  /** The uses it came through (parameter, variable, module argument), nearest first. */
  readonly via?: readonly Origin[];
}

export type ScalarValue = Placed & { readonly kind: "scalar"; readonly value: Scalar };
/** A string of which some part is not known. No two neighbours are both known strings. */
export type TextValue = Placed & { readonly kind: "text"; readonly parts: readonly Value[] };
/** `props` is keyed by lower-case name: ARM does not tell `Status` from `status`. */
export type ObjectValue = Placed & {
  readonly kind: "object";
  readonly props: ReadonlyMap<string, Property>;
  /** Set when properties may be there that are not seen. */
  readonly open?: Reason;
};
export type ListValue = Placed & {
  readonly kind: "list";
  readonly items: readonly Value[];
  /** Set when items may be there that are not seen. */
  readonly open?: Reason;
};
/** Points at a resource. An empty path is the resource itself, and as a string its id. */
export type ReferenceValue = Placed & {
  readonly kind: "reference";
  readonly to: Address;
  readonly path: Path;
};
/** One of two values by a test whose truth is not known. */
export type ChoiceValue = Placed & {
  readonly kind: "choice";
  readonly when: Literal;
  readonly then: Value;
  readonly else: Value;
};
/** The same everywhere in a deployment, its value not known. Never printed as if it were a name. */
export type ConstantValue = Placed & {
  readonly kind: "constant";
  /** Canonical text of the expression: equal text means equal value within one deployment. */
  readonly name: string;
  readonly because: Reason;
};
export type UnknownValue = Placed & { readonly kind: "unknown"; readonly because: Reason };

export type Value = ScalarValue | TextValue | ObjectValue | ListValue | ReferenceValue | ChoiceValue | ConstantValue | UnknownValue;

export function scalar(value: Scalar, at: Origin, via?: readonly Origin[]): ScalarValue {
  return via ? { kind: "scalar", value, at, via } : { kind: "scalar", value, at };
}

export function unknown(because: Reason, at: Origin): UnknownValue {
  return { kind: "unknown", because, at };
}

export function constant(name: string, because: Reason, at: Origin): ConstantValue {
  return { kind: "constant", name, because, at };
}

export function list(items: readonly Value[], at: Origin, open?: Reason): ListValue {
  return open ? { kind: "list", items, at, open } : { kind: "list", items, at };
}

/** A later property of the same name wins, as in every one of the languages. */
export function object(properties: Iterable<Property>, at: Origin, open?: Reason): ObjectValue {
  const props = new Map<string, Property>();
  for (const property of properties) props.set(property.name.toLowerCase(), property);
  return open ? { kind: "object", props, at, open } : { kind: "object", props, at };
}

export function choice(when: Literal, then: Value, otherwise: Value, at: Origin): ChoiceValue {
  return { kind: "choice", when, then, else: otherwise, at };
}

export function reference(to: Address, path: Path, at: Origin): ReferenceValue {
  return { kind: "reference", to, path, at };
}

/** A string made of parts: joined as far as known; a scalar when all parts are. Lists and objects are not parts. */
export function text(parts: readonly Value[], at: Origin): ScalarValue | TextValue {
  const joined: Value[] = [];
  for (const part of parts.flatMap((p) => (p.kind === "text" ? p.parts : [p]))) {
    const last = joined.at(-1);
    if (part.kind === "scalar" && last?.kind === "scalar") {
      joined[joined.length - 1] = { ...last, value: `${last.value ?? ""}${part.value ?? ""}` };
    } else if (part.kind === "scalar") {
      joined.push({ ...part, value: `${part.value ?? ""}` });
    } else {
      joined.push(part);
    }
  }
  const only = joined[0];
  if (only === undefined) return scalar("", at);
  if (joined.length === 1 && only.kind === "scalar") return { ...only, at };
  return { kind: "text", parts: joined, at };
}

/** The same value, seen through one more use of it (a parameter, a variable, a module's argument). */
export function through(value: Value, use: Origin): Value {
  return { ...value, via: [use, ...(value.via ?? [])] };
}
