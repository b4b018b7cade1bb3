import { idOf } from "../../../model/ids.ts";
import { type Reason, unknown, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { ownerOf } from "../evaluate/values.ts";

/** The names in an id of a resource of this type: as many as the type has segments. */
export function namesOfId(value: Value, type: string): readonly Value[] {
  const count = type.split("/").length - 1;
  return Array.from({ length: count }, (_, position) => onEachSide([value], value.at, ([side = value]) => nameIn(side, position, count)));
}

function nameIn(value: Value, position: number, count: number): Value {
  const owned = ownerOf(value)?.names();
  if (owned && owned.length === count) return owned[position] ?? value;
  const target = idOf(value);
  if (target?.to.by === "id") {
    const names = [...target.to.names, ...target.below.map((step) => step.name)];
    if (names.length === count) return names[position] ?? value;
  }
  if (value.kind === "constant") return { ...value, name: `${value.name}/${position}` };
  const because: Reason =
    value.kind === "unknown" ? value.because : { kind: "elsewhere", text: "The resource that this id points at is not declared here." };
  return value.kind === "reference" ? { ...value, path: [...value.path, "name", position] } : unknown(because, value.at);
}
