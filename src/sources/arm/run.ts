// Evaluates one template with its arguments.
import { bounded } from "../../expression/canonical.ts";
import type { Environment } from "../../expression/environment.ts";
import type { Declaration, Fragment, Unseen } from "../../model/declaration.ts";
import type { Host, ModuleCall, Source } from "../../model/reader.ts";
import type { Value } from "../../model/value.ts";
import { declare } from "./declare.ts";
import { deployed, type Nested } from "./deployments.ts";
import { documentOf } from "./document.ts";
import { environmentOf } from "./environment.ts";
import { exportsOf } from "./exports.ts";
import { isDeployment } from "./home.ts";
import { at, membersOf } from "./json.ts";
import { type Instance, originOf, type Program, type Shared } from "./program.ts";
import { register } from "./resources.ts";
import { templateIn } from "./template-specs.ts";
import { jsonValue, repeat } from "./value.ts";

/** Reads a template as a module or an entry. Total. */
export function run(source: Source, call: ModuleCall, host: Host): Fragment {
  const document = documentOf(source);
  const shared: Shared = { host, steps: 0, problems: [] };
  const { root } = document;
  if (root?.kind !== "object") {
    const because = { kind: "unread", text: "The template cannot be read." } as const;
    return {
      declarations: [],
      outputs: new Map(),
      unseen: [{ because, at: { from: "file", uri: source.uri, start: 0, end: 0 } }],
      problems: [],
    };
  }
  const program = programOf({ uri: source.uri, document, node: templateIn(root) }, shared, call);
  const fragment = outcome(program);
  const exports = exportsOf(program);
  return { ...fragment, ...(exports && { exports }), problems: [...fragment.problems, ...shared.problems] };
}

/** Where the expressions of a nested template find their names, when not in itself. */
interface Names {
  readonly program: Program;
  readonly env: Environment;
}

type Text = Pick<Program, "uri" | "document" | "node" | "spec">;

function programOf(text: Text, shared: Shared, call: ModuleCall, names?: Names): Program {
  const fragments = new Map<string, Fragment>();
  const { cloud, region } = shared.host;
  const place = { uri: text.uri, cloud, region, scope: call.scope, instance: call.prefix };
  const env = environmentOf(() => program, place, names?.env);
  const program: Program = {
    ...text,
    shared,
    call,
    given: new Map([...call.arguments].map(([name, value]) => [name.toLowerCase(), value])),
    names: names?.program,
    values: new Map(),
    instances: new Map(),
    bySymbol: new Map(),
    byName: new Map(),
    deploy: (instance) => {
      const known = fragments.get(instance.key);
      if (known) return known;
      fragments.set(instance.key, busy(program, instance));
      const fragment = deployed(program, instance, (nested) => inner(program, nested, instance));
      fragments.set(instance.key, fragment);
      return fragment;
    },
    active: new Set(),
    env,
  };
  return program;
}

/** While a deployment is evaluated, its outputs are not known: one that needs its own cannot be deployed. */
function busy(program: Program, instance: Instance): Fragment {
  const place = originOf(program, instance.node);
  const because = { kind: "error", text: "The deployment needs its own outputs.", at: place } as const;
  return { declarations: [], outputs: new Map(), unseen: [{ because, at: place }], problems: [] };
}

function inner(
  program: Program,
  { node, outer, escaped, call, file = program, spec = program.spec }: Nested,
  instance: Instance,
): Fragment {
  const names = outer ? { program: program.names ?? program, env: instance.env } : undefined;
  const document = escaped ? { ...file.document, expressions: new Map(), escaped } : file.document;
  return outcome(programOf({ uri: file.uri, document, node, spec }, program.shared, call, names));
}

function outcome(program: Program): Fragment {
  const lost = register(program, program.node);
  const place = originOf(program, program.node);
  const unseen: Unseen[] = lost.map((because) => ({ because, at: because.at ?? place }));
  const fragments: Fragment[] = [];
  const declarations: Declaration[] = [];
  for (const instance of program.instances.values()) {
    if (!isDeployment(instance.type)) {
      const declaration = declare(program, instance);
      if (declaration) declarations.push(declaration);
      continue;
    }
    const fragment = program.deploy(instance);
    fragments.push(fragment);
    for (const declaration of fragment.declarations)
      declarations.push(instance.repeated ? { ...declaration, repeated: instance.repeated } : declaration);
  }
  return {
    declarations,
    outputs: outputsOf(program),
    unseen: [...unseen, ...fragments.flatMap((fragment) => fragment.unseen)],
    problems: fragments.flatMap((fragment) => fragment.problems),
  };
}

function outputsOf(program: Program): ReadonlyMap<string, Value> {
  const outputs = new Map<string, Value>();
  for (const member of membersOf(at(program.node, "outputs"))) {
    const place = originOf(program, member);
    const copy = at(member.value, "copy");
    const [count, input, value] = [at(copy, "count"), at(copy, "input"), at(member.value, "value")];
    if (value) outputs.set(member.name, bounded(jsonValue(value, program.document, program.env)));
    else if (count && input)
      outputs.set(
        member.name,
        repeat(jsonValue(count, program.document, program.env), member.name, place, program.env, (turn) =>
          jsonValue(input, program.document, turn),
        ),
      );
  }
  return outputs;
}
