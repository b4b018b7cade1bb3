// Edits of arguments and nested blocks, each on the text as it stands.
import { type Attribute, attributeOf, type Block, type Body } from "../syntax/tree.ts";
import { blockAt, type Desk, documentOf, type Place, type Refusal, touch } from "./desk.ts";

/** A block inside a top block: by name and position among those of its name, from the outside in. */
export type Way = readonly { readonly name: string; readonly index: number }[];

export function blockIn(desk: Desk, place: Place, way: Way): Block | undefined {
  let here = blockAt(desk, place);
  for (const { name, index } of way) here = here?.blocks.filter((block) => block.type === name)[index];
  return here;
}

/** The way to the block that begins at an offset of the file as it is now. */
export function wayTo(body: Body, offset: number): Way | undefined {
  const counts = new Map<string, number>();
  for (const block of body.blocks) {
    const index = counts.get(block.type) ?? 0;
    counts.set(block.type, index + 1);
    const here = { name: block.type, index };
    if (block.start === offset) return [here];
    const inner = offset > block.start && offset < block.end ? wayTo(block, offset) : undefined;
    if (inner) return [here, ...inner];
  }
  return undefined;
}

export function setArgument(desk: Desk, place: Place, way: Way, name: string, text: string): Refusal {
  const document = documentOf(desk, place.uri);
  const block = blockIn(desk, place, way);
  if (!document || !block) return "The block that this fix changes could not be found.";
  touch(desk, place);
  const there = attributeOf(block, name);
  if (there) {
    document.replace(there.value.start, there.value.end, text);
    return undefined;
  }
  const indent = indentOf(document.text, block);
  const after = lastOfHead(block);
  const end = after && endOfLine(document.text, after.end);
  if (end !== undefined) document.replace(end, end, `\n${indent}  ${name} = ${text}`);
  else insertFirst(desk, place, way, `${indent}  ${name} = ${text}\n`);
  return undefined;
}

/** The last of the arguments that stand before the first nested block. */
function lastOfHead(block: Block): Attribute | undefined {
  const first = Math.min(...block.blocks.map((inner) => inner.start));
  const head = block.attributes.filter((attribute) => attribute.end < first && attribute.name !== "depends_on");
  return head.filter((attribute) => !["tags", "count", "for_each", "provider"].includes(attribute.name)).at(-1) ?? head.at(-1);
}

/** A comment behind an argument stays behind it. */
function endOfLine(text: string, offset: number): number {
  const comment = /^[ \t]*(?:#|\/\/)[^\n]*/.exec(text.slice(offset));
  return offset + (comment ? comment[0].replace(/\r$/, "").length : 0);
}

function insertFirst(desk: Desk, place: Place, way: Way, line: string): void {
  const document = documentOf(desk, place.uri);
  const block = blockIn(desk, place, way);
  if (!document || !block) return;
  const inside = document.text.slice(block.inside.start, block.inside.end);
  if (inside.trim() === "") document.replace(block.inside.start, block.inside.end, `\n${line}${indentOf(document.text, block)}`);
  else if (inside.includes("\n"))
    document.replace(block.inside.start, block.inside.start, `\n${line}`.replace(/\n$/, "") + (/^[^\S\n]*\n/.test(inside) ? "" : "\n"));
  else
    document.replace(
      block.inside.start,
      block.inside.end,
      `\n${line}${indentOf(document.text, block)}  ${inside.trim()}\n${indentOf(document.text, block)}`,
    );
}

/** Puts a whole nested block at the end of a block. `text` is indented and ends its last line. */
export function insertBlock(desk: Desk, place: Place, way: Way, text: string): Refusal {
  const document = documentOf(desk, place.uri);
  const block = blockIn(desk, place, way);
  if (!document || !block) return "The block that this fix changes could not be found.";
  touch(desk, place);
  const inside = document.text.slice(block.inside.start, block.inside.end);
  const indent = indentOf(document.text, block);
  if (inside.trim() === "") document.replace(block.inside.start, block.inside.end, `\n${text}${indent}`);
  else {
    const kept = inside.trimEnd();
    const own = inside.includes("\n") ? kept : `\n${indent}  ${kept.trim()}`;
    document.replace(block.inside.start, block.inside.end, `${own}\n\n${text}${indent}`);
  }
  return undefined;
}

export function removeArgument(desk: Desk, place: Place, way: Way, name: string): Refusal {
  const block = blockIn(desk, place, way);
  const attribute = block && attributeOf(block, name);
  if (!attribute) return `'${name}' is not written here.`;
  return cutLines(desk, place, attribute.start, attribute.end);
}

export function removeBlock(desk: Desk, place: Place, way: Way): Refusal {
  const block = blockIn(desk, place, way);
  return block ? cutLines(desk, place, block.start, block.end) : "The block that this fix removes could not be found.";
}

function cutLines(desk: Desk, place: Place, from: number, to: number): Refusal {
  const document = documentOf(desk, place.uri);
  if (!document) return "The file could not be read.";
  touch(desk, place);
  const { text } = document;
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const lineEnd = text.indexOf("\n", to);
  const alone = text.slice(lineStart, from).trim() === "";
  const start = alone ? lineStart : from;
  let end = alone && lineEnd !== -1 ? lineEnd + 1 : to;
  const blankBefore = /\n[ \t]*\r?\n$/.test(text.slice(0, start));
  const blankAfter = /^[ \t]*\r?\n/.exec(text.slice(end));
  if (alone && blankBefore && blankAfter) end += blankAfter[0].length;
  document.replace(start, end, "");
  if (alone && blankBefore && /^[ \t]*\}/.test(document.text.slice(start))) {
    const blank = document.text.slice(0, start).search(/(?<![ \t])[ \t]*\r?\n$/);
    if (blank >= 0) document.replace(blank, start, document.text.slice(0, blank).endsWith("\n") ? "" : "\n");
  }
  return undefined;
}

export function indentOf(text: string, block: { readonly start: number }): string {
  const line = text.lastIndexOf("\n", block.start - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
}
