// Files as they are met in the wild. Each is a problem with a reason, and everything beside it is still audited.
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { type Folder, folder, openVault } from "./command.ts";

interface Report {
  readonly findings: readonly {
    readonly file: string;
    readonly rule: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

async function audit(here: Folder): Promise<Report> {
  const { out, said } = await here.run(["audit", "--format", "json"]);
  assert.equal(said, "");
  return JSON.parse(out);
}

function goodIsAudited({ findings }: Report, file = "good.bicep"): void {
  assert.ok(
    findings.some((one) => one.file === file && one.rule === "public-network-access"),
    `${file} was not audited`,
  );
}

const template = '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": ';

const broken: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
  "is binary": ["bad.bicep", Uint8Array.from({ length: 5000 }, (_, index) => index % 7)],
  "is in an encoding that is not UTF-8": ["bad.tf", Uint8Array.from([0x23, 0x20, 0xe9, 0xe8, 0x0a])],
  "has 50 MB": ["bad.json", `${template}[] }${" ".repeat(50 * 1024 * 1024)}`],
  "has 20,000 brackets in Bicep": ["bad.bicep", `param x array = ${"[".repeat(20_000)}`],
  "has 20,000 braces in JSON": ["bad.json", `${template}${'{"a":'.repeat(20_000)}`],
  "has 20,000 parentheses in an expression": [
    "bad.json",
    `${template}[{ "type": "a/b", "apiVersion": "1", "name": "[${"(".repeat(20_000)}]" }] }`,
  ],
  "has 20,000 brackets in Terraform": ["bad.tf", `locals {\n  x = ${"[".repeat(20_000)}\n}\n`],
  "is half typed": ["bad.bicep", "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: 'a"],
  "is half typed in JSON": ["bad.json", `${template}[ { "type": `],
  "is half typed in Terraform": ["bad.tf", 'resource "azurerm_key_vault" "a" {\n  name = "'],
};

describe("an audit goes on when a file", () => {
  for (const [what, [name, text]] of Object.entries(broken)) {
    test(`${what}`, async () => {
      using here = folder({ "good.bicep": openVault, [name]: text });
      const report = await audit(here);
      goodIsAudited(report);
      const problem = report.problems.find(({ file }) => file === name);
      assert.match(problem?.message ?? "", /^[A-Z'].*\.$/s);
    });
  }

  test("is empty", async () => {
    using here = folder({ "good.bicep": openVault, "empty.bicep": "", "empty.tf": "", "empty.json": "", "blank.bicepparam": "\n" });
    goodIsAudited(await audit(here));
  });

  test("begins with a byte order mark or is in UTF-16", async () => {
    const utf16 = Buffer.from(`\ufeff${openVault}`, "utf16le");
    using here = folder({ "good.bicep": `\ufeff${openVault}`, "wide.bicep": utf16, "swapped.bicep": Buffer.from(utf16).swap16() });
    const report = await audit(here);
    for (const file of ["good.bicep", "wide.bicep", "swapped.bicep"]) goodIsAudited(report, file);
    assert.deepEqual(report.problems, []);
  });

  test("ends its lines with CRLF, at the same lines", async () => {
    using here = folder({ "good.bicep": openVault, "dos.bicep": openVault.replaceAll("\n", "\r\n").replaceAll("kv-open", "kv-dos") });
    const { findings } = await audit(here);
    const lines = (file: string) => findings.filter((one) => one.file === file).map(({ range }) => range.start.line);
    assert.deepEqual(lines("dos.bicep"), lines("good.bicep"));
  });

  test("may not be read", async () => {
    using here = folder({ "good.bicep": openVault, "closed.bicep": openVault });
    chmodSync(here.path, 0o755);
    chmodSync(join(here.path, "closed.bicep"), 0);
    const report = await asNobody(() => audit(here));
    goodIsAudited(report);
    assert.match(report.problems[0]?.message ?? "", /may not be read/);
  });

  test("is a link in a circle, a link out of the folder, or a link to nowhere", async () => {
    using elsewhere = folder({ "secret.bicep": openVault.replaceAll("kv-open", "kv-secret") });
    using here = folder({ "good.bicep": openVault });
    symlinkSync(here.path, join(here.path, "circle"));
    symlinkSync(elsewhere.path, join(here.path, "outside"));
    symlinkSync("loop.bicep", join(here.path, "loop.bicep"));
    symlinkSync("gone.bicep", join(here.path, "dangling.bicep"));
    const report = await audit(here);
    goodIsAudited(report);
    assert.deepEqual([...new Set(report.findings.map(({ file }) => file))], ["good.bicep"]);
  });

  test("is a folder with the name of a template", async () => {
    using here = folder({ "good.bicep": openVault });
    mkdirSync(join(here.path, "main.bicep"));
    goodIsAudited(await audit(here));
  });

  test("is a module that is not there", async () => {
    using here = folder({ "good.bicep": openVault, "main.bicep": "module net 'gone.bicep' = {\n  name: 'net'\n}\n" });
    goodIsAudited(await audit(here));
  });

  test("has an odd name", async () => {
    const names = ["100% # of?.bicep", "brackets [1] {2}.bicep", "ümläut ✓.bicep", "a'b\"c.bicep"];
    using here = folder(Object.fromEntries(names.map((name, index) => [name, openVault.replaceAll("kv-open", `kv-odd-${index}`)])));
    const report = await audit(here);
    for (const name of names) goodIsAudited(report, name);
  });
});

/** Root reads everything, so root does this as somebody else. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
