import type { Reason, Value } from "./value.ts";

/** Why a value that is there cannot be read as the scalar that is asked for. */
export function reasonOf(value: Value): Reason {
  switch (value.kind) {
    case "unknown":
    case "constant":
      return value.because;
    case "choice":
      return value.when.because;
    case "text": {
      const part = value.parts.find(({ kind }) => kind !== "scalar");
      return part ? reasonOf(part) : { kind: "unsupported", text: "A part of this text is not known." };
    }
    case "reference":
      return { kind: "azure", text: "This is read from another resource when it is deployed." };
    case "scalar":
    case "object":
    case "list":
      return { kind: "error", text: "The value here is of a kind that was not expected." };
  }
}
