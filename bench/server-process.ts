// A server's process as the editor starts it, and what the system tells of it.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createProtocolConnection, IPCMessageReader, IPCMessageWriter, type ProtocolConnection } from "vscode-languageserver/node";

export interface ServerProcess {
  readonly client: ProtocolConnection;
  /** Megabytes in memory at its highest and now; not a number where the system does not tell. */
  memory(): { readonly peak: number; readonly resident: number };
  /** Milliseconds of all its threads, in steps of ten. */
  processor(): number;
  /** Milliseconds that its main thread was on a processor: what a keystroke takes on a machine with nothing else to do, collecting included. */
  mainThread(): number;
  end(): Promise<void>;
}

/** Initialized, with one folder. */
export async function startServer(program: string, flags: readonly string[], folder: string): Promise<ServerProcess> {
  const child = fork(program, ["--node-ipc"], { execArgv: [...flags] });
  const client = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  client.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => ({})));
  client.onRequest("client/registerCapability", () => null);
  client.onRequest("workspace/diagnostic/refresh", () => null);
  client.listen();
  await client.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } } },
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
  });
  await client.sendNotification("initialized", {});
  const read = (file: string) => told(`/proc/${child.pid}/${file}`);
  const megabytes = (which: string) => Number(new RegExp(`${which}:\\s*(\\d+)`).exec(read("status"))?.[1]) / 1024;
  return {
    client,
    memory: () => ({ peak: megabytes("VmHWM"), resident: megabytes("VmRSS") }),
    processor() {
      const fields = read("stat").split(") ")[1]?.split(" ");
      return (Number(fields?.[11]) + Number(fields?.[12])) * 10;
    },
    mainThread: () => Number(read("schedstat").split(" ")[0]) / 1e6,
    async end() {
      await client.sendRequest("shutdown");
      const gone = new Promise((resolve) => child.once("exit", resolve));
      await client.sendNotification("exit");
      await gone;
      client.dispose();
    },
  };
}

function told(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
