// A Bicep file with its arguments, from text to fragment.
import type { Environment } from "../../expression/environment.ts";
import { evaluate } from "../../expression/evaluate.ts";
import type { Declaration, Exports, Fragment } from "../../model/declaration.ts";
import type { Origin } from "../../model/origin.ts";
import type { Host, ModuleCall, Source } from "../../model/reader.ts";
import type { Address, Path, Reason, Value } from "../../model/value.ts";
import { syntaxOf } from "./cache.ts";
import { declare, propertyOf } from "./declare.ts";
import { exportsOf } from "./exports.ts";
import { callOwn } from "./functions.ts";
import { fragmentOf, moduleProperty } from "./module-call.ts";
import { nestedFragment, nestedOutput } from "./nested-template.ts";
import { bounds, type Instance, type Named, type Program, type Spent } from "./program.ts";
import { locate } from "./registry.ts";
import { symbolValue } from "./symbols.ts";
import type { Statement, Syntax } from "./syntax.ts";

const spending = new WeakMap<Host, Spent>();

/** Sets a file up for evaluation; nothing is evaluated yet. `opened` holds the files that it and others import. */
export function programOf(source: Source, host: Host, call: ModuleCall, opened = new Map<string, Exports>()): Program {
  const syntax = syntaxOf(source);
  const spent = spending.get(host) ?? { steps: 0, modules: 0, instances: 0 };
  spending.set(host, spent);
  const program: Program = {
    uri: source.uri,
    syntax,
    host,
    call,
    symbols: symbolsOf(syntax),
    given: new Map([...call.arguments].map(([name, value]) => [name.toLowerCase(), value])),
    values: new Map(),
    instances: new Map(),
    fragments: new Map(),
    active: new Set(),
    problems: [],
    unseen: [],
    env: environmentOf(source.uri, host, call, spent, () => program),
    spent,
    evaluate: (other, as) => run(programOf(other, host, as)),
    open: (path, at) => open(program, path, at, opened),
  };
  return program;
}

function environmentOf(uri: string, host: Host, call: ModuleCall, spent: Spent, program: () => Program): Environment {
  return {
    uri,
    cloud: host.cloud,
    region: host.region,
    scope: call.scope,
    instance: call.prefix,
    symbol: (name, at) => symbolValue(program(), name, at),
    call: (name, args, at, inner, base) => callOwn(program(), name, args, at, inner, base),
    property: (of, path, at) => property(program(), of, path, at),
    step: (count = 1) => {
      spent.steps += count;
      return spent.steps <= bounds.steps;
    },
  };
}

function symbolsOf(syntax: Syntax): ReadonlyMap<string, Named> {
  const symbols = new Map<string, Named>();
  for (const statement of syntax.statements) {
    if (statement.kind === "import")
      for (const { original, alias } of statement.names)
        symbols.set(alias.name, {
          kind: "imported",
          from: statement.from,
          start: alias.start,
          end: alias.end,
          ...(original !== undefined && { original }),
        });
    else if (isNamed(statement)) symbols.set(statement.name.name, statement);
  }
  return symbols;
}

function isNamed(statement: Statement): statement is Extract<Named, Statement> {
  return ["param", "var", "resource", "module", "func", "type"].includes(statement.kind);
}

function property(program: Program, of: Address, path: Path, at: Origin): Value | undefined {
  if (of.by !== "key") return undefined;
  const [first, second] = path;
  if (first === "::") {
    const nested = program.values.get(`::${of.key}::${second}`);
    return nested === "busy" ? undefined : nested;
  }
  const instance = program.instances.get(of.key);
  if (!instance) return undefined;
  if (instance.repeated && (typeof first === "number" || first === "[*]") && path.length === 1)
    return { kind: "reference", to: of, path: [], at };
  if (instance.statement.kind === "module")
    return path.length === 1 ? moduleProperty(program, instance, String(first).toLowerCase()) : undefined;
  return nestedOutput(program, instance, path) ?? propertyOf(program, instance, path);
}

function open(program: Program, path: string, at: Origin, opened: Map<string, Exports>): Exports | Reason {
  const found = locate(program, path, at);
  if ("because" in found) return found.because;
  const { uri } = found;
  const known = opened.get(uri);
  if (known) return known;
  const source = program.host.read(uri);
  if (typeof source !== "object") return { kind: "module", text: `'${path}' is not loaded.`, at };
  const prefix = `${program.call.prefix}${path}:`;
  const call: ModuleCall = { uri, arguments: new Map(), prefix, condition: [], calls: program.call.calls };
  const exports = uri.endsWith(".bicep") ? exportsOf(programOf(source, program.host, call, opened)) : program.host.module(call).exports;
  if (!exports) return { kind: "error", text: `'${path}' exports nothing that can be imported.`, at };
  opened.set(uri, exports);
  return exports;
}

/** Everything that the file declares with these arguments. */
export function run(program: Program): Fragment {
  const { statements } = program.syntax;
  const outputs = new Map<string, Value>();
  for (const statement of statements) {
    if (statement.kind === "resource" || statement.kind === "module")
      symbolValue(program, statement.name.name, { from: "default", of: "a declaration" });
    if (statement.kind === "output") outputs.set(statement.name.name, evaluate(statement.value, program.env));
  }
  const declarations: Declaration[] = [];
  const { unseen, problems } = program;
  for (const instance of inOrder(program)) {
    const declared = declare(program, instance);
    if (declared) declarations.push(declared);
    const fragment = instance.statement.kind === "module" ? fragmentOf(program, instance) : nestedFragment(program, instance);
    if (!fragment) continue;
    for (const one of fragment.declarations) declarations.push(one);
    for (const one of fragment.unseen) unseen.push(one);
    for (const one of fragment.problems) problems.push(one);
  }
  return { declarations, outputs, unseen, problems };
}

function inOrder(program: Program): readonly Instance[] {
  return [...program.instances.values()].sort((a, b) => a.statement.start - b.statement.start);
}
