// A fix that is cut off: by a disk that takes no more, by a process that is killed between two files.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { finishInterrupted } from "../../src/disk/unfinished.ts";
import { folder, openVault } from "./command.ts";

const root = join(import.meta.dirname, "../..");
const main = join(root, "src/cli/main.ts");
const texts = (path: string) => Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), "utf8")]));

/** Two files that change together, replaced by a process that is killed when it has replaced one. */
function killedBetween(path: string): void {
  const script = `
    import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    const rename = fs.rename;
    let count = 0;
    fs.rename = (...args) => (++count === 2 ? process.kill(process.pid, "SIGKILL") : rename(...args));
    syncBuiltinESMExports();
    const { replaceFiles } = await import(${JSON.stringify(join(root, "src/disk/replace.ts"))});
    await replaceFiles(["a", "b"].map((name) => ({ path: ${JSON.stringify(path)} + "/" + name + ".txt", before: name, after: name.toUpperCase() })), ${JSON.stringify(path)});
  `;
  const { signal } = spawnSync(process.execPath, ["--input-type=module", "--eval", script]);
  assert.equal(signal, "SIGKILL");
}

describe("a fix", () => {
  test("leaves all as it was when the disk takes no more, says why, and ends with 2", () => {
    const long = `${openVault}// ${"x".repeat(8192)}\n`;
    using here = folder({ "main.bicep": long });
    const { status, stderr } = spawnSync("sh", ["-c", 'ulimit -f 4; exec "$0" "$@"', process.execPath, main, "audit", "--fix"], {
      cwd: here.path,
      encoding: "utf8",
    });
    assert.equal(status, 2);
    assert.match(stderr, /'main\.bicep' could not be written \(the file may not become that large\), so nothing of its fix was\./);
    assert.deepEqual(texts(here.path), { "main.bicep": long });
  });

  test("and a report, a baseline and standard output say that the disk is full", () => {
    using here = folder({ "main.bicep": openVault });
    // Linux has a file that is always full.
    for (const to of existsSync("/dev/full") ? ["--output /dev/full", "--quiet --write-baseline /dev/full", "> /dev/full"] : []) {
      const { status, stderr } = spawnSync("sh", ["-c", `exec "$0" "$@" ${to}`, process.execPath, main, "audit"], {
        cwd: here.path,
        encoding: "utf8",
      });
      assert.deepEqual([status, /could not be written.*: the disk is full\.\n$/.test(stderr)], [2, true], `${to} ${stderr}`);
    }
  });

  test("that was killed between two files is finished by the next one", async () => {
    using here = folder({ "a.txt": "a", "b.txt": "b" });
    killedBetween(here.path);
    assert.deepEqual([readFileSync(join(here.path, "a.txt"), "utf8"), readFileSync(join(here.path, "b.txt"), "utf8")], ["A", "b"]);
    const { said } = await here.run(["audit", "--fix"]);
    assert.match(said, /^A fix that was interrupted earlier was finished\.\n/);
    assert.deepEqual(texts(here.path), { "a.txt": "A", "b.txt": "B" });
    assert.equal(await finishInterrupted(here.path), undefined);
  });

  test("that was killed does not undo what somebody wrote since", async () => {
    using here = folder({ "a.txt": "a", "b.txt": "b" });
    killedBetween(here.path);
    writeFileSync(join(here.path, "b.txt"), "mine");
    assert.match((await finishInterrupted(here.path)) ?? "", /it is not in 'b\.txt'\.$/);
    assert.deepEqual(texts(here.path), { "a.txt": "A", "b.txt": "mine" });
  });

  test("is not finished by a stranger's journal: nothing outside, and nothing that is no draft", async () => {
    using here = folder({ "secret.txt": "s", "work/.own.txt.1.tmp": "new", "work/own.txt": "o", "work/evil": "e" });
    const was = "043a718774c572bd8a25adbeb1bfcd5c0256ae11cecf9f9c3f925d0e52beaf89"; // of "s"
    for (const [draft, path] of [
      ["../.secret.txt.1.tmp", "../secret.txt"],
      [".own.txt.1.tmp", "../secret.txt"],
      ["evil", "../secret.txt"],
      [".own.txt.1.tmp", "own.txt"],
    ]) {
      here.write(".secret.txt.1.tmp", "evil");
      here.write("work/.aml-network-audit.fix", JSON.stringify([null, 1, { draft, path, was }]));
      await finishInterrupted(join(here.path, "work"));
      assert.equal(readFileSync(join(here.path, "secret.txt"), "utf8"), "s");
      assert.equal(readFileSync(join(here.path, "work/own.txt"), "utf8"), "o");
    }
  });
});
