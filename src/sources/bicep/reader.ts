import type { Fragment, Problem } from "../../model/declaration.ts";
import { fileOrigin } from "../../model/origin.ts";
import type { Entry, Host, ModuleCall, Outline, Reader, Source } from "../../model/reader.ts";
import type { Reason } from "../../model/value.ts";
import { largest, syntaxOf } from "./cache.ts";
import { parametersOf } from "./parameters.ts";
import { nameOf, resolve } from "./paths.ts";
import type { ResourceStatement, Statement } from "./syntax.ts";
import { programOf, run } from "./template.ts";
import type { Fault } from "./tokens.ts";

export const bicepReader: Reader = {
  language: "bicep",
  claims: (uri) => /\.bicep(param)?$/i.test(uri),
  outline,
  problems: problemsOf,
  evaluate,
  call,
};

function outline(source: Source): Outline {
  const uses: string[] = [];
  const parameters: string[] = [];
  let template: string | undefined;
  let resources = 0;
  for (const statement of syntaxOf(source).statements) {
    if (statement.kind === "resource") resources += declaredIn(statement);
    if (statement.kind === "param") parameters.push(statement.name.name);
    if (statement.kind === "module" && statement.path.kind === "literal") {
      const path = String(statement.path.value);
      if (!isPublished(path)) uses.push(resolve(source.uri, path));
    }
    if (statement.kind === "using") template = templateOf(statement, source.uri);
  }
  const role = /\.bicepparam$/i.test(source.uri) ? "parameters" : "template";
  return { role, uses, parameters, resources, ...(template !== undefined && { template }) };
}

/** Empty for `using none` and a template of a registry: no file beside is meant. */
function templateOf({ path }: Statement & { readonly kind: "using" }, uri: string): string {
  const named = path?.kind === "literal" ? String(path.value) : "";
  return named === "" || isPublished(named) ? "" : resolve(uri, named);
}

/** Whether a path leads to a registry or a template spec. */
function isPublished(path: string): boolean {
  return /^(br|ts)[:/]/.test(path);
}

function declaredIn({ existing, body }: ResourceStatement): number {
  return body.nested.reduce((sum, nested) => sum + declaredIn(nested), existing ? 0 : 1);
}

function problemsOf(source: Source): readonly Problem[] {
  const json = /^\s*\{/.exec(source.text);
  if (json) return [{ uri: source.uri, start: json[0].length - 1, end: json[0].length, message: isJson }];
  const { statements, faults } = syntaxOf(source);
  return [...faults, ...statements.flatMap(published)].map((fault) => ({ uri: source.uri, ...fault }));
}

/** A parameters file may give values to a template that is in no folder. */
function published(statement: Statement): readonly Fault[] {
  const path = statement.kind === "using" && statement.path?.kind === "literal" ? statement.path : undefined;
  if (!path || !isPublished(String(path.value))) return [];
  const message = `The template '${path.value}' comes from a registry and is not read from there, so nothing was audited with these values. Call it as a module in a Bicep file, and run 'bicep restore' on that.`;
  return [{ start: path.start, end: path.end, message }];
}

const isJson =
  "This is JSON, not Bicep, so nothing in it was audited. Name an ARM template with '.json'; what-if results and plans are no Bicep files.";

function evaluate(entry: Entry, host: Host): Fragment {
  const { values, problems } = parametersOf(entry.parameters, host);
  const fragment = call({ uri: entry.uri, arguments: values, prefix: entry.prefix, condition: [], calls: [] }, host);
  const all = host.read(entry.uri) === "missing" ? [...problems, ...entry.parameters.flatMap((uri) => missingFor(uri, host))] : problems;
  return all.length > 0 ? { ...fragment, problems: [...all, ...fragment.problems] } : fragment;
}

/** The template that a parameters file names is not there, or may not be read. */
function missingFor(uri: string, host: Host): readonly Problem[] {
  const source = host.read(uri);
  if (typeof source === "string") return [];
  return syntaxOf(source).statements.flatMap((statement) => {
    if (statement.kind !== "using" || !statement.path) return [];
    const { start, end } = statement.path;
    const path = source.text.slice(start, end);
    const message = `The template ${path} could not be read, so nothing was audited with these values. Correct its path, or audit a folder that holds both.`;
    return [{ uri, start, end, message }];
  });
}

function call(asked: ModuleCall, host: Host): Fragment {
  const source = host.read(asked.uri);
  const name = nameOf(asked.uri);
  if (source === "wanted") return unseen(asked, { kind: "unread", text: `'${name}' is not loaded yet.` });
  if (source === "missing") return unseen(asked, { kind: "unread", text: `'${name}' is not there.`, settle: `add the file '${name}'` });
  if (source.text.length > largest) return unseen(asked, { kind: "limit", text: `'${name}' is too large to be read.` });
  try {
    return run(programOf(source, host, asked));
  } catch (error) {
    // The stack's end: trees, names and modules are bounded each, and together they may still be too deep.
    if (!(error instanceof RangeError)) throw error;
    return unseen(asked, { kind: "limit", text: `'${name}' is nested too deep to be followed.` });
  }
}

function unseen(asked: ModuleCall, because: Reason): Fragment {
  const at = asked.calls.at(-1) ?? fileOrigin(asked.uri, 0, 0);
  return { declarations: [], outputs: new Map(), unseen: [{ because: { ...because, at }, at }], problems: [] };
}
