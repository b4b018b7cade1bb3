// One unclosed brace or heredoc makes the grammar lose everything after it. Files in error are read block by block:
// a block begins where a header stands in column 0, and an unclosed one is closed before it is read again.
import { type Reading, readTree } from "./body.ts";
import type { Grammar } from "./grammar.ts";
import type { Attribute, Block, Body, SyntaxProblem } from "./tree.ts";

const header = /^(?:[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{|[A-Za-z_][\w-]*[ \t]*=(?!=))/gm;

/** Reads a text that has errors so that each costs at most the block that it stands in. */
export function recover(text: string, grammar: Grammar, reading: Reading): Body {
  const starts = [...text.matchAll(header)].map((found) => found.index);
  if (starts[0] !== 0) starts.unshift(0);
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  starts.forEach((start, index) => {
    const part = readPart(text.slice(start, starts[index + 1]), start, grammar, reading);
    attributes.push(...part.attributes);
    blocks.push(...part.blocks);
  });
  return { attributes, blocks };
}

function readPart(text: string, shift: number, grammar: Grammar, reading: Reading): Body {
  if (text.trim() === "") return { attributes: [], blocks: [] };
  const tree = grammar.parse(text);
  if (!tree) {
    reading.problems.push(wholeProblem(text, shift));
    return bare(text, shift);
  }
  const clean = !tree.rootNode.hasError;
  const closed = clean ? undefined : readClosed(text, shift, grammar, reading.names);
  const problems: SyntaxProblem[] = [];
  const plain = closed ?? readTree(tree, text, shift, { names: reading.names, problems });
  tree.delete();
  if (clean) return plain;
  const kept = closed ? closed.problems : problems;
  reading.problems.push(...(kept.length > 0 ? kept : [wholeProblem(text, shift)]));
  return plain.blocks.length > 0 || plain.attributes.length > 0 ? plain : bare(text, shift);
}

/** The same text with what its open braces and heredocs lack at its end, where that is all that is wrong. */
function readClosed(
  text: string,
  shift: number,
  grammar: Grammar,
  names: readonly string[],
): (Body & { problems: SyntaxProblem[] }) | undefined {
  const closers = missingClosers(text);
  if (closers === undefined) return undefined;
  const limit = shift + text.length;
  const mended = text + closers;
  const tree = grammar.parse(mended);
  if (!tree) return undefined;
  const problems: SyntaxProblem[] = [];
  const body = readTree(tree, mended, shift, { names, problems, limit });
  tree.delete();
  if (body.blocks.length !== 1) return undefined;
  const blocks = body.blocks.map((block) => ({
    ...block,
    end: Math.min(block.end, limit),
    inside: { start: Math.min(block.inside.start, limit), end: Math.min(block.inside.end, limit) },
    broken: "This block is not closed.",
  }));
  const at = blocks[0]?.header ?? { start: shift, end: limit };
  problems.push({
    message: "This block is not closed; what follows its last whole line may be missing from the audit.",
    start: at.start,
    end: at.end,
  });
  return { attributes: body.attributes, blocks, problems };
}

/** Text that closes what is open; undefined when nothing is. */
function missingClosers(text: string): string | undefined {
  const open: string[] = [];
  const token = /#.*|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|<<-?([A-Za-z_][\w-]*)(?![\w-])[^\n]*(?:\n|$)|[{}()[\]]/g;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    const word = found[1];
    const mark = found[0];
    if (word !== undefined) {
      const end = new RegExp(`^[ \\t]*${word}[ \\t]*\\r?$`, "m");
      end.lastIndex = 0;
      const rest = text.slice(token.lastIndex);
      const at = end.exec(rest);
      if (!at) return `${text.endsWith("\n") ? "" : "\n"}${word}\n${[...open].reverse().join("\n")}\n`;
      token.lastIndex += at.index + at[0].length;
    } else if (mark === "{" || mark === "(" || mark === "[") open.push(mark === "{" ? "}" : mark === "(" ? ")" : "]");
    else if (mark === "}" || mark === ")" || mark === "]") {
      if (open.at(-1) === mark) open.pop();
    }
  }
  return open.length === 0 ? undefined : `\n${open.reverse().join("\n")}\n`;
}

/** Of a block that cannot be read at all its header remains: it is declared, and nothing more is known of it. */
function bare(text: string, shift: number): Body {
  const found = /^([A-Za-z_][\w-]*)((?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*)[ \t]*\{/.exec(text);
  if (!found) return { attributes: [], blocks: [] };
  const [whole, type = "", rest = ""] = found;
  const labels = [...rest.matchAll(/"([^"\n]*)"|([A-Za-z_][\w-]*)/g)].map((label) => {
    const start = shift + type.length + label.index;
    return { text: label[1] ?? label[2] ?? "", start, end: start + label[0].length };
  });
  const end = shift + text.trimEnd().length;
  const block: Block = {
    type,
    labels,
    header: { start: shift, end: shift + type.length + rest.length },
    inside: { start: shift + whole.length, end },
    attributes: [],
    blocks: [],
    broken: "This block could not be read.",
    start: shift,
    end,
  };
  return { attributes: [], blocks: [block] };
}

function wholeProblem(text: string, shift: number): SyntaxProblem {
  const line = text.indexOf("\n");
  return {
    message: "This could not be read as Terraform; what stands here is not audited.",
    start: shift,
    end: shift + (line === -1 ? text.length : line),
  };
}
