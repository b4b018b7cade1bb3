// The writer is handed out before the grammar is loaded; this is where it finds what reads files.
import type { ReadFile } from "./syntax/file.ts";

let loaded: ReadFile | undefined;

export function remember(readFile: ReadFile): void {
  loaded = readFile;
}

export function readFileLoaded(): ReadFile | undefined {
  return loaded;
}
