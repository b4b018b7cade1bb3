// Parameters: what a parameters file or a caller gives, else the default, else a constant of the deployment.
import { bounded } from "../../expression/canonical.ts";
import { choose } from "../../expression/choose.ts";
import { fileOrigin, type Origin } from "../../model/origin.ts";
import type { Source } from "../../model/reader.ts";
import { type ConstantValue, constant, type Reason, scalar, unknown, type Value } from "../../model/value.ts";
import { documentOf } from "./document.ts";
import { isExpression } from "./expression.ts";
import { at, type Json, memberOf, membersOf, stringAt } from "./json.ts";
import { complain, originOf, type Program } from "./program.ts";
import { jsonValue, literalOf } from "./value.ts";

/** The value of a parameter; undefined when the template has none of the name. */
export function parameter(program: Program, name: string): Value | undefined {
  const owner = program.names ?? program;
  const key = `parameter ${name.toLowerCase()}`;
  const known = owner.values.get(key);
  if (known && known !== "busy") return known;
  const declared = memberOf(at(owner.node, "parameters"), name);
  if (!declared) return undefined;
  if (known) {
    const text = `The parameter '${name}' refers to itself, so it has no value.`;
    complain(owner.shared, originOf(owner, declared.value), text);
    return own(owner, name, declared.value, { kind: "error", text });
  }
  owner.values.set(key, "busy");
  const value = bounded(valueOfParameter(owner, declared.name, declared.value));
  owner.values.set(key, value);
  return value;
}

function valueOfParameter(program: Program, name: string, declared: Json): Value {
  const given = program.given.get(name.toLowerCase());
  const otherwise = () => defaultOf(program, name, declared);
  if (!given) return otherwise();
  // What a file or a caller gives but nobody knows is still the same at every place.
  if (given.kind === "unknown" && given.because.kind !== "error") return own(program, name, declared, given.because, given);
  return unlessNull(given, otherwise);
}

/** Azure takes null for a parameter that is not given. */
function unlessNull(given: Value, otherwise: () => Value): Value {
  if (given.kind === "choice") return choose(given.when, unlessNull(given.then, otherwise), unlessNull(given.else, otherwise), given.at);
  return given.kind === "scalar" && given.value === null ? otherwise() : given;
}

function defaultOf(program: Program, name: string, declared: Json): Value {
  const written = at(declared, "defaultValue");
  // A string that stands for "give an object" is refused by Azure.
  const fits =
    written?.kind !== "string" || isExpression(written.value) || !/^(?:secure)?object$|^array$/i.test(stringAt(declared, "type") ?? "");
  if (written && fits) {
    const value = jsonValue(written, program.document, program.env);
    return value.kind === "unknown" && value.because.kind !== "error" ? own(program, name, declared, value.because, value) : value;
  }
  if (isNullable(program, declared)) return scalar(null, originOf(program, declared));
  return own(program, name, declared, {
    kind: "parameter",
    text: `The parameter '${name}' has no value here.`,
    settle: `give a parameters file with '${name}'`,
    at: originOf(program, declared),
  });
}

function own(program: Program, name: string, declared: Json, because: Reason, like?: Value): ConstantValue {
  return constant(`${program.call.prefix}parameters(${name.toLowerCase()})`, because, like?.at ?? originOf(program, declared));
}

/** Whether a parameter, or a value of a type, may be left out. Follows references to the template's own types. */
export function isNullable(program: Program, declared: Json, depth = 0): boolean {
  const nullable = at(declared, "nullable");
  if (nullable?.kind === "scalar") return nullable.value === true;
  const type = /^#\/definitions\/([^/]+)$/.exec(stringAt(declared, "$ref") ?? "")?.[1];
  const definition = type === undefined ? undefined : at(at(program.node, "definitions"), type.replaceAll("~1", "/").replaceAll("~0", "~"));
  return definition !== undefined && depth < 8 && isNullable(program, definition, depth + 1);
}

/** The members of a parameters file: under `parameters`, or the whole of a file that is nothing else. */
export function givenMembers(root: Json | undefined) {
  const inner = membersOf(at(root, "parameters"));
  return inner.length > 0 || memberOf(root, "$schema") ? inner : membersOf(root).filter((member) => isGift(member.value));
}

function isGift(node: Json): boolean {
  return node.kind === "object" && (memberOf(node, "value") !== undefined || memberOf(node, "reference") !== undefined);
}

/** What a parameters file gives, by lower-case name. Strings in it stand for themselves; a key vault's secrets are not known. */
export function givenBy(source: Source, into: Map<string, Value>): void {
  for (const { name, start, nameEnd, value: gift } of givenMembers(documentOf(source).root)) {
    const value = at(gift, "value");
    if (value) into.set(name.toLowerCase(), literalOf(value, source.uri));
    else if (memberOf(gift, "reference")) into.set(name.toLowerCase(), secret(name, fileOrigin(source.uri, start, nameEnd)));
  }
}

/** What stands for a secret that a parameters file or a caller names in a key vault. */
export function secret(name: string, place: Origin): Value {
  return unknown({ kind: "secret", text: `'${name}' is read from a key vault when it is deployed.`, at: place }, place);
}
