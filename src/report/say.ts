// The fixed texts of the interface in the reader's language. What rules and requirements say stays in English.
import { own } from "../model/own.ts";

/**
 * A fixed English text in the reader's language; `{0}`, `{1}` … stand for what is filled in. A text that comes with its places filled, as the
 * title of a fix does, is known by the words between them; what stood in quotes there is a name and stays as it is.
 */
export type Say = (text: string, ...filled: readonly (string | number)[]) => string;

export const english: Say = (text, ...filled) => fill(text, filled);

/** `texts`: translations by the English text. What has none stays English. */
export function sayFrom(texts: Readonly<Record<string, unknown>>): Say {
  const sentences = Object.keys(texts).flatMap(sentenceOf).sort(mostSaid);
  const known = (text: string): string | undefined => {
    const found = own(texts, text);
    return typeof found === "string" ? found : undefined;
  };
  const again = (text: string): string | undefined => {
    for (const { key, words } of sentences) {
      const filled = filledIn(text, words);
      if (filled)
        return fill(
          known(key) ?? key,
          filled.map((value, index) => (words[index]?.endsWith("'") ? value : thing(value))),
        );
    }
    return undefined;
  };
  /** `key vault 'kv'`: what it is, not how it is called. */
  const thing = (value: string): string => {
    const [, noun = value, name = ""] = /^(?:a )?([^']+?)( '.*')?$/s.exec(value) ?? [];
    return known(value) ?? again(value) ?? (known(noun) === undefined ? value : known(noun) + name);
  };
  const each = (text: string) => text.split(/(?<=\.) (?=[A-Z])/).map((part) => known(part) ?? again(part) ?? part);
  return (text, ...filled) => {
    const found = known(text);
    return found === undefined && filled.length === 0 ? (again(text) ?? each(text).join(" ")) : fill(found ?? text, filled);
  };
}

interface Sentence {
  readonly key: string;
  /** What stands between its places. */
  readonly words: readonly string[];
}

/** Only what begins with a word of its own: `{0} of {1}` would be found in many a text. */
function sentenceOf(key: string): readonly Sentence[] {
  const words = key.split(/\{\d\}/);
  return words.length > 1 && words[0] ? [{ key, words }] : [];
}

function mostSaid(a: Sentence, b: Sentence): number {
  return b.words.join("").length - a.words.join("").length;
}

/** What stands in the places of a sentence, if a text is that sentence. */
function filledIn(text: string, [head = "", ...rest]: readonly string[]): readonly string[] | undefined {
  if (!text.startsWith(head)) return undefined;
  const filled: string[] = [];
  let from = head.length;
  for (const [index, words] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const to = isLast ? (text.endsWith(words) ? text.length - words.length : -1) : text.indexOf(words, from + 1);
    if (to <= from) return undefined;
    filled.push(text.slice(from, to));
    from = to + words.length;
  }
  return filled;
}

function fill(text: string, filled: readonly (string | number)[]): string {
  return text.replace(/\{(\d)\}/g, (place, index: string) => String(filled[Number(index)] ?? place));
}
