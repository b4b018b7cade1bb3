/** Kinds of tokens. Numbers, because a file is a column of them. */
export const Kind = {
  end: 0,
  newline: 1,
  identifier: 2,
  integer: 3,
  string: 4, // without a hole
  stringLeft: 5, // '…${
  stringMiddle: 6, // }…${
  stringRight: 7, // }…'
  unterminated: 8, // a string that its line or file ends
  unknown: 9,
  leftBrace: 10,
  rightBrace: 11,
  leftSquare: 12,
  rightSquare: 13,
  leftParen: 14,
  rightParen: 15,
  at: 16,
  comma: 17,
  dot: 18,
  ellipsis: 19,
  question: 20,
  doubleQuestion: 21,
  colon: 22,
  doubleColon: 23,
  assign: 24,
  arrow: 25,
  plus: 26,
  minus: 27,
  star: 28,
  slash: 29,
  percent: 30,
  hat: 31,
  bang: 32,
  equal: 33,
  notEqual: 34,
  alike: 35,
  notAlike: 36,
  less: 37,
  lessEqual: 38,
  greater: 39,
  greaterEqual: 40,
  and: 41,
  or: 42,
  pipe: 43,
} as const;

/** Something that the text itself has wrong. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** The tokens of one text, column by column; the last one is `Kind.end`. */
export interface Tokens {
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  readonly faults: readonly Fault[];
}
