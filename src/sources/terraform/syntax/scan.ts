/** A reading of text from left to right. Offsets given out are the text's; `shift` is what makes them the file's. */
export interface Scan {
  readonly text: string;
  readonly shift: number;
  at: number;
  depth: number;
}

const line = 10;
const blank = /[ \t\r\n]*(?:(?:(?:#|\/\/)[^\n]*(?![^\n])|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)[ \t\r\n]*)*/y;
const space = /[ \t]*/y;

/** What stands here, by a sticky expression; the scan is put behind it. Undefined, and not moved, when something else stands here. */
export function take(scan: Scan, sticky: RegExp): string | undefined {
  sticky.lastIndex = scan.at;
  if (!sticky.test(scan.text)) return undefined;
  const from = scan.at;
  scan.at = sticky.lastIndex;
  return scan.text.slice(from, scan.at);
}

/** Passes spaces, empty lines and comments. */
export function skipBlank(scan: Scan): void {
  if (!isBlank(scan.text.charCodeAt(scan.at))) return;
  blank.lastIndex = scan.at;
  blank.test(scan.text);
  scan.at = blank.lastIndex;
}

/** Passes spaces of this line only. */
export function skipSpace(scan: Scan): void {
  space.lastIndex = scan.at;
  space.test(scan.text);
  scan.at = space.lastIndex;
}

function isBlank(code: number): boolean {
  return code === 32 || code === line || code === 13 || code === 9 || code === 35 || code === 47;
}

export function passes(scan: Scan, character: string): boolean {
  if (scan.text[scan.at] !== character) return false;
  scan.at++;
  return true;
}
