// Spoils the text of a template as people, merges and attackers do. The same seed spoils the same way.

export interface Chance {
  /** A whole number from 0, below `limit`. */
  below(limit: number): number;
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return {
    below(limit) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return limit <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    },
  };
}

/** `other` is a text in the same language that pieces are taken from. */
export function mutate(text: string, other: string, chance: Chance): string {
  let spoilt = text;
  for (let round = chance.below(6); round >= 0; round--) {
    const way = ways[chance.below(ways.length)];
    if (way && spoilt.length < 400_000) spoilt = way(spoilt, other, chance);
  }
  return spoilt;
}

type Way = (text: string, other: string, chance: Chance) => string;

const strange = [
  ..."{}[]()\"'$%#@,.:;=?!|&<>+-*/\\\n\t ",
  "null",
  "true",
  "-1",
  "0",
  "1e999",
  "99999999999999999999",
  '""',
  "''",
  "{}",
  "[]",
  "${",
  "%{",
  "[[",
  "/*",
  "'''",
  "<<EOT\n",
  "\u0000",
  "\ufeff",
  "\ud800",
  "é🌍",
  "__proto__",
  "constructor",
  "each.value",
  "[parameters('x')]",
  "for x in y: x",
  "0.0.0.0/0",
  "::/0",
  "255.255.255.255/33",
  "*",
  "../../../../etc/passwd",
  "https://user@host:99999/%zz",
];

const ways: readonly Way[] = [
  (text, _, chance) => splice(text, chance.below(text.length), chance.below(40), ""),
  (text, _, chance) => splice(text, chance.below(text.length), 0, strange[chance.below(strange.length)] ?? ""),
  (text, _, chance) => splice(text, chance.below(text.length), chance.below(12), strange[chance.below(strange.length)] ?? ""),
  (text, other, chance) => splice(text, chance.below(text.length), chance.below(60), piece(other, 400, chance)),
  (text, _, chance) => splice(text, chance.below(text.length), 0, piece(text, 600, chance)),
  (text, _, chance) => splice(text, chance.below(text.length), 0, piece(text, 4, chance).repeat(1 + chance.below(3000))),
  (text, _, chance) => text.slice(0, chance.below(text.length)),
  swapLines,
  exchangeWord,
  exchangeWord,
  exchangeWord,
  spoilLiteral,
  spoilLiteral,
];

function splice(text: string, at: number, gone: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + gone);
}

function piece(text: string, longest: number, chance: Chance): string {
  const at = chance.below(text.length);
  return text.slice(at, at + chance.below(longest) + 1);
}

function swapLines(text: string, _: string, chance: Chance): string {
  const lines = text.split("\n");
  const [one, two] = [chance.below(lines.length), chance.below(lines.length)];
  [lines[one], lines[two]] = [lines[two] ?? "", lines[one] ?? ""];
  return lines.join("\n");
}

/** One word becomes another of the same text or of the other: names that are wrong, cycles, kinds that do not fit. */
function exchangeWord(text: string, other: string, chance: Chance): string {
  const words = wordsOf(text);
  const from = words[chance.below(words.length)];
  const pool = chance.below(3) === 0 ? wordsOf(other) : words;
  const to = pool[chance.below(pool.length)];
  return from && to ? splice(text, from.index, from[0].length, to[0]) : text;
}

function spoilLiteral(text: string, _: string, chance: Chance): string {
  const literals = [...text.matchAll(/'[^'\n]*'|"[^"\n]*"|\b\d+\b|\btrue\b|\bfalse\b/g)];
  const literal = literals[chance.below(literals.length)];
  if (!literal) return text;
  const quote = /^['"]/.exec(literal[0])?.[0];
  const put = strange[chance.below(strange.length)] ?? "";
  return splice(text, literal.index, literal[0].length, quote && chance.below(2) ? quote + put + quote : put);
}

function wordsOf(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/[A-Za-z_][\w./@-]*/g)];
}
