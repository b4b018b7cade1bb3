import type { Writer } from "../../model/writer.ts";

/** Spells repairs in Terraform. */
export const terraformWriter: Writer = {
  language: "terraform",
  write: () => ({ cannot: "Terraform is not written yet." }),
};
