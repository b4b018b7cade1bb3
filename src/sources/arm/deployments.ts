// Nested and linked deployments: modules of ARM.
import { member as access } from "../../expression/access.ts";
import { doubt } from "../../expression/canonical.ts";
import type { Fragment, Unseen } from "../../model/declaration.ts";
import type { ModuleCall } from "../../model/reader.ts";
import type { Reason, Value } from "../../model/value.ts";
import { conditionOf } from "./declare.ts";
import { expressionOf } from "./document.ts";
import { homeOf } from "./home.ts";
import { at, type Json, memberOf, membersOf, stringAt } from "./json.ts";
import { candidates } from "./links.ts";
import { givenBy, secret } from "./parameters.ts";
import { type Instance, originOf, type Program } from "./program.ts";
import { broughtAlong, declaredSpec, neighboursSpec, restoredSpec } from "./template-specs.ts";
import { jsonValue } from "./value.ts";

/** A template within a template, ready to be evaluated. */
export interface Nested {
  readonly node: Json;
  /** Whether expressions in it see the parameters and variables of the template around it. */
  readonly outer: boolean;
  /** It stands in a variable or a template spec, its expressions escaped. */
  readonly escaped?: boolean;
  /** The file that it stands in, when not in that of the template around it. */
  readonly file?: Pick<Program, "uri" | "document">;
  /** The properties of the template spec that it is of, when a template declares that. */
  readonly spec?: Json | undefined;
  readonly call: ModuleCall;
}

/** What a deployment resource deploys. `run` evaluates a nested template. */
export function deployed(program: Program, instance: Instance, run: Run): Fragment {
  const condition = conditionOf(program, instance);
  if (!condition) return nothing([]);
  const properties = at(instance.node, "properties");
  const template = at(properties, "template");
  const call: Call = (uri) => {
    const scope = homeOf(program, instance);
    const place = originOf(program, at(instance.node, "name") ?? instance.node);
    return {
      uri,
      arguments: new Map([
        ...linkedArguments(program, instance, properties),
        ...argumentsOf(program, instance, at(properties, "parameters")),
      ]),
      prefix: `${instance.key}/`,
      condition,
      calls: [...program.call.calls, place],
      ...(scope && { scope }),
    };
  };
  if (template?.kind === "object") {
    const outer = stringAt(at(properties, "expressionEvaluationOptions"), "scope")?.toLowerCase() !== "inner";
    return run({ node: template, outer, call: call(program.uri) });
  }
  const variable = held(program, template, call, run);
  if (variable) return variable;
  const link = at(properties, "templateLink");
  if (!link) return unseen(program, instance, { kind: "unread", text: "The deployment has no template that can be read." });
  return linked(program, instance, link, call, run);
}

type Run = (nested: Nested) => Fragment;
type Call = (uri: string) => ModuleCall;

/** A template that a template holds as text of its own: its expressions are escaped. */
function held(program: Program, template: Json | undefined, call: Call, run: Run, spec?: Json): Fragment | undefined {
  const node = template?.kind === "string" ? inVariable(program, template) : template;
  return node?.kind === "object" ? run({ node, outer: false, escaped: true, call: call(program.uri), spec }) : undefined;
}

/** The template that `[variables('name')]` stands for, written out in the variable. */
function inVariable(program: Program, template: Json): Json | undefined {
  const expr = expressionOf(program.document, template);
  if (expr?.kind !== "call" || expr.name.toLowerCase() !== "variables") return undefined;
  const [name] = expr.arguments;
  const found = name?.kind === "literal" ? at(at((program.names ?? program).node, "variables"), `${name.value}`) : undefined;
  return found?.kind === "object" ? found : undefined;
}

function ofSpec(program: Program, instance: Instance, id: Value, call: Call, run: Run): Fragment {
  const declared = declaredSpec(program, id);
  const own = declared && held(program, at(declared, "mainTemplate"), call, run, declared);
  if (own) return own;
  const uri = restoredSpec(id);
  const read = uri === undefined ? "missing" : program.shared.host.read(uri);
  if (uri !== undefined && read !== "missing")
    return read === "wanted" ? unseen(program, instance, loading(uri)) : program.shared.host.module(call(uri));
  const file = neighboursSpec(program, id);
  if (file === "wanted") return unseen(program, instance, loading(program.uri));
  const node = at(file?.properties, "mainTemplate");
  if (file && node?.kind === "object") return run({ node, outer: false, escaped: true, call: call(file.uri), file, spec: file.properties });
  return unseen(program, instance, {
    kind: "module",
    text: "The deployment uses a template spec, which no template of this folder declares by that name and Bicep has not restored to this machine.",
    settle: "put the template spec's template beside this one and link it by 'relativePath'",
  });
}

function linked(program: Program, instance: Instance, link: Json, call: Call, run: Run): Fragment {
  const id = at(link, "id");
  if (id) return ofSpec(program, instance, jsonValue(id, program.document, instance.env), call, run);
  const { value, possible } = placesOf(program, instance, link);
  const along = value?.kind === "scalar" ? broughtAlong(program, `${value.value}`) : undefined;
  if (along) return run({ node: along, outer: false, call: call(program.uri) });
  for (const uri of possible) {
    const read = program.shared.host.read(uri);
    if (read !== "missing") return read === "wanted" ? unseen(program, instance, loading(uri)) : program.shared.host.module(call(uri));
  }
  const because = value && doubt(value);
  const text = "The linked template of this deployment is not in the workspace.";
  return unseen(
    program,
    instance,
    possible.length === 0 && because ? because : { kind: "module", text, settle: "put the linked template beside this one" },
  );
}

/** Where a link may lead in the workspace. */
function placesOf(program: Program, instance: Instance, link: Json): { readonly value?: Value; readonly possible: readonly string[] } {
  const relative = at(link, "relativePath");
  const address = relative ?? at(link, "uri");
  if (!address) return { possible: [] };
  const value = jsonValue(address, program.document, instance.env);
  return { value, possible: candidates(value, program.uri, relative !== undefined) };
}

/** What a linked parameters file gives. */
function linkedArguments(program: Program, instance: Instance, properties: Json | undefined): ReadonlyMap<string, Value> {
  const link = at(properties, "parametersLink");
  const given = new Map<string, Value>();
  for (const uri of link ? placesOf(program, instance, link).possible : []) {
    const read = program.shared.host.read(uri);
    if (read === "missing") continue;
    if (read !== "wanted") givenBy(read, given);
    break;
  }
  return given;
}

function loading(uri: string): Reason {
  return { kind: "module", text: `The linked template '${uri.slice(uri.lastIndexOf("/") + 1)}' is not read yet.` };
}

function unseen(program: Program, instance: Instance, because: Reason): Fragment {
  const place = originOf(program, instance.node);
  return nothing([{ because: { ...because, at: because.at ?? place }, at: place }]);
}

function nothing(parts: readonly Unseen[]): Fragment {
  return { declarations: [], outputs: new Map(), unseen: parts, problems: [] };
}

/** `{ name: { value } }` or `{ name: { reference } }`; an expression may give each, or the whole. */
function argumentsOf(program: Program, instance: Instance, node: Json | undefined): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  for (const member of membersOf(node)) {
    const value = at(member.value, "value");
    const { env } = instance;
    if (value) given.set(member.name, jsonValue(value, program.document, env));
    else if (member.value.kind === "string")
      given.set(member.name, access(jsonValue(member.value, program.document, env), "value", true, originOf(program, member.value), env));
    else if (memberOf(member.value, "reference")) given.set(member.name, secret(member.name, originOf(program, member)));
  }
  const whole = node?.kind === "string" ? jsonValue(node, program.document, instance.env) : undefined;
  if (whole?.kind !== "object") return given;
  for (const property of whole.props.values()) {
    const gift = property.value.kind === "object" ? property.value.props.get("value") : undefined;
    given.set(property.name, gift?.value ?? secret(property.name, property.at));
  }
  return given;
}
