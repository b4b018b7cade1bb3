// Text of a configuration file as a tree of JSON with positions. Comments and trailing commas are fine, as in VS Code's own settings.
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

export interface SyntaxProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** `tree` is what could be read in spite of the problems. */
export function readTree(text: string): { readonly tree: Node | undefined; readonly problems: readonly SyntaxProblem[] } {
  const deep = tooDeep(text);
  if (deep !== undefined) {
    const message = `Brackets are nested more than ${deepest} deep here, so the configuration is not read. No setting needs more than six levels.`;
    return { tree: undefined, problems: [{ start: deep, end: deep + 1, message }] };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return { tree, problems: errors.map((error) => problemOf(error, text)) };
}

const deepest = 64;

/** Where the brackets pass the limit; jsonc-parser is recursive and would overflow the stack. */
function tooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const first = text[scanner.getTokenOffset()];
    if (first === "{" || first === "[") depth += 1;
    if (first === "}" || first === "]") depth -= 1;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return undefined;
}

function problemOf(error: ParseError, text: string): SyntaxProblem {
  const spoken = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  const start = Math.min(error.offset, text.length);
  const message = `This is not JSON (${spoken}). What can be read of the file is used; the rest has its defaults.`;
  return { start, end: Math.min(text.length, start + Math.max(1, error.length)), message };
}
