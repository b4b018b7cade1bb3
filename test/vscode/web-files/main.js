// A workspace in memory for VS Code for the Web: the files of `/files.json`, which the test's server gives.
const { Disposable, EventEmitter, FileSystemError, FileType, workspace } = require("vscode");

exports.activate = async (context) => {
  const origin = new URL(context.extensionUri.toString(true)).origin;
  const given = await (await fetch(`${origin}/files.json`)).json();
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
