// Parameter files for a Bicep template: `.bicepparam`, and the JSON ones of ARM.
import { evaluate } from "../../expression/evaluate.ts";
import type { Problem } from "../../model/declaration.ts";
import { fileOrigin } from "../../model/origin.ts";
import type { Host } from "../../model/reader.ts";
import { object, type Property, unknown, type Value } from "../../model/value.ts";
import { jsonValue } from "./json-value.ts";
import { nameOf, resolve } from "./paths.ts";
import { programOf } from "./template.ts";

export interface Given {
  /** By lower-case name. */
  readonly values: ReadonlyMap<string, Value>;
  readonly problems: readonly Problem[];
}

/** Values of several parameter files; those of later ones win. */
export function parametersOf(uris: readonly string[], host: Host): Given {
  const values = new Map<string, Value>();
  const problems: Problem[] = [];
  for (const uri of uris) {
    const given = /\.bicepparam$/i.test(uri) ? ofBicep(uri, host, []) : ofJson(uri, host);
    for (const [name, value] of given.values) values.set(name, value);
    problems.push(...given.problems);
  }
  return { values, problems };
}

function ofBicep(uri: string, host: Host, below: readonly string[]): Given {
  const source = host.read(uri);
  if (typeof source !== "object") return { values: new Map(), problems: [] };
  const call = { uri, arguments: new Map<string, Value>(), prefix: `${nameOf(uri)}:`, condition: [], calls: [] };
  const program = programOf(source, host, call);
  const values = new Map<string, Value>();
  const problems: Problem[] = [];
  for (const statement of program.syntax.statements) {
    if (statement.kind !== "extends" || statement.path.kind !== "literal" || below.includes(uri) || below.length > 8) continue;
    const base = ofBicep(resolve(uri, String(statement.path.value)), host, [...below, uri]);
    for (const [name, value] of base.values) values.set(name, value);
    problems.push(...base.problems);
  }
  program.values.set(
    "base",
    object(
      [...values].map(([name, value]): Property => ({ name, at: value.at, value })),
      fileOrigin(uri, 0, 0),
    ),
  );
  for (const statement of program.syntax.statements) {
    if (statement.kind !== "param" || !statement.value) continue;
    values.set(statement.name.name.toLowerCase(), evaluate(statement.value, program.env));
  }
  return { values, problems: [...problems, ...program.problems] };
}

function ofJson(uri: string, host: Host): Given {
  const source = host.read(uri);
  if (typeof source !== "object") return { values: new Map(), problems: [] };
  const whole = jsonValue(source);
  const given = whole?.kind === "object" ? whole.props.get("parameters")?.value : undefined;
  const values = new Map<string, Value>();
  for (const [name, property] of given?.kind === "object" ? given.props : []) {
    const value = givenValue(property.value);
    if (value) values.set(name, value);
  }
  const message = `'${nameOf(uri)}' cannot be read as a parameters file, so its values are not used.`;
  return { values, problems: given ? [] : [{ uri, start: 0, end: 0, message }] };
}

function givenValue(entry: Value): Value | undefined {
  if (entry.kind !== "object") return undefined;
  const value = entry.props.get("value")?.value;
  if (value) return value;
  if (!entry.props.has("reference")) return undefined;
  return unknown(
    { kind: "secret", text: "The value is a secret in a key vault, which is read when it is deployed.", at: entry.at },
    entry.at,
  );
}
