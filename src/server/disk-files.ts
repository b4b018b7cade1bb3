// The disk of this machine.
import { resolve } from "node:path";
import { findConfiguration } from "../disk/configuration.ts";
import { findFiles, isCandidate } from "../disk/find.ts";
import { auditWithDisk } from "../disk/give.ts";
import { listFolder, loadFile } from "../disk/load.ts";
import { loadServiceTags } from "../disk/service-tags.ts";
import { pathOf, uriOf } from "../disk/uri.ts";
import type { Files } from "./files.ts";

export const diskFiles: Files = {
  spell(editorUri) {
    const path = pathOf(editorUri);
    return path === undefined ? editorUri : uriOf(path);
  },
  async find(folder, { excluded, signal }) {
    const path = pathOf(folder);
    if (path === undefined) return { uris: [], problems: new Map() };
    const { paths, problems } = await findFiles(path, { excluded: (one) => excluded(uriOf(one)), ...(signal && { signal }) });
    return { uris: paths.map(uriOf), problems: new Map(problems.map((problem) => [uriOf(problem.path), problem.message])) };
  },
  async isCandidate(uri) {
    const path = pathOf(uri);
    return path !== undefined && isCandidate(path);
  },
  async load(uri) {
    const path = pathOf(uri);
    return path === undefined ? "missing" : loadFile(path);
  },
  async list(folder) {
    const path = pathOf(folder);
    const listed = path === undefined ? "missing" : await listFolder(path);
    return typeof listed === "object" && "problem" in listed ? "missing" : listed;
  },
  audit: auditWithDisk,
  async configuration(folder) {
    const { settings, path, text } = await findConfiguration(pathOf(folder) ?? "/");
    return { settings, ...(path !== undefined && text !== undefined && { file: { uri: uriOf(path), text } }) };
  },
  serviceTags: (path, folder) => loadServiceTags(resolve(pathOf(folder) ?? "/", path)),
};
