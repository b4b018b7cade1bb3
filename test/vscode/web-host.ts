// VS Code for the Web: the workbench that code-server carries, without its server. Extensions run in a worker of the browser, files are in memory,
// and everything comes as plain files from here.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const root = join(import.meta.dirname, "../..");
const vscode = join(import.meta.dirname, "host/node_modules/code-server/lib/vscode");
const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".cjs": "text/javascript",
  ".css": "text/css",
  ".html": "text/html",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

/** What code-server adds to the workbench so that it always has a server, and what stands there in VS Code itself. */
const added: readonly (readonly [string, string])[] = [
  [",remoteAuthority:location.host", ""],
  ["P.file(this.userDataPath).with({scheme:J.vscodeRemote})", 'P.file(this.userDataPath).with({scheme:"vscode-userdata"})'],
];

export interface WebHost {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a workspace with these files, and the extension as it lies in the repository with its bundles. */
export async function serveWeb(files: Readonly<Record<string, string>>): Promise<WebHost> {
  const server = createServer(({ url = "/" }, answer) => {
    const { port } = address();
    const { pathname } = new URL(url, "http://127.0.0.1");
    const found = pathname === "/" ? pageAt(port) : pathname === "/files.json" ? JSON.stringify(files) : fileAt(pathname);
    answer.statusCode = found === undefined ? 404 : 200;
    answer.setHeader("access-control-allow-origin", "*");
    answer.setHeader("content-type", pathname === "/" ? "text/html" : (types[extname(pathname)] ?? "application/octet-stream"));
    answer.end(found);
  });
  const address = () => {
    const bound = server.address();
    if (!bound || typeof bound === "string") throw new Error("The server has no port.");
    return bound;
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${address().port}/`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Below `/vs` is VS Code, below `/extension` this repository, below `/memory-files` the extension that gives the files. */
function fileAt(pathname: string): Buffer | string | undefined {
  const [, first = "", ...rest] = decodeURIComponent(pathname).split("/");
  const base = { vs: vscode, extension: root, "memory-files": join(import.meta.dirname, "memory-files") }[first];
  if (base === undefined || rest.includes("..")) return undefined;
  try {
    const bytes = readFileSync(join(base, ...rest));
    return pathname.endsWith("/workbench/workbench.js") ? withoutServer(bytes.toString("utf8")) : bytes;
  } catch {
    return undefined;
  }
}

function withoutServer(script: string): string {
  return added.reduce((text, [theirs, original]) => {
    if (!text.includes(theirs)) throw new Error(`code-server's workbench has changed: '${theirs}' is not in it.`);
    return text.replace(theirs, original);
  }, script);
}

function pageAt(port: number): string {
  const here = { scheme: "http", authority: `127.0.0.1:${port}` };
  const configuration = {
    folderUri: { $mid: 1, scheme: "memfs", path: "/network" },
    additionalBuiltinExtensions: [
      { ...here, path: "/extension" },
      { ...here, path: "/memory-files" },
    ],
    userDataPath: "/user",
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    productConfiguration: {
      enableTelemetry: false,
      extensionEnabledApiProposals: {},
      webviewContentExternalBaseUrlTemplate: `http://127.0.0.1:${port}/vs/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    configurationDefaults: {
      "workbench.startupEditor": "none",
      "chat.disableAIFeatures": true,
      "workbench.secondarySideBar.defaultVisibility": "hidden",
    },
  };
  const fill: Readonly<Record<string, string>> = {
    WORKBENCH_WEB_CONFIGURATION: JSON.stringify(configuration).replaceAll("&", "&amp;").replaceAll('"', "&quot;"),
    WORKBENCH_WEB_BASE_URL: `http://127.0.0.1:${port}/vs`,
    WORKBENCH_NLS_URL: "/vs/out/nls.messages.js",
    WORKBENCH_NLS_FALLBACK_URL: "/vs/out/nls.messages.js",
  };
  const page = readFileSync(join(vscode, "out/vs/code/browser/workbench/workbench.html"), "utf8");
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => fill[name] ?? "");
}
