// `npm start`: builds the command line and audits the samples, or the paths given.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundle } from "./build.ts";

const root = join(import.meta.dirname, "..");
const paths = process.argv.slice(2);
const started = process.env.INIT_CWD ?? process.cwd();

await bundle(paths.some((path) => /^--(live|snapshot)\b/.test(path)) ? ["cli", "cli-process", "cli-live"] : ["cli", "cli-process"]);
const command = [join(root, "dist", "cli.cjs"), "audit", "--fail-on", "never"];
const audit = paths.length
  ? spawnSync(process.execPath, [...command, ...paths], { stdio: "inherit", cwd: started })
  : spawnSync(process.execPath, [...command, "samples"], { stdio: "inherit", cwd: root });
if (!paths.length) {
  console.log("\nAudit your own files with:  npm start -- PATH        See them in a real VS Code with:  npm run vscode");
}
process.exitCode = audit.status ?? 2;
