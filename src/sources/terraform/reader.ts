// Terraform's configuration as declarations in ARM's shape.

import type { Declaration, Fragment, Problem } from "../../model/declaration.ts";
import type { Entry, Host, ModuleCall, Reader } from "../../model/reader.ts";
import type { Value } from "../../model/value.ts";
import { evaluate } from "./evaluate/expression.ts";
import { moduleValue, runCalls } from "./module/calls.ts";
import { cloudOf } from "./module/cloud.ts";
import { type Context, contextOf } from "./module/context.ts";
import { errorsIn } from "./module/errors.ts";
import { isConfiguration, type ModuleFiles, problemsOf, readFolder } from "./module/files.ts";
import { type Behind, type Given, type Module, openModule, type Tools } from "./module/module.ts";
import { declarationsOf, resourceValue } from "./module/resources.ts";
import { readVariables } from "./module/variables.ts";
import { usualVersion, versionOf } from "./module/version.ts";
import { isVariables, outlineOf } from "./outline.ts";
import { attributeOf } from "./syntax/tree.ts";

const behind: Behind = { resource: resourceValue, moduleCall: moduleValue };

export function createReader(tools: Tools): Reader {
  return {
    language: "terraform",
    claims: (uri) => uri.endsWith("/") || isConfiguration(uri) || isVariables(uri),
    outline: (source) => outlineOf(source, tools.readFile),
    problems: (source) => problemsOf(source, tools.readFile),
    evaluate: (entry, host) => evaluateEntry(entry, host, tools),
    call: (call, host) => evaluateCall(call, host, tools),
  };
}

function evaluateEntry(entry: Entry, host: Host, tools: Tools): Fragment {
  const folder = entry.uri.endsWith("/") ? entry.uri : entry.uri.slice(0, entry.uri.lastIndexOf("/") + 1);
  const given = { folder, host, tools, prefix: entry.prefix, condition: [], calls: [] };
  const { values, problems } = readVariables(entry.parameters, host, tools);
  return evaluateModule({ ...given, variables: values }, undefined, problems);
}

function evaluateCall(call: ModuleCall, host: Host, tools: Tools): Fragment {
  const { prefix, condition, calls } = call;
  const folder = call.uri.endsWith("/") ? call.uri : call.uri.slice(0, call.uri.lastIndexOf("/") + 1);
  return evaluateModule({ folder, host, tools, prefix, condition, calls, variables: call.arguments }, contextOf(call.arguments), []);
}

function evaluateModule(given: Omit<Given, "context">, above: Context | undefined, problems: readonly Problem[]): Fragment {
  const { folder, host, tools } = given;
  const files = readFolder(folder, host, tools.readFile);
  const version = above?.version ?? versionOf(folder, files.blocks, host, tools.readFile) ?? usualVersion;
  const context: Context = above ? { ...above, version: above.version } : { version, root: folder, path: "" };
  const module = calledModule(files, { ...given, context });
  const own: Declaration[] = module.declared
    .filter((declared) => declared.type !== "module")
    .flatMap((declared) => declarationsOf(module, declared));
  const fragments = [...module.fragments.values()];
  const cloud = cloudOf(module);
  const at = given.calls.at(-1) ?? { from: "file", uri: folder, start: 0, end: 0 };
  return {
    declarations: [...own, ...fragments.flatMap((fragment) => fragment.declarations)],
    outputs: outputsOf(module),
    unseen: [...(files.open ? [{ because: files.open, at }] : []), ...module.unseen, ...fragments.flatMap((fragment) => fragment.unseen)],
    problems: [...problems, ...module.problems, ...errorsIn(own), ...fragments.flatMap((fragment) => fragment.problems)],
    ...(cloud ? { cloud } : {}),
  };
}

/** Two modules may use each other's outputs without a cycle between resources: then each is evaluated again with what the others gave. Deep below the root, where that would multiply, it is not. */
function calledModule(files: ModuleFiles, given: Given): Module {
  let module = openCalled(files, given);
  const rounds = given.calls.length < 3 ? 2 : 0;
  for (let round = 0; round < rounds && module.circular.size > 0; round++)
    module = openCalled(files, { ...given, earlier: module.fragments });
  return module;
}

function openCalled(files: ModuleFiles, given: Given): Module {
  const module = openModule(files, given, behind);
  for (const declared of module.declared) if (declared.type === "module") runCalls(module, declared);
  return module;
}

function outputsOf(module: Module): ReadonlyMap<string, Value> {
  const outputs = new Map<string, Value>();
  for (const { block, uri } of module.blocks) {
    const [label] = block.labels;
    const value = block.type === "output" ? attributeOf(block, "value") : undefined;
    if (label && value) outputs.set(label.text, evaluate(value.value, module.scopeOf(uri)));
  }
  return outputs;
}
