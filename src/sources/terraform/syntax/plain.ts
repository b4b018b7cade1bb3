// Most of what people write is plain: a name, an equals sign and a value of few forms. That is read by its text alone, several times as
// fast as the grammar parses it. What is not plain, or not surely right, is left to the grammar, so that this reading knows no errors:
// both say the same wherever this one says something.
import { plainName, plainValue } from "./plain-value.ts";
import { passes, type Scan, skipBlank, skipSpace, take } from "./scan.ts";
import type { Attribute, Block, Body, Label } from "./tree.ts";

export interface Draft extends Body {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
}

const label = /"[^"\\$%\n]*"|[A-Za-z_][\w-]*/y;
const lineEnd = /[ \t]*(?:(?:#|\/\/)[^\n]*)?(?:\r?\n|$)/y;
const deepest = 60;

/** Reads one argument or block and adds it to `out`. False when what stands here is not plain; the scan is then anywhere. */
export function readPlainItem(scan: Scan, out: Draft): boolean {
  const start = scan.at;
  const name = plainName(scan);
  if (name === undefined) return false;
  const nameEnd = scan.at;
  skipSpace(scan);
  if (scan.text[scan.at] !== "=") return readBlock(scan, out, { text: name, start: start + scan.shift, end: nameEnd + scan.shift });
  scan.at++;
  skipSpace(scan);
  const value = plainValue(scan);
  if (!value || !endsHere(scan)) return false;
  const nameAt = { start: start + scan.shift, end: nameEnd + scan.shift };
  out.attributes.push({ name, nameAt, value, start: nameAt.start, end: value.end });
  return true;
}

/** An argument ends with its line, or with the block that is written on the same line. */
function endsHere(scan: Scan): boolean {
  const next = scan.text.charCodeAt(scan.at);
  if (next === 10) return true;
  if (take(scan, lineEnd) !== undefined) return true;
  skipSpace(scan);
  return scan.text[scan.at] === "}";
}

function readBlock(scan: Scan, out: Draft, type: Label): boolean {
  const labels: Label[] = [];
  for (let spelt = take(scan, label); spelt !== undefined; spelt = take(scan, label)) {
    const text = spelt.startsWith('"') ? spelt.slice(1, -1) : spelt;
    labels.push({ text, start: scan.at - spelt.length + scan.shift, end: scan.at + scan.shift });
    skipSpace(scan);
  }
  if (!passes(scan, "{") || scan.depth >= deepest) return false;
  const open = scan.at + scan.shift;
  const body: Draft = { attributes: [], blocks: [] };
  scan.depth++;
  for (skipBlank(scan); !passes(scan, "}"); skipBlank(scan)) if (!readPlainItem(scan, body)) return false;
  scan.depth--;
  const end = scan.at + scan.shift;
  const header = { start: type.start, end: labels.at(-1)?.end ?? type.end };
  out.blocks.push({ type: type.text, labels, header, inside: { start: open, end: end - 1 }, ...body, start: type.start, end });
  return true;
}
