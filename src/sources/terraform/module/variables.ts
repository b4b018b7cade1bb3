import type { Problem } from "../../../model/declaration.ts";
import type { Host } from "../../../model/reader.ts";
import { scalar, type Value } from "../../../model/value.ts";
import { evaluate } from "../evaluate/expression.ts";
import { newBudget, type Scope } from "../evaluate/scope.ts";
import { failure } from "../evaluate/values.ts";
import type { Tools } from "./module.ts";

/** What `.tfvars` files give, later ones winning. Their expressions know no names. */
export function readVariables(
  uris: readonly string[],
  host: Host,
  tools: Tools,
): { readonly values: ReadonlyMap<string, Value>; readonly problems: readonly Problem[] } {
  const values = new Map<string, Value>();
  const problems: Problem[] = [];
  for (const uri of uris) {
    const source = host.read(uri);
    if (source === "wanted") continue;
    if (source === "missing") {
      problems.push({ uri, start: 0, end: 0, message: "This file of variables could not be read; its values are not known." });
      continue;
    }
    const file = tools.readFile(source);
    for (const problem of file.problems) problems.push({ uri, ...problem });
    const scope: Scope = { uri, bound: new Map(), names: nothing, budget: newBudget() };
    for (const attribute of file.attributes) values.set(attribute.name, evaluate(attribute.value, scope));
  }
  return { values, problems };
}

const nothing: Scope["names"] = {
  lookUp: () => undefined,
  readText: (_, at) => ({ value: failure("Functions are not called in a file of variables.", at) }),
  listFiles: () => [],
  template: (text, _, at) => scalar(text, at),
};
