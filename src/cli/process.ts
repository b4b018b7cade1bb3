// The process: arguments in, exit status out.
import { buffer } from "node:stream/consumers";
import { run } from "./run.ts";

const columns = process.stdout.isTTY ? process.stdout.columns : undefined;

// A reader that has seen enough (`| head`) closes the pipe: nothing is wrong then.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 2));

run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  ...(columns !== undefined && { columns }),
  today: new Date().toISOString().slice(0, 10),
  write: (text) => process.stdout.write(text),
  say: (text) => process.stderr.write(text),
  readInput: () => buffer(process.stdin),
}).then((status) => {
  process.exitCode = status;
});
