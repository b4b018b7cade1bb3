// Expressions that are wrong, where they are written: what depends on them is not known, and the person is told.
import type { Declaration, Problem } from "../../../model/declaration.ts";
import type { Reason, Value } from "../../../model/value.ts";

const most = 32;

/** Once a place; those of modules that `terraform init` brought are not the person's to mend. */
export function errorsIn(declarations: readonly Declaration[]): readonly Problem[] {
  const found = new Map<string, Problem>();
  const told = (because: Reason): void => {
    const { at, kind, text } = because;
    if (kind !== "error" || at?.from !== "file" || found.size >= most || /\/\.terraform\//.test(at.uri)) return;
    // Modules may use each other's outputs in a circle without an error, and the file that declares a name may not be at hand.
    if (/^'module\.[^']*' refers to itself|is not declared in this module\.$/.test(text)) return;
    const { uri, start, end } = at;
    found.set(`${uri} ${start} ${end}`, { uri, start, end, message: `${text} What depends on this is not known.` });
  };
  for (const { body, names, repeated } of declarations) {
    if (repeated) told(repeated);
    for (const value of [body, ...names]) visit(value, told);
  }
  return [...found.values()];
}

function visit(value: Value, told: (because: Reason) => void): void {
  if (value.kind === "unknown") told(value.because);
  else if (value.kind === "object") for (const property of value.props.values()) visit(property.value, told);
  else if (value.kind === "list") for (const item of value.items) visit(item, told);
  else if (value.kind === "text") for (const part of value.parts) visit(part, told);
  else if (value.kind === "choice") for (const side of [value.then, value.else]) visit(side, told);
}
