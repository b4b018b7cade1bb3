// How the command begins. Only this file is read before Node's compile cache is on: what comes after is compiled once for all runs.
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

if (Number(process.versions.node.split(".")[0]) < 22) {
  // npm only warns of an older Node than package.json asks for.
  process.stderr.write(`Node 22 or later is needed, and this is ${process.version}.\n`);
  process.exitCode = 2;
} else {
  // In the user's own folder: what others can write to must not be run. Node 22.0 has no such cache.
  enableCompileCache?.(join(homedir(), ".cache", "aml-network-audit"));
  import("./process.ts");
}
