// What the writer of Terraform makes of files.
import { assemble } from "../../../src/model/assemble.ts";
import type { Change } from "../../../src/model/repair.ts";
import type { Site } from "../../../src/model/writer.ts";
import { terraformWriter } from "../../../src/sources/terraform/write.ts";
import { evaluated, type Files, root } from "./folder.ts";

/** The files after the changes; the refusal when there is one. */
export function written(files: Files, changes: readonly Change[], parameters: readonly string[] = []): Files | string {
  const graph = assemble([evaluated(files, parameters)]);
  const site: Site = {
    resource: (key) => graph.get(key),
    resources: graph.resources,
    text: (uri) => {
      const text = files[uri.slice(root.length)];
      return text === undefined ? undefined : { uri, text };
    },
    list: (folder) =>
      Object.keys(files)
        .map((path) => root + path)
        .filter((uri) => uri.slice(0, uri.lastIndexOf("/") + 1) === folder),
  };
  const result = terraformWriter.write(changes, site);
  if ("cannot" in result) return result.cannot;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const edits = result.edits.filter(({ uri }) => uri === root + path).toSorted((a, b) => b.start - a.start);
      return [path, edits.reduce((now, edit) => now.slice(0, edit.start) + edit.newText + now.slice(edit.end), text)];
    }),
  );
}
