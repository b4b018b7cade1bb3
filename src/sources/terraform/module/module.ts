// One call of one module: its variables, locals, resources and module calls, each worked out when it is first asked for.
import type { Fragment, Problem, Unseen } from "../../../model/declaration.ts";
import type { Origin } from "../../../model/origin.ts";
import type { Host } from "../../../model/reader.ts";
import { type Condition, constant, type Reason, scalar, through, unknown, type Value } from "../../../model/value.ts";
import { evaluate } from "../evaluate/expression.ts";
import { type Budget, bind, type Names, newBudget, type Scope } from "../evaluate/scope.ts";
import { failure, isNull } from "../evaluate/values.ts";
import type { ReadFile } from "../syntax/file.ts";
import type { Grammar } from "../syntax/grammar.ts";
import { parseTemplate } from "../syntax/json-template.ts";
import { type Attribute, attributeOf, type Block } from "../syntax/tree.ts";
import type { Context } from "./context.ts";
import { type Expansion, expandCount, expandEach, type Instance, single } from "./expansion.ts";
import type { ModuleFiles, Placed } from "./files.ts";
import { convert } from "./types.ts";

export interface Tools {
  readonly readFile: ReadFile;
  readonly grammar: Grammar;
}

/** What a call of a module gives to its evaluation. */
export interface Given {
  readonly folder: string;
  readonly host: Host;
  readonly tools: Tools;
  readonly context: Context;
  readonly prefix: string;
  readonly variables: ReadonlyMap<string, Value>;
  readonly condition: Condition;
  readonly calls: readonly Origin[];
  /** What module calls gave when the module was evaluated before: it stands in where two of them need each other. */
  readonly earlier?: ReadonlyMap<string, Fragment>;
}

export interface Module {
  readonly given: Given;
  readonly names: Names;
  readonly declared: readonly (Placed & { readonly type: string; readonly name: string })[];
  readonly blocks: readonly Placed[];
  readonly problems: Problem[];
  readonly unseen: Unseen[];
  /** Fragments of module calls, in the order they were first asked for. */
  readonly fragments: Map<string, Fragment>;
  /** Calls that were asked for while they were being worked out. */
  readonly circular: Set<string>;
  readonly memo: Map<string, unknown>;
  expansionOf(placed: Placed, label: string): Expansion;
  scopeOf(uri: string, instance?: Instance): Scope;
}

/** Answers for what stands behind `type.name` and `module.name`. */
export interface Behind {
  resource(module: Module, declared: Placed & { readonly type: string; readonly name: string }, at: Origin): Value;
  moduleCall(module: Module, declared: Placed & { readonly type: string; readonly name: string }, at: Origin): Value;
}

export function openModule(files: ModuleFiles, given: Given, behind: Behind): Module {
  const budget = newBudget();
  const index = indexOf(files.blocks);
  const active = new Set<string>();
  const memo = new Map<string, unknown>();

  const module: Module = {
    given,
    names: { lookUp: (root, name, at) => lookUp(root, name, at), ...fileNames(given, (uri) => module.scopeOf(uri)) },
    declared: [...index.declared.values()],
    blocks: files.blocks,
    problems: [...files.problems],
    unseen: [],
    fragments: new Map(),
    circular: new Set(),
    memo,
    expansionOf: (placed, label) => remember(`expansion ${label}`, () => expand(placed, label)),
    scopeOf: (uri, instance) => ({ uri, bound: new Map(instance?.bound ?? []), names: module.names, budget }),
  };

  function lookUp(root: string, name: string, at: Origin): Value | undefined {
    switch (root) {
      case "var":
        return index.variables.has(name)
          ? through(
              guarded(`var.${name}`, at, () => variable(name)),
              at,
            )
          : undefined;
      case "local":
        return index.locals.has(name)
          ? through(
              guarded(`local.${name}`, at, () => local(name)),
              at,
            )
          : undefined;
      case "path":
        return scalar(name === "module" ? relative(given.context.root, given.folder) : ".", at);
      case "terraform":
      case "tofu":
        return name === "workspace"
          ? constant("terraform.workspace", { kind: "parameter", text: "The name of the workspace is not known." }, at)
          : undefined;
    }
    const declared = index.declared.get(`${root}.${name}`);
    if (!declared) return undefined;
    if (root === "module" && active.has(`${root}.${name}`)) {
      module.circular.add(name);
      if (given.earlier) return behind.moduleCall(module, declared, at);
    }
    return guarded(`${root}.${name}`, at, () =>
      root === "module" ? behind.moduleCall(module, declared, at) : behind.resource(module, declared, at),
    );
  }

  /** Works a thing out once; while it is being worked out, asking for it again is a cycle. */
  function guarded(key: string, at: Origin, work: () => Value): Value {
    const known = memo.get(key) as Value | undefined;
    if (known) return known;
    if (active.has(key)) return failure(`'${key}' refers to itself.`, at);
    active.add(key);
    const value = work();
    active.delete(key);
    memo.set(key, value);
    return value;
  }

  function remember<T>(key: string, work: () => T): T {
    if (!memo.has(key)) memo.set(key, work());
    return memo.get(key) as T;
  }

  function variable(name: string): Value {
    const placed = index.variables.get(name);
    if (!placed) return failure(`There is no variable '${name}'.`, { from: "default", of: name });
    const { block, uri } = placed;
    const type = attributeOf(block, "type")?.value;
    const scope = module.scopeOf(uri);
    const defaults = (expression: Parameters<typeof evaluate>[0]): Value => evaluate(expression, scope);
    const initial = attributeOf(block, "default");
    const value = given.variables.get(name);
    const nullable = attributeOf(block, "nullable")?.value;
    const replaced = value && isNull(value) && initial && nullable?.kind === "literal" && nullable.value === false;
    const chosen = value && !replaced ? value : initial ? evaluate(initial.value, partOf(placed, initial, scope)) : undefined;
    if (chosen) return type ? convert(chosen, type, defaults) : chosen;
    return constant(`${given.prefix}var.${name}`, notGiven(name, placed), originOf(placed));
  }

  function local(name: string): Value {
    const found = index.locals.get(name);
    return found
      ? evaluate(found.attribute.value, module.scopeOf(found.uri))
      : failure(`There is no local '${name}'.`, { from: "default", of: name });
  }

  function expand(placed: Placed, label: string): Expansion {
    const each = attributeOf(placed.block, "for_each");
    const count = attributeOf(placed.block, "count");
    const attribute = each ?? count;
    if (!attribute) return single();
    const scope = partOf(placed, attribute, module.scopeOf(placed.uri));
    const at: Origin = { from: "file", uri: scope.uri, start: attribute.start, end: attribute.end };
    if (active.has(`expansion ${label}`)) return expandEach(unknown({ kind: "error", text: `'${label}' refers to itself.` }, at), at);
    active.add(`expansion ${label}`);
    const value = evaluate(attribute.value, scope);
    active.delete(`expansion ${label}`);
    return each ? expandEach(value, at) : expandCount(value, at);
  }

  return module;
}

function notGiven(name: string, placed: Placed): Reason {
  return {
    kind: "parameter",
    text: `The variable '${name}' has no value.`,
    settle: `give '${name}' a value in a .tfvars file`,
    at: originOf(placed),
  };
}

export function originOf(placed: Placed): Origin {
  const { header } = placed.block;
  return { from: "file", uri: placed.uri, start: header.start, end: header.end };
}

function partOf(placed: Placed, part: Attribute | Block, scope: Scope): Scope {
  const uri = placed.elsewhere?.get(part);
  return uri === undefined ? scope : { ...scope, uri };
}

interface Index {
  readonly variables: ReadonlyMap<string, Placed>;
  readonly locals: ReadonlyMap<string, { readonly uri: string; readonly attribute: Attribute }>;
  readonly declared: ReadonlyMap<string, Placed & { readonly type: string; readonly name: string }>;
}

function indexOf(blocks: readonly Placed[]): Index {
  const variables = new Map<string, Placed>();
  const locals = new Map<string, { uri: string; attribute: Attribute }>();
  const declared = new Map<string, Placed & { type: string; name: string }>();
  for (const placed of blocks) {
    const { type, labels, attributes } = placed.block;
    const [first, second] = labels;
    if (type === "variable" && first) variables.set(first.text, placed);
    else if (type === "locals") for (const attribute of attributes) locals.set(attribute.name, { uri: placed.uri, attribute });
    else if (type === "module" && first) declared.set(`module.${first.text}`, { ...placed, type: "module", name: first.text });
    else if ((type === "resource" || type === "data" || type === "ephemeral") && first && second) {
      const kind = type === "resource" ? first.text : `${type}.${first.text}`;
      declared.set(`${kind}.${second.text}`, { ...placed, type: kind, name: second.text });
    }
  }
  return { variables, locals, declared };
}

function relative(root: string, folder: string): string {
  if (folder.startsWith(root)) return decodeURI(folder.slice(root.length)).replace(/\/$/, "") || ".";
  const [from, to] = [root.split("/").slice(0, -1), folder.split("/").slice(0, -1)];
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => ".."), ...to.slice(same).map(decodeURI)].join("/");
}

function fileNames({ context, host, tools }: Given, scopeOf: (uri: string) => Scope): Omit<Names, "lookUp"> {
  const resolve = (path: string): string | undefined =>
    path.startsWith("/") || path.startsWith("~") ? undefined : new URL(encodeURI(path), context.root).href;
  const outside = (at: Origin): Value => unknown({ kind: "unread", text: "A file outside of the folder that is audited is not read." }, at);
  return {
    readText(path, at) {
      const uri = resolve(path);
      const source = uri === undefined ? undefined : host.read(uri);
      if (source === undefined) return { value: outside(at) };
      if (source === "missing") return { value: failure(`The file '${path}' is not there.`, at) };
      return source === "wanted"
        ? { value: unknown({ kind: "unread", text: `The file '${path}' has not been read yet.` }, at) }
        : { text: source.text };
    },
    listFiles(path, at) {
      const uri = resolve(path.endsWith("/") ? path : `${path}/`);
      const listed = uri === undefined ? undefined : host.list(uri);
      if (uri === undefined || listed === undefined) return outside(at);
      if (typeof listed === "string")
        return listed === "missing" ? [] : unknown({ kind: "unread", text: `The folder '${path}' has not been read yet.` }, at);
      return listed.map((file) => decodeURI(file.slice(uri.length)));
    },
    template(text: string, variables: ReadonlyMap<string, Value>, at: Origin, budget: Budget) {
      const span = at.from === "file" ? at : { uri: "", start: 0, end: 0 };
      const parsed = parseTemplate(text, span, "", tools.grammar);
      return evaluate(parsed, bind({ ...scopeOf(span.uri), budget }, variables));
    },
  };
}

/** Where a declaration stands in the file: its whole block. */
export function spanOf(placed: Placed): Origin {
  return { from: "file", uri: placed.uri, start: placed.block.start, end: placed.block.end };
}
