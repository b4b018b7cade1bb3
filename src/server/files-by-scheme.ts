import type { Files } from "./files.ts";

/** What has a `file:` address, or one of Bicep's cache, is on the disk; everything else is where the editor has it. */
export function filesByScheme(disk: Files, editor: Files): Files {
  const of = (uri: string): Files => (/^(file|bicep-cache):/.test(uri) ? disk : editor);
  return {
    spell: (uri) => of(uri).spell(uri),
    find: (folder, options) => of(folder).find(folder, options),
    isCandidate: (uri) => of(uri).isCandidate(uri),
    load: (uri) => of(uri).load(uri),
    list: (folder) => of(folder).list(folder),
    audit: (auditor, settings, signal) => of(auditor.root).audit(auditor, settings, signal),
    configuration: (folder) => of(folder).configuration(folder),
    serviceTags: (path, folder) => of(folder).serviceTags(path, folder),
  };
}
