// The process: arguments in, exit status out.
import { buffer } from "node:stream/consumers";
import { reasonOf } from "../disk/load.ts";
import { exit } from "./host.ts";
import { run } from "./run.ts";

const columns = process.stdout.isTTY ? process.stdout.columns : undefined;

// A reader that has seen enough (`| head`) closes the pipe: nothing is wrong then.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`The report could not be written to standard output: ${reasonOf(error)}.\n`, () => process.exit(exit.refused));
});

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
