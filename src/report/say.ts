// The fixed texts of the page in the reader's language. What rules and requirements say stays in English.
import { own } from "../model/own.ts";

/** A fixed English text in the reader's language; `{0}`, `{1}` … stand for what is filled in. */
export type Say = (text: string, ...filled: readonly (string | number)[]) => string;

/** `texts`: translations by the English text. What has none stays English. */
export function sayFrom(texts: Readonly<Record<string, unknown>>): Say {
  return (text, ...filled) => {
    const found = own(texts, text);
    return fill(typeof found === "string" ? found : text, filled);
  };
}

export const english: Say = (text, ...filled) => fill(text, filled);

function fill(text: string, filled: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => String(filled[Number(index)] ?? place));
}
