// A workspace in memory: of the files that stand in `files.json` beside this, or on the web at the root of the test's server.
const { Disposable, EventEmitter, FileSystemError, FileType, Uri, workspace } = require("vscode");

exports.activate = async (context) => {
  const given = await filesOf(context.extensionUri);
  const files = new Map(Object.entries(given).map(([path, text]) => [`/network/${path}`, new TextEncoder().encode(text)]));
  const changed = new EventEmitter();
  const isFolder = (path) => path === "/" || [...files.keys()].some((file) => file.startsWith(`${path}/`));
  const fileAt = (uri) => {
    const bytes = files.get(uri.path);
    if (!bytes) throw FileSystemError.FileNotFound(uri);
    return bytes;
  };
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => undefined),
    stat: (uri) =>
      isFolder(uri.path)
        ? { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 }
        : { type: FileType.File, ctime: 0, mtime: 0, size: fileAt(uri).length },
    readDirectory: (uri) => {
      const below = [...files.keys()].filter((file) => file.startsWith(`${uri.path}/`)).map((file) => file.slice(uri.path.length + 1));
      const names = [...new Set(below.map((file) => file.split("/")[0]))];
      return names.map((name) => [name, below.includes(name) ? FileType.File : FileType.Directory]);
    },
    readFile: fileAt,
    writeFile: (uri, bytes) => void files.set(uri.path, bytes),
    createDirectory: () => undefined,
    delete: (uri) => void files.delete(uri.path),
    rename: () => undefined,
  };
  context.subscriptions.push(workspace.registerFileSystemProvider("memfs", provider, { isCaseSensitive: true }));
};

async function filesOf(here) {
  if (here.scheme.startsWith("http")) return (await fetch(`${new URL(here.toString(true)).origin}/files.json`)).json();
  return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(here, "files.json"))));
}
