import type { Writer } from "../../model/writer.ts";

export const bicepWriter: Writer = {
  language: "bicep",
  write: () => ({ cannot: "This cannot be written in Bicep yet." }),
};
