import { scalar } from "../../../src/model/value.ts";
import { newBudget, type Scope } from "../../../src/sources/terraform/evaluate/scope.ts";
import { failure } from "../../../src/sources/terraform/evaluate/values.ts";

/** A module with nothing in it. */
export function emptyScope(): Scope {
  return {
    uri: "file:///case.tf",
    bound: new Map(),
    budget: newBudget(),
    names: {
      lookUp: () => undefined,
      readText: (_, at) => ({ value: failure("There is no file.", at) }),
      listFiles: () => [],
      template: (text, _, at) => scalar(text, at),
    },
  };
}
