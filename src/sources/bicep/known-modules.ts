// Azure Verified Modules that are not restored: what they may deploy.
import type { Fragment } from "../../model/declaration.ts";
import type { Condition, Reason, Value } from "../../model/value.ts";
import { type Instance, originOf, type Program } from "./program.ts";

interface Site {
  readonly program: Program;
  readonly instance: Instance;
  readonly condition: Condition;
  readonly because: Reason;
}

/** What is known of a module of the public registry by its name; undefined when it is none of them. */
export function knownModule(path: string, _given: ReadonlyMap<string, Value>, site: Site): Fragment | undefined {
  const type = typeOfModule(path);
  if (!type) return undefined;
  const at = originOf(site.program, site.instance.statement.name);
  return { declarations: [], outputs: new Map(), unseen: [{ because: site.because, at, types: [type] }], problems: [] };
}

function typeOfModule(_path: string): string | undefined {
  return undefined;
}
