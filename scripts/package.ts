// Packs the extension into dist/aml-network-audit.vsix.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { bundle, bundleForWeb } from "./build.ts";

const root = join(import.meta.dirname, "..");

if (import.meta.main) console.log(`Packed ${await pack()}.`);

export async function pack(): Promise<string> {
  await Promise.all([bundle(), bundleForWeb()]);
  const packagePath = join(root, "dist", "aml-network-audit.vsix");
  // Its list of files is of no interest each time; what is packed is held by a test.
  const { info, log, warn } = console;
  Object.assign(console, { info: ignore, log: ignore, warn: ignore });
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    // The page has no address yet that relative links could lead to.
    rewriteRelativeLinks: false,
    skipLicense: !existsSync(join(root, "LICENSE")),
  }).finally(() => Object.assign(console, { info, log, warn }));
  return packagePath;
}

function ignore(): void {}
