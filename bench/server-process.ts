// A server's process as the editor starts it, and what the system tells of it.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createProtocolConnection, type ProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

export interface ServerProcess {
  readonly client: ProtocolConnection;
  /** Megabytes in memory at its highest and now; not a number where the system does not tell. */
  memory(): { readonly peak: number; readonly resident: number };
  /** Milliseconds of all its threads, in steps of ten; on a busy machine it says more than the clock does. */
  processor(): number;
  end(): Promise<void>;
}

/** Initialized, with one folder. */
export async function startServer(program: string, flags: readonly string[], folder: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...flags, program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
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
