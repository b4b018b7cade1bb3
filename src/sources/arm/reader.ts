import type { Fragment, Problem } from "../../model/declaration.ts";
import { fileOrigin } from "../../model/origin.ts";
import type { Entry, Host, ModuleCall, Reader } from "../../model/reader.ts";
import type { Reason, Value } from "../../model/value.ts";
import { outlineOf, problemsOf } from "./outline.ts";
import { givenBy } from "./parameters.ts";
import { run } from "./run.ts";

/** ARM templates and their parameters files. */
export const armReader: Reader = {
  language: "arm",
  claims: (uri) => /\.jsonc?$/i.test(uri),
  outline: outlineOf,
  problems: problemsOf,
  evaluate,
  call,
};

function evaluate(entry: Entry, host: Host): Fragment {
  const given = new Map<string, Value>();
  const problems: Problem[] = [];
  for (const uri of entry.parameters) {
    const source = host.read(uri);
    if (source === "missing")
      problems.push({ uri, start: 0, end: 0, message: `The parameters file '${uri.slice(uri.lastIndexOf("/") + 1)}' cannot be read.` });
    else if (source !== "wanted" && /\.jsonc?$/i.test(uri)) givenBy(source, given);
  }
  const fragment = call({ uri: entry.uri, arguments: given, prefix: entry.prefix, condition: [], calls: [] }, host);
  return problems.length === 0 ? fragment : { ...fragment, problems: [...fragment.problems, ...problems] };
}

/** Deployments within deployments are followed so far; Azure itself takes fewer. */
const deepest = 24;

function call(module: ModuleCall, host: Host): Fragment {
  if (module.calls.length > deepest) return unread(module, { kind: "limit", text: "Deployments nest deeper than is followed." });
  const source = host.read(module.uri);
  if (typeof source !== "string") return run(source, module, host);
  const name = module.uri.slice(module.uri.lastIndexOf("/") + 1);
  const because: Reason = {
    kind: "unread",
    text: source === "wanted" ? `'${name}' is not read yet.` : `The template '${name}' is not there.`,
  };
  return unread(module, because);
}

function unread(module: ModuleCall, because: Reason): Fragment {
  const place = module.calls.at(-1) ?? fileOrigin(module.uri, 0, 0);
  return { declarations: [], outputs: new Map(), unseen: [{ because, at: place }], problems: [] };
}
