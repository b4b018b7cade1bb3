// Files of workspaces that are on no disk, for the server that asks for them.
import { Disposable, FileSystemError, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { decode } from "../disk/decode.ts";
import type { Loaded } from "../disk/load.ts";
import { type Entry, listMethod, type PlaceParams, readMethod } from "../server/protocol.ts";

/** A template has at most 4 MB to be deployed; ten leave room for compiled ones with everything inside. */
const largest = 10 * 1024 * 1024;

export function giveFiles(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    client.onRequest<Loaded, void>(readMethod, ({ uri }: PlaceParams) => read(Uri.parse(uri))),
    client.onRequest<readonly Entry[] | null, void>(listMethod, ({ uri }: PlaceParams) => list(Uri.parse(uri.replace(/\/$/, "")))),
  );
}

async function read(uri: Uri): Promise<Loaded> {
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (type & FileType.Directory) return "missing";
    if (size > largest)
      return { problem: `This file is over ${largest / 1024 / 1024} MB, and such files are not read. It was not audited.` };
    return decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === "FileNotFound") return "missing";
    return { problem: "This file could not be read. It was not audited." };
  }
}

async function list(uri: Uri): Promise<readonly Entry[] | null> {
  try {
    const entries = await workspace.fs.readDirectory(uri);
    return entries.map(([name, type]) => ({ name, kind: type & FileType.Directory ? "folder" : "file" }));
  } catch {
    return null;
  }
}
