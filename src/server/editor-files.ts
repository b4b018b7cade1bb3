// Files as the editor has them: in a browser, or in a workspace that is on no disk. Every read is a request to the editor.
import type { Connection } from "vscode-languageserver";
import { parseConfiguration } from "../analysis/configuration/parse.ts";
import { defaultSettings } from "../analysis/configuration/settings.ts";
import { auditGiving } from "../disk/auditing.ts";
import type { Loaded } from "../disk/load.ts";
import { configurationName } from "../disk/names.ts";
import { readServiceTags } from "../disk/read-service-tags.ts";
import { headLength, kindOf, sniff } from "../disk/sniff.ts";
import type { Files } from "./files.ts";
import { type Entry, listMethod, readMethod } from "./protocol.ts";

/** Files below a folder; more are not asked for one by one. */
const most = 5_000;

const skipped = new Set(["node_modules", ".terraform", ".git"]);

export function editorFiles(connection: Connection): Files {
  const load = (uri: string): Promise<Loaded> => connection.sendRequest(readMethod, { uri });
  const entriesOf = (folder: string): Promise<readonly Entry[] | null> => connection.sendRequest(listMethod, { uri: folder });
  const list = async (folder: string): Promise<readonly string[] | "missing"> => {
    const entries = await entriesOf(folder);
    return entries ? entries.filter(({ kind }) => kind === "file").map(({ name }) => within(folder, name)) : "missing";
  };
  const isCandidate = async (uri: string): Promise<boolean> => {
    if (kindOf(uri) !== "perhaps") return kindOf(uri) === "ours";
    const loaded = await load(uri);
    return loaded !== "missing" && "text" in loaded && sniff(loaded.text.slice(0, headLength));
  };
  return {
    spell,
    isCandidate,
    load,
    list,
    async find(folder, { excluded, signal }) {
      const uris: string[] = [];
      const problems = new Map<string, string>();
      const waiting = [folder];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        signal?.throwIfAborted();
        const entries = await entriesOf(next);
        if (!entries) problems.set(next, "This folder may not be read, or vanished. What is in it was not audited.");
        for (const { name, kind } of entries ?? []) {
          const uri = within(next, name);
          if (excluded(uri)) continue;
          if (kind === "folder" && !skipped.has(name)) waiting.push(`${uri}/`);
          if (kind === "file" && (await isCandidate(uri))) uris.push(uri);
        }
        if (uris.length <= most) continue;
        problems.set(folder, `There are more than ${most} files here; the rest was not audited. Open a smaller folder.`);
        break;
      }
      return { uris: uris.slice(0, most).sort(), problems };
    },
    audit: (auditor, settings, signal) => auditGiving({ load, list }, auditor, settings, signal),
    async configuration(folder) {
      const uri = folder + configurationName;
      const loaded = await load(uri);
      if (loaded === "missing" || "problem" in loaded) return { settings: defaultSettings };
      return { settings: parseConfiguration(loaded.text, uri).configuration, file: { uri, text: loaded.text } };
    },
    async serviceTags(path, folder) {
      return readServiceTags(path, await load(new URL(path, folder).href));
    },
  };
}

function within(folder: string, name: string): string {
  return spell(folder + encodeURIComponent(name));
}

/** As `new URL(relative, base)` spells addresses, so that a module's and a found file's are one. */
function spell(editorUri: string): string {
  try {
    const uri = new URL(editorUri);
    uri.pathname = decodeURIComponent(uri.pathname).replace(/[%?#\\\n\r\t]/g, encodeURIComponent);
    return uri.href;
  } catch {
    return editorUri; // a stray percent sign: known by what it is
  }
}
