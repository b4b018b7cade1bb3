// `npm run test:desktop`: the suite in a desktop build of VS Code, which is downloaded at the first run.
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { bundle, bundleSuite } from "./build.ts";

const root = join(import.meta.dirname, "..");

await bundle();
const extensionTestsPath = await bundleSuite();
await runTests({
  extensionDevelopmentPath: root,
  extensionTestsPath,
  launchArgs: [join(root, "samples", "bicep", "insecure"), "--disable-extensions"],
}).catch((error: unknown) => {
  console.error(`The tests in a desktop VS Code failed: ${error instanceof Error ? error.message : error}`);
  console.error("Where VS Code cannot be downloaded, 'npm test vscode' runs in the one that npm carries.");
  process.exitCode = 1;
});
