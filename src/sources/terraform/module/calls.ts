// `module` blocks: where the module is, what it is given, what it gives back.
import type { Fragment, Unseen } from "../../../model/declaration.ts";
import { both } from "../../../model/look.ts";
import type { Origin } from "../../../model/origin.ts";
import { constant, type Property, type Reason, type Value } from "../../../model/value.ts";
import { evaluate } from "../evaluate/expression.ts";
import { failure, type Json, record } from "../evaluate/values.ts";
import { attributeOf } from "../syntax/tree.ts";
import { avmDeclarations, avmTypes } from "./avm.ts";
import { withContext } from "./context.ts";
import type { Instance } from "./expansion.ts";
import type { Declared } from "./files.ts";
import { type Module, originOf, spanOf } from "./module.ts";

/** The module's outputs, as one object for each instance of the call. */
export function moduleValue(module: Module, declared: Declared, at: Origin): Value {
  return module.expansionOf(declared, `module.${declared.name}`).value((instance) => outputsOf(module, declared, instance), at);
}

/** Evaluates every instance of the call, so that its declarations are known. */
export function runCalls(module: Module, declared: Declared): void {
  for (const instance of module.expansionOf(declared, `module.${declared.name}`).instances) fragmentOf(module, declared, instance);
}

function outputsOf(module: Module, declared: Declared, instance: Instance): Value {
  const at = originOf(declared);
  const fragment = fragmentOf(module, declared, instance);
  if (!fragment) return failure(`'module.${declared.name}' refers to itself.`, at);
  const properties = [...fragment.outputs].map(([name, value]): Property => ({ name, at: value.at, value }));
  const open = fragment.unseen.find((unseen) => unseen.at === at || unseen.because.kind === "module")?.because;
  const outputs = record(properties, at, open);
  if (!open) return outputs;
  // What a module that is not there gives is not known, but it is the same wherever it is used.
  const key = `${module.given.prefix}module.${declared.name}${instance.suffix}`;
  return Object.assign(outputs, { computed: (name: string) => constant(`${key}.${name}`, open, at) });
}

/** While it is being worked out, what it gave before; undefined without that: then the module needs itself. */
function fragmentOf(module: Module, declared: Declared, instance: Instance): Fragment | undefined {
  const key = `module.${declared.name}${instance.suffix}`;
  const known = module.fragments.get(key);
  if (known) return known;
  if (module.memo.has(`calling ${key}`)) {
    module.circular.add(declared.name);
    return module.given.earlier?.get(key);
  }
  module.memo.set(`calling ${key}`, true);
  const fragment = callOf(module, declared, instance, key);
  module.fragments.set(key, fragment);
  return fragment;
}

function callOf(module: Module, declared: Declared, instance: Instance, key: string): Fragment {
  const { given } = module;
  const at = originOf(declared);
  const scope = module.scopeOf(declared.uri, instance);
  const values = new Map<string, Value>();
  for (const attribute of declared.block.attributes) {
    if (meta.has(attribute.name)) continue;
    const uri = declared.elsewhere?.get(attribute);
    values.set(attribute.name, evaluate(attribute.value, uri === undefined ? scope : { ...scope, uri }));
  }
  const path = given.context.path === "" ? declared.name : `${given.context.path}.${declared.name}`;
  const found = folderOf(module, declared, path);
  if ("because" in found) return unseen(module, declared, instance, values, key, found);
  const fragment = given.host.module({
    uri: found.folder,
    arguments: withContext(values, { ...given.context, path }),
    prefix: `${given.prefix}${key}.`,
    condition: both(given.condition, instance.condition),
    calls: [...given.calls, spanOf(declared)],
  });
  if (!instance.repeated) return fragment;
  const because = instance.repeated;
  return {
    ...fragment,
    declarations: fragment.declarations.map((one) => ({
      ...one,
      repeated: one.repeated ?? because,
      over: [instance.over, one.over].filter(Boolean).join(", "),
    })),
    unseen: fragment.unseen.map((one) => ({ ...one, at: one.at ?? at })),
  };
}

const meta = new Set(["source", "version", "providers", "count", "for_each", "depends_on"]);

/** A module that is not on disk: what its inputs tell, and that there is more. */
function unseen(
  module: Module,
  declared: Declared,
  instance: Instance,
  values: ReadonlyMap<string, Value>,
  key: string,
  found: Missing,
): Fragment {
  const at = originOf(declared);
  const types = avmTypes(found.source);
  const part: Unseen = { because: found.because, at, ...(types ? { types } : {}) };
  const common = {
    prefix: `${module.given.prefix}${key}.`,
    condition: both(module.given.condition, instance.condition),
    calls: [...module.given.calls, spanOf(declared)],
    span: spanOf(declared),
    because: found.because,
    at,
  };
  const { declarations, outputs } = avmDeclarations(found.source, values, common);
  return { declarations, outputs, unseen: [part], problems: [] };
}

interface Missing {
  readonly because: Reason;
  readonly source: string;
}

function folderOf(module: Module, declared: Declared, path: string): { readonly folder: string } | Missing {
  const source = attributeOf(declared.block, "source")?.value;
  const at = originOf(declared);
  if (source?.kind !== "literal" || typeof source.value !== "string") {
    return { source: "", because: { kind: "module", text: `The source of module '${declared.name}' cannot be read.`, at } };
  }
  if (/^\.\.?(\/|$)/.test(source.value))
    return { folder: new URL(encodeURI(`${source.value.replace(/(?<!\/)\/+$/, "")}/`), module.given.folder).href };
  const restored = restoredFolder(module, path);
  if (restored && Array.isArray(module.given.host.list(restored))) return { folder: restored };
  const text = `The module '${declared.name}' from '${source.value}' is not on disk.`;
  return { source: source.value, because: { kind: "module", text, settle: "run `terraform init`", at } };
}

/** Where `terraform init` put the module, by `.terraform/modules/modules.json` of the root. */
function restoredFolder(module: Module, path: string): string | undefined {
  const { root } = module.given.context;
  const manifest = module.given.host.read(`${root}.terraform/modules/modules.json`);
  if (typeof manifest === "string") return undefined;
  const folder = dirOf(manifest.text, path);
  if (folder === undefined || folder.startsWith("/") || /(^|\/)\.\.(\/|$)/.test(folder)) return undefined;
  return new URL(encodeURI(`${folder.replace(/(?<!\/)\/+$/, "")}/`), root).href;
}

function dirOf(text: string, path: string): string | undefined {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  const modules =
    json !== null && typeof json === "object" && "Modules" in json ? (json as { readonly [name: string]: Json }).Modules : undefined;
  if (!Array.isArray(modules)) return undefined;
  for (const one of modules as readonly Json[]) {
    if (one === null || typeof one !== "object" || Array.isArray(one)) continue;
    const { Key, Dir } = one as { readonly [name: string]: Json };
    if (Key === path && typeof Dir === "string") return Dir.replaceAll("\\", "/");
  }
  return undefined;
}
