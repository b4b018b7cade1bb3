import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../../src/audit.ts";
import { applyFixes } from "../../src/cli/fix.ts";
import { replaceFiles } from "../../src/disk/replace.ts";
import { folderUriOf, uriOf } from "../../src/disk/uri.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import { folder, openVault } from "./command.ts";

describe("writing fixes", () => {
  test("mends of what was named: the deployments of a file, or what changed since a revision, and nothing beside", async () => {
    using here = folder({ "main.bicep": openVault, "other.bicep": openVault.replaceAll("kv-open", "kv-two") });
    const mended = () =>
      ["main.bicep", "other.bicep"].filter((name) =>
        /enablePurgeProtection: true\n +publicNetworkAccess: 'Disabled'/.test(readFileSync(join(here.path, name), "utf8")),
      );
    await here.run(["audit", "main.bicep", "--fix"]);
    assert.deepEqual(mended(), ["main.bicep"]);
    here.write("main.bicep", openVault);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], { cwd: here.path });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    here.write("other.bicep", openVault.replaceAll("kv-open", "kv-new"));
    await here.run(["audit", "--fix", "--changed-since", "HEAD"]);
    assert.deepEqual(mended(), ["other.bicep"]);
  });

  test("takes no option that asks for a report or a baseline", async () => {
    using here = folder({ "main.bicep": openVault });
    for (const option of ["--output", "--write-baseline"]) {
      const { status, said } = await here.run(["audit", "--fix", option, "x"]);
      assert.equal(status, 2);
      assert.match(said, /'--fix' writes no report and no baseline\./);
    }
    assert.equal(readFileSync(join(here.path, "main.bicep"), "utf8"), openVault);
  });

  test("leaves a read-only file as it is, says so, and mends the others", async () => {
    using here = folder({ "main.bicep": openVault, "other.bicep": openVault.replaceAll("kv-open", "kv-two") });
    chmodSync(join(here.path, "main.bicep"), 0o444);
    const { status, said } = await here.run(["audit", "--fix"]);
    assert.equal(status, 2);
    assert.match(said, /'main\.bicep' is read-only, so it was left as it is\./);
    assert.equal(readFileSync(join(here.path, "main.bicep"), "utf8"), openVault);
    assert.match(readFileSync(join(here.path, "other.bicep"), "utf8"), /enablePurgeProtection: true\n +publicNetworkAccess: 'Disabled'/);
  });

  test("keeps the mark and the encoding of a file, its mode, and a link to it", async () => {
    using here = folder({ "main.bicep": Buffer.from(`\ufeff${openVault.replaceAll("\n", "\r\n")}`, "utf16le") });
    chmodSync(join(here.path, "main.bicep"), 0o640);
    symlinkSync("main.bicep", join(here.path, "link.txt"));
    await here.run(["audit", "--fix"]);
    const bytes = readFileSync(join(here.path, "main.bicep"));
    assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xfe]);
    assert.match(bytes.toString("utf16le"), /enablePurgeProtection: true\r\n +publicNetworkAccess: 'Disabled'\r\n/);
    assert.equal(lstatSync(join(here.path, "main.bicep")).mode & 0o777, 0o640);
  });

  test("refuses a file that has changed since it was read, with all files of its fix", async () => {
    using here = folder({ "a.txt": "one", "b.txt": "two, but by somebody else" });
    const [a, b] = [join(here.path, "a.txt"), join(here.path, "b.txt")];
    const problem = await replaceFiles(
      [
        { path: a, before: "one", after: "ONE" },
        { path: b, before: "two", after: "TWO" },
      ],
      here.path,
    );
    assert.equal(problem, "'b.txt' has changed since it was audited, so it was left as it is.");
    assert.deepEqual([readFileSync(a, "utf8"), readFileSync(b, "utf8")], ["one", "two, but by somebody else"]);
  });

  test("leaves a file that changed while it was audited, says so, and mends the others", async () => {
    const other = openVault.replaceAll("kv-open", "kv-two");
    using here = folder({ "main.bicep": openVault, "other.bicep": other });
    const auditor = createAuditor(await loadReaders(await loadWasm()), folderUriOf(here.path), "2026-11-21");
    auditor.put(uriOf(join(here.path, "main.bicep")), openVault);
    auditor.put(uriOf(join(here.path, "other.bicep")), other);
    const meanwhile = `// Somebody saves the file now.\n${openVault}`;
    here.write("main.bicep", meanwhile);
    let said = "";
    const say = (text: string) => {
      said += text;
    };
    const host = { cwd: here.path, env: {}, today: "2026-11-21", write: () => {}, say };
    const status = await applyFixes(auditor, defaultSettings, { folder: auditor.root, narrow: (all) => all }, false, {
      ...host,
      readInput: async () => new Uint8Array(),
    });
    assert.equal(status, 2);
    assert.match(said, /'main\.bicep' has changed since it was audited, so it was left as it is\./);
    assert.equal(readFileSync(join(here.path, "main.bicep"), "utf8"), meanwhile);
    assert.match(readFileSync(join(here.path, "other.bicep"), "utf8"), /publicNetworkAccess: 'Disabled'/);
  });

  test("shows what it would change in colour where colour is wanted, and never passes on what a file would tell the terminal", async () => {
    using here = folder({ "main.bicep": `${openVault}// \u001b[2J\n` });
    const plain = await here.run(["audit", "--fix", "--dry-run"]);
    assert.match(plain.out, /^--- a\/main\.bicep\n\+\+\+ b\/main\.bicep\n@@ [\s\S]*\n\+ +publicNetworkAccess: 'Disabled'\n/);
    const { out } = await here.run(["audit", "--fix", "--dry-run"], "", { FORCE_COLOR: "1" });
    assert.ok(out.includes("\u001b[32m+    publicNetworkAccess: 'Disabled'\u001b[39m"), out);
    assert.ok(!out.includes("\u001b[2J"));
    assert.deepEqual((await here.run(["audit", "--fix", "--dry-run"], "", { FORCE_COLOR: "1", NO_COLOR: "1" })).out, plain.out);
    assert.equal(readFileSync(join(here.path, "main.bicep"), "utf8"), `${openVault}// \u001b[2J\n`);
  });

  test("replaces the file behind a link, and leaves nothing else behind", async () => {
    using here = folder({ "a.txt": "one" });
    symlinkSync("a.txt", join(here.path, "b.txt"));
    assert.equal(await replaceFiles([{ path: join(here.path, "b.txt"), before: "one", after: "ONE" }], here.path), undefined);
    assert.equal(readFileSync(join(here.path, "a.txt"), "utf8"), "ONE");
    assert.ok(lstatSync(join(here.path, "b.txt")).isSymbolicLink());
    assert.deepEqual(readdirSync(here.path).sort(), ["a.txt", "b.txt"]);
  });

  test("says which file is gone, and touches none", async () => {
    using here = folder({ "a.txt": "one" });
    const path = join(here.path, "a.txt");
    const problem = await replaceFiles(
      [
        { path, before: "one", after: "ONE" },
        { path: join(here.path, "gone.txt"), before: "", after: "x" },
      ],
      here.path,
    );
    assert.match(problem ?? "", /^'gone\.txt' could not be written \(ENOENT\)/);
    assert.equal(readFileSync(path, "utf8"), "one");
  });
});
