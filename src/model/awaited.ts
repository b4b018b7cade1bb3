import type { Change, Draft, NewResource } from "./repair.ts";

/**
 * Keys of added resources that a declared one comes to refer to or to wait for, directly or by others that are added: what they are
 * called must not be read from that one, or each would wait for the other.
 */
export function awaited(changes: readonly Change[]): ReadonlySet<string> {
  const added = new Map(changes.flatMap((change) => (change.do === "add" ? change.resources : [])).map((one) => [one.key, one]));
  const open = changes.flatMap((change) => {
    if (change.do === "wait") return [change.for];
    return change.do === "set" || change.do === "append" || change.do === "exchange" ? referredTo(change.value) : [];
  });
  const found = new Set<string>();
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const resource = added.get(key);
    if (!resource || found.has(key)) continue;
    found.add(key);
    open.push(...referredToBy(resource));
  }
  return found;
}

/** Keys of all that an added resource refers to. */
export function referredToBy({ name, parent, scope, body }: NewResource): readonly string[] {
  return [
    ...referredTo(name),
    ...(parent === undefined ? [] : [parent]),
    ...(scope === undefined ? [] : referredTo(scope)),
    ...referredTo(body),
  ];
}

function referredTo(draft: Draft): readonly string[] {
  if (typeof draft !== "object") return [];
  const own = "$ref" in draft && typeof draft.$ref === "string" ? [draft.$ref] : [];
  return [...own, ...Object.values(draft).flatMap((inner: Draft) => referredTo(inner))];
}
