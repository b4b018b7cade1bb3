// What `terraform fmt` would do to the lines that were written, and to those that they stand with: equals signs under each other.

import type { Block, Body, Expression } from "../syntax/tree.ts";
import { type Desk, documentOf, fileNow, headerOf } from "./desk.ts";
import type { Document } from "./document.ts";

export function formatTouched(desk: Desk): void {
  for (const [uri, headers] of desk.touched) {
    const document = documentOf(desk, uri);
    const file = fileNow(desk, uri);
    if (!document || !file) continue;
    const edits = file.blocks.filter((block) => headers.has(headerOf(block))).flatMap((block) => alignedBody(block, document));
    for (const edit of edits.sort((a, b) => b.start - a.start)) document.replace(edit.start, edit.end, edit.text);
  }
}

interface Spacing {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function alignedBody(body: Body, document: Document): Spacing[] {
  const own = aligned(
    body.attributes.map((attribute) => ({ name: attribute.nameAt, whole: attribute, value: attribute.value })),
    document,
  );
  return [
    ...own,
    ...body.attributes.flatMap((attribute) => alignedValue(attribute.value, document)),
    ...body.blocks.flatMap((block: Block) => alignedBody(block, document)),
  ];
}

function alignedValue(value: Expression, document: Document): Spacing[] {
  if (value.kind === "list") return value.items.flatMap((item) => alignedValue(item, document));
  if (value.kind === "call") return value.arguments.flatMap((argument) => alignedValue(argument, document));
  if (value.kind !== "object") return [];
  const members = value.members.map((member) => ({ name: member.key, whole: member, value: member.value }));
  return [...aligned(members, document), ...value.members.flatMap((member) => alignedValue(member.value, document))];
}

interface Line {
  readonly name: { readonly end: number };
  readonly whole: { readonly start: number; readonly end: number };
  readonly value: Expression;
}

/** Runs of lines that follow each other; one that opens a bracket over several lines is in none. */
function aligned(lines: readonly Line[], document: Document): Spacing[] {
  const { text } = document;
  const out: Spacing[] = [];
  let run: Line[] = [];
  const close = (): void => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last || !document.isChanged(first.whole.start - 1, last.whole.end + 1)) {
      run = [];
      return;
    }
    const width = Math.max(...run.map((line) => column(line, text)));
    for (const line of run) {
      const equals = text.indexOf("=", line.name.end);
      const wanted = " ".repeat(width - column(line, text) + 1);
      if (equals >= 0 && text.slice(line.name.end, equals) !== wanted && text.slice(line.name.end, equals).trim() === "") {
        out.push({ start: line.name.end, end: equals, text: wanted });
      }
    }
    run = [];
  };
  for (const line of lines) {
    const last = run.at(-1);
    const opens = opensBracket(line, text);
    const follows = last !== undefined && /^[ \t]*(?:#[^\n]*|\/\/[^\n]*|,)?\r?\n[ \t]*$/.test(text.slice(last.whole.end, line.whole.start));
    if (run.length > 0 && (!follows || opens)) close();
    if (!opens && startsLine(line, text)) run.push(line);
    else if (opens && startsLine(line, text)) {
      run = [line];
      close();
    }
  }
  if (run.length > 0) close();
  return out;
}

function column(line: Line, text: string): number {
  return line.name.end - (text.lastIndexOf("\n", line.whole.start) + 1);
}

function startsLine(line: Line, text: string): boolean {
  return text.slice(text.lastIndexOf("\n", line.whole.start) + 1, line.whole.start).trim() === "";
}

function opensBracket(line: Line, text: string): boolean {
  return line.value.kind !== "template" && text.slice(line.whole.start, line.whole.end).includes("\n");
}
