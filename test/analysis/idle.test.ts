// What no rule begins from is neither evaluated nor judged, and the report is the same as if it were.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings, type Settings } from "../../src/analysis/configuration/settings.ts";
import { loadReaders } from "../../src/audit.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import { writeJson } from "../../src/report/json.ts";
import { begins } from "../../src/rulebook/beginnings.ts";
import { rules } from "../../src/rulebook/index.ts";
import { filesIn } from "../support/mutations.ts";
import { root, settle } from "../support/settle.ts";

const readers = await loadReaders(await loadWasm());
const il5: Settings = { ...defaultSettings, profile: "il5" };

type Files = Readonly<Record<string, string>>;

function audited(files: Files, settings: Settings, skip: boolean) {
  const auditor = new Auditor({ readers, rules, root, today: "2026-03-19", ...(skip && { begins }) });
  for (const [path, text] of Object.entries(files)) auditor.put(root + path, text);
  return { auditor, result: settle(auditor, settings) };
}

function report(files: Files, settings: Settings, skip: boolean): string {
  const { auditor, result } = audited(files, settings, skip);
  return writeJson({ result, root, rules, version: "1", text: (uri) => auditor.text(uri)?.text });
}

/** Every example of every rule, the samples and the networks of the scenarios, each a deployment of its own. */
function everything(): Files {
  const found: [string, string][] = [];
  for (const place of ["src/rulebook/rules", "samples", "test/scenarios"]) {
    const files = filesIn(new URL(`../../${place}/`, import.meta.url));
    for (const [path, text] of Object.entries(files)) {
      if (!/\.(bicep|bicepparam|json|tf|tfvars)$/.test(path)) continue;
      found.push([`${place}/${path.replace(/([^/]+)\.tf$/, "$1/main.tf")}`, text]);
    }
  }
  return Object.fromEntries(found);
}

const storage = 'resource "azurerm_storage_account" "a" {\n  name = "a"\n  count = 3\n}\n';
const group = 'resource "azurerm_network_security_group" "g" {\n  name = "g"\n  location = "westeurope"\n}\n';
const calls = (source: string, more = "") => `module "m" {\n  source = "${source}"\n${more}}\n`;
const azapi = (type: string) => `resource "azapi_resource" "a" {\n  type = ${type}\n  name = "a"\n}\n`;

/** Configurations of Terraform; the name tells which they are. */
const cases: Readonly<Record<string, { readonly idle: boolean; readonly files: Files }>> = {
  "a store with values in files": {
    idle: true,
    files: { "main.tf": `${storage}variable "n" {}\n`, "terraform.tfvars": 'n = "a"\n', "prod.tfvars": 'n = "b"\n' },
  },
  "a store in a module of a module": { idle: true, files: { "main.tf": calls("./m"), "m/main.tf": calls("./n"), "m/n/main.tf": storage } },
  "a store in JSON": {
    idle: true,
    files: { "main.tf.json": JSON.stringify({ resource: { azurerm_storage_account: { a: { name: "a" } } } }) },
  },
  "a key by azapi": { idle: true, files: { "main.tf": azapi('"Microsoft.Compute/sshPublicKeys@2022-11-01"') } },
  "a store and a block that is not closed": { idle: true, files: { "main.tf": `${storage}resource "azurerm_subnet" "s" {\n` } },
  "a module that names others": { idle: true, files: { "main.tf": calls("Azure/naming/azurerm") } },
  "a module that uses itself": { idle: true, files: { "main.tf": calls("./m"), "m/main.tf": storage + calls("../m") } },
  "a security group": { idle: false, files: { "main.tf": group } },
  "a security group in JSON": {
    idle: false,
    files: { "main.tf.json": JSON.stringify({ resource: { azurerm_network_security_group: { g: { name: "g" } } } }) },
  },
  "a security group in a module of a module": {
    idle: false,
    files: { "main.tf": calls("./m"), "m/main.tf": calls("./n"), "m/n/main.tf": group },
  },
  "a security group in a block that is not closed": { idle: false, files: { "main.tf": group.slice(0, -2) } },
  "a workspace that is only pointed at": {
    idle: false,
    files: { "main.tf": 'data "azurerm_machine_learning_workspace" "w" {\n  name = "w"\n  resource_group_name = "g"\n}\n' },
  },
  "a workspace by azapi": { idle: false, files: { "main.tf": azapi('"Microsoft.MachineLearningServices/workspaces@2024-04-01"') } },
  "a type that a variable gives": {
    idle: false,
    files: {
      "main.tf": `variable "t" {\n  default = "Microsoft.Network/networkSecurityGroups@2024-05-01"\n}\n${azapi("var.t")}`,
    },
  },
  "a workspace by a module that is not there": {
    idle: false,
    files: { "main.tf": calls("Azure/avm-res-machinelearningservices-workspace/azurerm", '  name = "w"\n') },
  },
};

describe("deployments that no rule has a word about", () => {
  test("leave the report as it is, whatever else there is to read", () => {
    const files = { ...everything(), ...Object.fromEntries(Object.entries(cases).flatMap(([name, { files }]) => inFolder(name, files))) };
    assert.ok(Object.keys(files).length > 300);
    for (const settings of [defaultSettings, il5]) {
      const said = report(files, settings, true);
      assert.equal(said, report(files, settings, false));
      for (const problem of ["This module uses itself.", "This block is not closed"]) assert.ok(said.includes(problem), problem);
    }
  });

  test("are those that hold nothing that a rule begins from: without it no example of any rule says anything", () => {
    for (const settings of [defaultSettings, il5]) {
      const { deployments } = audited(everything(), settings, false).result;
      const bare = new Auditor({ readers, rules, root, today: "2026-03-19" });
      for (const { id, graph } of deployments) {
        const declarations = graph.resources.flatMap((one) => (one.inline ? [] : one.declarations));
        const left = declarations.filter(({ type }) => !begins(type.toLowerCase()));
        const because = { kind: "unread", text: "A part is not seen." } as const;
        const at = { from: "default", of: id } as const;
        bare.putFragments(id, [{ declarations: left, outputs: new Map(), unseen: [...graph.unseen, { because, at }], problems: [] }]);
      }
      const { checks, problems, summary } = settle(bare, settings);
      assert.ok(summary.resources > 500);
      assert.deepEqual([checks, problems], [[], []]);
    }
  });

  for (const [name, { files, idle }] of Object.entries(cases)) {
    test(`are ${idle ? "" : "not "}${name}`, () => {
      const { result } = audited(files, defaultSettings, true);
      assert.deepEqual(
        result.deployments.map((deployment) => deployment.idle === true),
        result.deployments.map(() => idle),
      );
      assert.ok(result.deployments.length > 0);
      for (const { graph, scenario } of result.deployments) assert.ok(graph.resources.length >= 0 && scenario.cloud === "public");
    });
  }

  test("are evaluated when somebody looks at them, and again when a file changes", () => {
    const { auditor, result } = audited({ "main.tf": storage, "m/main.tf": storage }, defaultSettings, true);
    assert.deepEqual(
      result.deployments.map(({ graph, resources }) => [graph.resources.length, resources]),
      [
        [3, 1],
        [3, 1],
      ],
    );
    auditor.put(`${root}main.tf`, `${storage}${group}`);
    const [first] = settle(auditor).deployments;
    assert.deepEqual([first?.idle, first?.resources], [undefined, 2]);
    auditor.put(`${root}main.tf`, `${storage}module "m" {\n  source = "./m"\n}\n`);
    const last = settle(auditor).deployments;
    assert.deepEqual(
      last.map(({ idle, resources, files }) => [idle, resources, files.length]),
      [[true, 2, 2]],
    );
  });
});

function inFolder(name: string, files: Files): readonly (readonly [string, string])[] {
  return Object.entries(files).map(([path, text]) => [`${name.replaceAll(" ", "-")}/${path}`, text] as const);
}
