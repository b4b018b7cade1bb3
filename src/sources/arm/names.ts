// What a resource is called: one value a segment of its type.
import { choose } from "../../expression/choose.ts";
import type { Origin } from "../../model/origin.ts";
import { reference, text, unknown, type Value } from "../../model/value.ts";

/** A resource's type and names; what it extends, when its type is spelt `Parent/type/providers/extension`. */
export interface Named {
  readonly type: string;
  readonly names: readonly Value[];
  readonly about?: Value;
}

/** `type` and `name` as a template gives them, below the resource that they stand in. */
export function namedBy(type: string, name: Value, above: Named | undefined): Named {
  const words = type.split("/").filter((word) => word !== "");
  const relative = above !== undefined && !(words[0] ?? "").includes(".");
  const whole = relative ? [...above.type.split("/"), ...words] : words;
  const extension = whole.map((word) => word.toLowerCase()).lastIndexOf("providers");
  const own = segments(name, Math.max(1, relative ? words.length : whole.length - 1), name.at);
  const names = relative ? [...above.names, ...own] : own;
  return extension > 1 ? extending(whole, names, extension, name.at) : { type: whole.join("/"), names };
}

/** `A/b/providers/c` called `x/Ns/y` is `Ns/c` called `y` on `A/b` called `x`. */
function extending(words: readonly string[], names: readonly Value[], extension: number, at: Origin): Named {
  const namespace = names[extension - 1];
  const spelt = namespace?.kind === "scalar" ? `${namespace.value}` : "Microsoft.Resources";
  const about = reference({ by: "id", type: words.slice(0, extension).join("/"), names: names.slice(0, extension - 1) }, [], at);
  return { type: [spelt, ...words.slice(extension + 1)].join("/"), names: names.slice(extension), about };
}

/** A name with slashes, cut where it is known to be. */
export function segments(name: Value, count: number, at: Origin): readonly Value[] {
  if (count === 1) return [name];
  if (name.kind === "choice") {
    const then = segments(name.then, count, at);
    const otherwise = segments(name.else, count, at);
    return then.map((part, index) => choose(name.when, part, otherwise[index] ?? part, at));
  }
  const pieces: Value[][] = [[]];
  for (const part of name.kind === "text" ? name.parts : [name]) {
    if (part.kind !== "scalar" || typeof part.value !== "string") {
      pieces.at(-1)?.push(part);
      continue;
    }
    for (const [index, piece] of part.value.split("/").entries()) {
      if (index > 0) pieces.push([]);
      if (piece !== "") pieces.at(-1)?.push({ ...part, value: piece });
    }
  }
  if (pieces.length === count) return pieces.map((parts) => (parts.length === 1 && parts[0] ? parts[0] : text(parts, at)));
  const because =
    "because" in name ? name.because : ({ kind: "unsupported", text: "The parts of this name cannot be told apart." } as const);
  return Array.from({ length: count }, () => unknown(because, at));
}
