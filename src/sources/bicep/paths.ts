/** Resolves a relative path of Bicep against the URI of the file that it stands in, spelt as faces spell what they find. */
export function resolve(base: string, path: string): string {
  try {
    return new URL(path.replace(/[%?#\\]/g, encodeURIComponent), base).href;
  } catch {
    return `${base}/${encodeURIComponent(path)}`; // no path at all: nothing is there
  }
}

/** The folder of a URI and all above it, nearest first, each ending in `/`. */
export function foldersAbove(uri: string): readonly string[] {
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i.exec(uri)?.[0] ?? "/";
  const folders: string[] = [];
  for (let end = uri.lastIndexOf("/"); end + 1 >= root.length; end = uri.lastIndexOf("/", end - 1)) {
    folders.push(uri.slice(0, end + 1));
    if (folders.length > 24 || end <= 0) break;
  }
  return folders;
}

/** The name of the file at a URI, for messages. */
export function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** How a folder is reached from the folder of a file: empty, `data/` or `../data/`. Both share a root. */
export function relativeTo(base: string, folder: string): string {
  const [from, to] = [base.split("/").slice(0, -1), folder.split("/").slice(0, -1)];
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared).map(decoded), ""].join("/");
}

function decoded(word: string): string {
  return nameOf(`/${word}`);
}
