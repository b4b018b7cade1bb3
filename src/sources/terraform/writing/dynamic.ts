// Items of a list that a 'dynamic' block makes: one that makes a single item is written as if it were the block; of several, none is.
import type { Resource } from "../../../model/graph.ts";
import { look } from "../../../model/look.ts";
import type { Path, Value } from "../../../model/value.ts";
import { type Way, wayTo } from "./blocks.ts";
import { blockAt, type Desk, documentOf, type Place } from "./desk.ts";

export const sharedDynamic = "A 'dynamic' block makes this and others; what it goes over has to be changed by hand.";

/** The nested block that a value was made by. */
export function originWay(desk: Desk, place: Place, value: Value): Way | undefined {
  if (value.at.from !== "file" || value.at.uri !== place.uri) return undefined;
  const offset = documentOf(desk, place.uri)?.now(value.at.start);
  const block = blockAt(desk, place);
  return offset === undefined || !block ? undefined : wayTo(block, offset);
}

/** Where the arguments of an item stand: its own block, or the content of a 'dynamic' one. Undefined when it is in no block of the name. */
export function wayOfItem(desk: Desk, place: Place, resource: Resource, item: Path, name: string): Way | "shared" | undefined {
  const found = look(resource.body, item, resource.condition);
  const way = found.is === "value" ? originWay(desk, place, found.value) : undefined;
  if (way?.at(-1)?.name !== "dynamic") return way?.at(-1)?.name === name ? way : undefined;
  return isShared(resource, item) ? "shared" : [...way, { name: "content", index: 0 }];
}

/** Whether the block that made the item made others of the list as well. */
export function isShared(resource: Resource, item: Path): boolean {
  const list = look(resource.body, item.slice(0, -1), resource.condition);
  const own = look(resource.body, item, resource.condition);
  if (own.is !== "value" || list.is !== "value" || list.value.kind !== "list") return false;
  const place = placed(own.value);
  return list.value.open !== undefined || list.value.items.filter((one) => placed(one) === place).length > 1;
}

/** Whether a value is written in a block that makes several items, so that changing it there changes them all. */
export function isWrittenForOthers(resource: Resource, path: Path, value: Value): boolean {
  return path.some((step, index) => {
    const item = path.slice(0, index + 1);
    if (typeof step !== "number" || !isShared(resource, item)) return false;
    const own = look(resource.body, item, resource.condition);
    const [outer, inner] = own.is === "value" ? [own.value.at, value.at] : [];
    return (
      outer?.from === "file" && inner?.from === "file" && outer.uri === inner.uri && outer.start < inner.start && inner.end <= outer.end
    );
  });
}

function placed({ at }: Value): string {
  return at.from === "file" ? `${at.uri}#${at.start}` : "";
}
