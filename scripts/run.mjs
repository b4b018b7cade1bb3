// Starts the other scripts: sees to it that what they need is installed, then runs them on this project's own Node.
// Plain JavaScript without dependencies, because it is all that runs on a machine that has nothing but Node 20 and npm.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const [script, ...rest] = process.argv.slice(2);

if (Number(process.versions.node.split(".")[0]) < 20) fail(`Node 20 or later is needed, and this is ${process.version}.`);
if (!script) fail("Name the script to run.");
if (!installed()) install();
const done = spawnSync(node, [join(root, "scripts", script), ...rest], { stdio: "inherit", shell: process.platform === "win32" });
process.exit(done.status ?? 1);

/** Whether every package that the lock file asks for is there in its version. */
function installed() {
  const have = read(join(root, "node_modules", ".package-lock.json"));
  const want = read(join(root, "package-lock.json"));
  if (!have || !want || !existsSync(node)) return false;
  return Object.entries(want.packages).every(
    ([path, entry]) => path === "" || entry.optional || entry.peer || have.packages[path]?.version === entry.version,
  );
}

function install() {
  console.log("Installing the packages of package-lock.json; this is done once and takes about a minute.");
  // Not `npm ci`: it refuses a lock file whose optional packages for other platforms a registry did not have.
  const result = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) fail("The packages could not be installed; npm's own words are above. Mend that and run the command again.");
  // npm may be set up to run no install scripts; the package 'node' gets its binary from one.
  if (!existsSync(node) || spawnSync(node, ["--version"]).status !== 0)
    spawnSync("npm", ["rebuild", "node", "esbuild"], { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (spawnSync(node, ["--version"], { shell: process.platform === "win32" }).status !== 0)
    fail(
      "The package 'node' has no binary because its install script did not run. Allow it with 'npm rebuild node --ignore-scripts=false'.",
    );
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined; // absent or half-written: the same as not installed
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
