// The snippets of the editor, made from scaffolds. Run by `npm run docs`.
import { loadReaders } from "../../src/audit.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import { snippets } from "../../src/scaffold/snippets.ts";

export const snippetLanguages = ["bicep", "terraform"] as const;

export function snippetPath(language: (typeof snippetLanguages)[number]): string {
  return `snippets/${language}.json`;
}

/** What VS Code reads. A template of ARM has its snippets as completions: JSON files of other kinds would be littered by them. */
export async function snippetFile(language: (typeof snippetLanguages)[number]): Promise<string> {
  const made = snippets(language, await loadReaders(await loadWasm()));
  const entries = made.map(({ prefix, description, body }) => [
    description.replace(/\.$/, ""),
    { prefix, description, body: body.split("\n") },
  ]);
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}
