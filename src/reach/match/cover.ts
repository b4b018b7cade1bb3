// How much of what is asked a part of a rule takes in: the three answers, with "some" for a part that is known.
import type { Reason } from "../../model/value.ts";

/** `all` of it, `some` of it for sure and not all, `none` of it, or a reason why that cannot be said. */
export type Cover = "all" | "some" | "none" | Reason;

/** Of things of which any may take it in: addresses of a rule, ports, protocols. */
export function anyOf(covers: Iterable<Cover>): Cover {
  let parts = 0;
  let unclear: Reason | undefined;
  for (const cover of covers) {
    if (cover === "all") return "all";
    if (cover === "some") parts += 1;
    else if (cover !== "none") unclear ??= cover;
  }
  if (unclear) return unclear;
  if (parts > 1) return { kind: "unsupported", text: "Several entries each take in a part of it, and together they may be all of it." };
  return parts === 1 ? "some" : "none";
}

/** Of things that all have to hold: source and destination and port. */
export function allOf(covers: Iterable<Cover>): Cover {
  let parts = false;
  let unclear: Reason | undefined;
  for (const cover of covers) {
    if (cover === "none") return "none";
    if (cover === "some") parts = true;
    else if (cover !== "all") unclear ??= cover;
  }
  return unclear ?? (parts ? "some" : "all");
}

export function isReason(cover: Cover): cover is Reason {
  return typeof cover !== "string";
}
