// `npm run fresh-clone [-- SCRIPT...]`: clones what is committed into an empty folder, with an empty home, and runs README's two commands there.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const commands = process.argv.length > 2 ? process.argv.slice(2) : ["start", "test"];
const place = mkdtempSync(join(tmpdir(), "fresh-clone-"));
const [home, clone] = [join(place, "home"), join(place, "clone")];

// Nothing of this machine's user but what reaches the network and finds programs.
const kept = ["PATH", "LANG", "TMPDIR", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy", "SSL_CERT_FILE"];
const passed = Object.entries(process.env).filter(
  ([name]) => kept.includes(name) || /^(NODE_EXTRA_CA_CERTS|npm_config_registry)$/i.test(name),
);
const env = { ...Object.fromEntries(passed), HOME: home, USERPROFILE: home, NPM_CONFIG_USERCONFIG: join(home, ".npmrc") };

let failed = 0;
try {
  mkdirSync(home);
  const cloned = spawnSync("git", ["clone", "--quiet", "--no-local", root, clone], { stdio: "inherit" });
  if (cloned.status !== 0) throw new Error("git could not clone the repository; its words are above.");
  for (const command of commands) failed += runs(command) ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** Runs an npm script in the clone, its words as they come, and says how it ended. */
function runs(command: string): boolean {
  const started = performance.now();
  console.log(`npm run ${command}`);
  const { status } = spawnSync("npm", ["run", command], {
    cwd: clone,
    env: { ...env, PATH: withoutOurs(env) },
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${status === 0 ? "✔" : "✖"} npm run ${command}: exit status ${status} after ${seconds} s\n`);
  return status === 0;
}

/** The search path without this checkout's own programs, which the clone has to bring itself. */
function withoutOurs(variables: Readonly<Record<string, string | undefined>>): string {
  return (variables.PATH ?? "")
    .split(process.platform === "win32" ? ";" : ":")
    .filter((folder) => !folder.startsWith(root))
    .join(process.platform === "win32" ? ";" : ":");
}
