// What a template may make the audit read: nothing that lies outside what a person opened.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { boundaryOf, isOutside } from "../../src/disk/boundary.ts";
import { folderUriOf, uriOf } from "../../src/disk/uri.ts";
import { type Folder, folder, openVault } from "./command.ts";

const secret = "the-secret-of-this-machine";
/** Whatever is read of it becomes a name that a finding says. */
const named = (value: string) =>
  `resource "azurerm_key_vault" "main" {\n  name = ${value}\n  location = "eastus"\n  sku_name = "standard"\n}\n`;
const module = (source: string) => `module "it" {\n  source = "${source}"\n}\n`;

async function audited(here: Folder, path: string): Promise<string> {
  const { out, said } = await here.run(["audit", path, "--format", "json"]);
  assert.equal(said, "");
  assert.ok(!out.includes(secret), "A file outside was read.");
  return out;
}

const outside: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "file of text": { "main.tf": named('file("../../elsewhere/secret.txt")') },
  template: { "main.tf": named('templatefile("../../elsewhere/secret.txt", {})') },
  "local module": { "main.tf": module("../../elsewhere") },
  "module of Bicep": { "main.bicep": "module it '../../elsewhere/main.bicep' = {\n  name: 'it'\n}\n" },
  "template of a parameters file": { "main.bicepparam": "using '../../elsewhere/main.bicep'\n" },
  "loaded text of Bicep": {
    "main.bicep": "resource v 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: loadTextContent('../../elsewhere/secret.txt')\n}\n",
  },
};

const elsewhere = {
  "elsewhere/secret.txt": secret,
  "elsewhere/main.tf": named(`"${secret}"`),
  "elsewhere/main.bicep": `resource v 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: '${secret}'\n}\n`,
};

for (const repository of [true, false])
  describe(repository ? "in a repository" : "in no repository", () => {
    const make = (files: Readonly<Record<string, string>>) => {
      const here = folder({
        ...elsewhere,
        ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`work/infra/${name}`, text])),
      });
      if (repository) mkdirSync(join(here.path, "work/.git"));
      return here;
    };
    const refusal = repository ? /lies outside the repository/ : /lies outside the folder that is audited/;

    for (const [what, files] of Object.entries(outside))
      test(`a ${what} outside is not read, and that is said`, async () => {
        using here = make(files);
        assert.match(await audited(here, "work/infra"), refusal);
      });

    test("a link that leads out is not followed: to a module, to values, to a template", async () => {
      using here = make({
        "main.tf": `${module("./linked")}variable "name" {}\n${named('coalesce(var.name, templatefile("linked.tpl", {}))')}`,
      });
      symlinkSync(join(here.path, "elsewhere"), join(here.path, "work/infra/linked"));
      symlinkSync(join(here.path, "elsewhere/secret.txt"), join(here.path, "work/infra/linked.tpl"));
      symlinkSync(join(here.path, "elsewhere/secret.txt"), join(here.path, "work/infra/terraform.tfvars"));
      assert.match(await audited(here, "work/infra"), refusal);
    });

    test("a manifest of restored modules leads nowhere else", async () => {
      for (const dir of ["../../elsewhere", "/etc", "linked"]) {
        using here = make({
          "main.tf": module("Azure/naming/azurerm"),
          ".terraform/modules/modules.json": JSON.stringify({ Modules: [{ Key: "it", Source: "x", Dir: dir }] }),
        });
        symlinkSync(join(here.path, "elsewhere"), join(here.path, "work/infra/linked"));
        await audited(here, "work/infra");
      }
    });

    test("a link in a circle is no end of reading", async () => {
      using here = make({ "main.tf": `${module("./round/round/round")}${named('file("self.txt")')}` });
      symlinkSync(".", join(here.path, "work/infra/round"));
      symlinkSync("self.txt", join(here.path, "work/infra/self.txt"));
      await audited(here, "work/infra");
    });
  });

test("a module above the audited folder is read when the repository or the configuration holds both", async () => {
  using here = folder({ "work/net/main.tf": named('"kv-shared"'), "work/infra/main.tf": module("../net") });
  const resources = async () => JSON.parse(await audited(here, "work/infra")).summary.resources;
  assert.equal(await resources(), 0);
  here.write("work/aml-network-audit.json", "{}");
  assert.equal(await resources(), 1);
});

test("a template that a parameters file names above the audited folder is audited with it where the repository holds both", async () => {
  using here = folder({ "work/main.bicep": openVault, "work/infra/main.bicepparam": "using '../main.bicep'\n" });
  mkdirSync(join(here.path, "work/.git"));
  const { summary, problems } = JSON.parse(await audited(here, "work/infra"));
  assert.deepEqual([summary.resources, problems], [3, []]);
});

test("a template that a parameters file names and that is not there is said", async () => {
  using here = folder({ "infra/main.bicepparam": "using 'gone.bicep'\n" });
  const { out } = await here.run(["audit", "infra"]);
  assert.match(out, /main\.bicepparam:1:7\n +The template 'gone\.bicep' could not be read, so nothing was audited/);
});

test("a template of a registry, or none, is no file beside the parameters", async () => {
  for (const [using, told] of [
    ["'br:mcr.microsoft.com/bicep/avm/res/key-vault/vault:0.9.0'", true],
    ["'br/public:avm/main.bicep:1.0'", true],
    ["'ts/my:main.bicep'", true],
    ["none", false],
  ] as const) {
    using here = folder({ "main.bicep": openVault, "main.bicepparam": `using ${using}\nparam name = 'x'\n` });
    const { findings, problems } = JSON.parse((await here.run(["audit", "--format", "json"])).out);
    assert.deepEqual(new Set(findings.flatMap(({ deployments }: { deployments: string[] }) => deployments)), new Set(["main.bicep"]));
    const said = problems.map(({ file, message }: { file: string; message: string }) => `${file}: ${message}`);
    assert.deepEqual(said.length, told ? 1 : 0, said.join("\n"));
    if (told) assert.match(said[0], /^main\.bicepparam: The template '(br|ts)\S+' comes from a registry and is not read from there/);
  }
});

test("what is outside is told by the path without links", () => {
  using here = folder({ "repository/infra/main.tf": "", "repository-2/a.bicep": "" });
  mkdirSync(join(here.path, "repository/.git"));
  symlinkSync(join(here.path, "repository"), join(here.path, "alias"));
  const boundary = boundaryOf(folderUriOf(join(here.path, "alias/infra")));
  assert.equal(isOutside(uriOf(join(here.path, "repository-2/a.bicep")), boundary), true);
  assert.equal(isOutside(uriOf(join(here.path, "repository/shared/none.bicep")), boundary), false);
  assert.equal(isOutside(uriOf(join(here.path, "alias/infra/main.tf")), boundary), false);
  assert.equal(isOutside("bicep-cache:///br/a/main.json", boundary), false);
});
