// A proxy on loopback that opens tunnels and remembers where to, for tests only.
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export interface LoopbackProxy {
  readonly url: string;
  /** `host:port` of every tunnel that was asked for, and what came as sign-in. */
  readonly tunnels: { readonly to: string; readonly signIn: string | undefined }[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** `refuses`: the status that every tunnel is answered with. */
export async function proxy(refuses?: number): Promise<LoopbackProxy> {
  const tunnels: LoopbackProxy["tunnels"] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("connect", (request, client: Socket) => {
    tunnels.push({ to: request.url ?? "", signIn: request.headers["proxy-authorization"] });
    sockets.add(client);
    if (refuses !== undefined) {
      client.end(`HTTP/1.1 ${refuses} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(Number(request.url?.split(":")[1]), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
