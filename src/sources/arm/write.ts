import type { Writer } from "../../model/writer.ts";

/** Spells repairs in ARM JSON. */
export const armWriter: Writer = {
  language: "arm",
  write: () => ({ cannot: "This is not written in ARM JSON yet." }),
};
