// Disks that mean harm, or that somebody else writes to: what has no end is not read, what may not be read is said.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Folder, folder, openVault } from "./command.ts";

const root = join(import.meta.dirname, "../..");
const main = join(root, "src/cli/main.ts");
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
/** Root may read everything, so root runs the command as nobody, unless the checkout lies where nobody may look. */
const dropped = isRoot && spawnSync(process.execPath, [main, "--version"], nobody).status === 0 ? nobody : {};
const isBound = !isRoot || "uid" in dropped;

interface Report {
  readonly findings: readonly { readonly file: string }[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
  readonly checks?: readonly { readonly rule: string; readonly verdict: string; readonly subject: { readonly name: string } }[];
}

/** The command as a process of its own, ended when it hangs. */
function audit(here: Folder, ...args: string[]): { readonly status: number | null; readonly said: string; readonly report: Report } {
  chmodSync(here.path, 0o755);
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "audit", "--format", "json", ...args], {
    cwd: here.path,
    encoding: "utf8",
    timeout: 60_000,
    env: { ...process.env, HOME: here.path },
    ...dropped,
  });
  assert.notEqual(status, null, "The command hangs.");
  return { status, said: stderr, report: stdout.startsWith("{") ? JSON.parse(stdout) : { findings: [], problems: [] } };
}

const problemsOf = ({ problems }: Report) => problems.map(({ file, message }) => `${file}: ${message}`).sort();
const pipe = (path: string) => assert.equal(spawnSync("mkfifo", [path]).status, 0);

describe("an audit ends, and tells what it left, where", () => {
  test("pipes, sockets and devices have the names of templates", () => {
    using here = folder({ "good.bicep": openVault, "main.bicep": "module it 'it.bicep' = {\n  name: 'it'\n}\n" });
    for (const name of ["main.tf", "it.bicep", "deploy.json"]) pipe(join(here.path, name));
    symlinkSync("/dev/zero", join(here.path, "zero.tf"));
    symlinkSync("/dev/zero", join(here.path, "zero.json"));
    const { status, report } = audit(here);
    assert.equal(status, 1);
    assert.ok(report.findings.some(({ file }) => file === "good.bicep"));
    assert.deepEqual(
      problemsOf(report).filter((line) => !line.startsWith("main.bicep")),
      [
        "it.bicep: This is no regular file. It was not audited.",
        "main.tf: This is no regular file. It was not audited.",
        "zero.tf: This is a link that leads out of the folder. It was not audited as a template of its own.",
      ],
    );
  });

  test("what is named beside the templates has no end: configuration, baseline, list of tags, parameters, journal of a fix", () => {
    for (const [name, configuration] of [
      ["aml-network-audit.json", undefined],
      ["known.json", { baseline: "known.json" }],
      ["tags.json", { serviceTags: ["tags.json"] }],
      ["it.bicepparam", { environments: [{ name: "p", deployments: [{ template: "good.bicep", parameters: ["it.bicepparam"] }] }] }],
    ] as const) {
      using here = folder({ "good.bicep": openVault });
      if (configuration) here.write("aml-network-audit.json", JSON.stringify(configuration));
      symlinkSync("/dev/zero", join(here.path, name));
      const { status, said, report } = audit(here);
      assert.ok(status === 2 ? said.endsWith(".\n") : report.problems.length > 0, `${name} ${status} ${said}`);
    }
    using here = folder({ "good.bicep": openVault });
    symlinkSync("/dev/zero", join(here.path, ".aml-network-audit.fix"));
    assert.equal(audit(here, "--fix", "--dry-run").status, 0);
    assert.equal(audit(here, "--fix").status, "uid" in dropped ? 2 : 0);
  });

  test("a folder may not be read: one on the way, one that a module of Terraform is in", () => {
    if (!isBound) return;
    using here = folder({
      "good.bicep": openVault,
      "closed/main.bicep": openVault,
      "main.tf": 'module "net" {\n  source = "./net"\n}\n',
      "net/main.tf": "",
    });
    for (const name of ["closed", "net"]) chmodSync(join(here.path, name), 0);
    const { report } = audit(here);
    for (const name of ["closed", "net"]) chmodSync(join(here.path, name), 0o755);
    assert.ok(report.findings.some(({ file }) => file === "good.bicep"));
    const said = problemsOf(report);
    for (const name of ["closed", "net"])
      assert.ok(
        said.some((line) => line.startsWith(name) && /This folder may not be read/.test(line)),
        said.join("\n"),
      );
  });

  test("a module lies in a folder that may not be read", () => {
    if (!isBound) return;
    using here = folder({ "main.tf": 'module "net" {\n  source = "./hidden/net"\n}\n', "hidden/net/main.tf": "" });
    chmodSync(join(here.path, "hidden"), 0);
    const said = problemsOf(audit(here, "main.tf").report);
    chmodSync(join(here.path, "hidden"), 0o755);
    assert.ok(
      said.some((line) => /hidden/.test(line) && /may not be read/.test(line)),
      said.join("\n"),
    );
  });

  test("a folder is very deep, and its path longer than any system call takes", () => {
    using here = folder({ "good.bicep": openVault });
    const made = spawnSync("sh", ["-c", "for i in $(seq 1 600); do mkdir aaaaaaaaaa && cd -P aaaaaaaaaa || exit 1; done; : > main.bicep"], {
      cwd: here.path,
    });
    assert.equal(made.status, 0);
    const { report } = audit(here);
    spawnSync("rm", ["-rf", join(here.path, "aaaaaaaaaa")]);
    assert.ok(report.findings.some(({ file }) => file === "good.bicep"));
    assert.match(report.problems[0]?.message ?? "", /^This folder may not be read, or vanished\./);
  });

  test("files are archives of every kind, and say so under every name", () => {
    const tar = Buffer.alloc(1024);
    tar.write("main.bicep");
    tar.write("ustar", 257);
    const archives = {
      tar,
      gzip: gzipSync(openVault),
      zstd: Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0]),
      bzip2: Buffer.from("BZh91AY&SY"),
      rar: Buffer.from("Rar!\u001a\u0007\u0000", "latin1"),
      "empty-zip": Buffer.from(`PK\u0005\u0006${"\0".repeat(18)}`, "latin1"),
    };
    const names = Object.keys(archives).flatMap((kind) => [".bicep", ".tf", ".json", ".bicepparam"].map((end) => `${kind}${end}`));
    using here = folder(
      Object.fromEntries(
        Object.entries(archives).flatMap(([kind, bytes]) =>
          names.filter((name) => name.startsWith(`${kind}.`)).map((name) => [name, bytes]),
        ),
      ),
    );
    here.write("good.bicep", openVault);
    const { report } = audit(here);
    assert.ok(report.findings.some(({ file }) => file === "good.bicep"));
    assert.deepEqual(
      problemsOf(report),
      names.map((name) => `${name}: This is an archive, not a text file. It was not audited; unpack it, and audit what is in it.`).sort(),
    );
  });
});

describe("what a folder of Terraform lacks because a file of it was not read is never missed:", () => {
  const vault = `resource "azurerm_key_vault" "kv" {
  name = "kv"
  location = "eastus"
  public_network_access_enabled = false
  purge_protection_enabled = true
}
resource "azurerm_machine_learning_workspace" "w" {
  name = "mlw"
  location = "eastus"
  key_vault_id = azurerm_key_vault.kv.id
}
`;
  const endpoint = `resource "azurerm_private_endpoint" "kv" {
  name = "pe"
  location = "eastus"
  private_service_connection {
    name = "kv"
    private_connection_resource_id = azurerm_key_vault.kv.id
    subresource_names = ["vault"]
  }
}
`;
  const verdictOf = (here: Folder) => {
    const { report } = audit(here, "work/prod");
    return report.checks?.find(({ rule, subject }) => rule === "private-endpoint" && subject.name === "kv")?.verdict;
  };
  const make = () => folder({ "work/prod/main.tf": vault, "work/shared/pe.tf": endpoint, "elsewhere/pe.tf": endpoint });

  test("nothing declares it", () => {
    using here = make();
    assert.equal(verdictOf(here), "unmet");
  });

  test("a link within the folder that is audited leads to it, and is read as Terraform reads it", () => {
    using here = make();
    here.write("work/prod/own/pe.tf", endpoint);
    symlinkSync("own/pe.tf", join(here.path, "work/prod/pe.tf"));
    assert.equal(verdictOf(here), "met");
  });

  test("a link leads out, to nothing, or to a pipe; a file is closed, an archive, or no text", () => {
    const hides: readonly ((path: string) => void)[] = [
      (path) => symlinkSync("../../elsewhere/pe.tf", path),
      (path) => symlinkSync("gone.tf", path),
      pipe,
      ...(isBound ? [(path: string) => writeFileSync(path, endpoint, { mode: 0 })] : []),
      (path) => writeFileSync(path, gzipSync(endpoint)),
      (path) => writeFileSync(path, Uint8Array.from([0x23, 0x20, 0xe9])),
    ];
    for (const hide of hides) {
      using here = make();
      hide(join(here.path, "work/prod/pe.tf"));
      assert.equal(verdictOf(here), "unclear", String(hide));
    }
  });
});

describe("a file that somebody writes to while it is read", () => {
  test("is a problem, never half a template", () => {
    using here = folder({ "main.bicep": openVault });
    const script = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      const [read, path] = [fs.readSync, process.argv[1] + "/main.bicep"];
      fs.readSync = (file, ...rest) => {
        const count = read(file, ...rest);
        if (process.argv[2] === "longer") fs.appendFileSync(path, "// more");
        else fs.truncateSync(path, 100);
        return count;
      };
      syncBuiltinESMExports();
      const { loadFile } = await import(${JSON.stringify(join(root, "src/disk/load.ts"))});
      console.log(JSON.stringify(await loadFile(path)));
    `;
    for (const how of ["longer", "shorter"]) {
      writeFileSync(join(here.path, "main.bicep"), openVault);
      const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script, here.path, how], { encoding: "utf8" });
      assert.deepEqual(
        JSON.parse(stdout),
        { problem: "This file changed while it was read. It was not audited; run the audit again." },
        how,
      );
    }
  });
});

test("a folder with the name of a template is walked like any other", () => {
  using here = folder({});
  mkdirSync(join(here.path, "main.tf"));
  here.write("main.tf/inner.bicep", openVault);
  const { report } = audit(here);
  assert.deepEqual([...new Set(report.findings.map(({ file }) => file))], ["main.tf/inner.bicep"]);
});
