import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathOf } from "../../../src/disk/uri.ts";
import { folder } from "../../cli/command.ts";
import { evaluate, said } from "./world.ts";

const subscription = "00000000-0000-0000-0000-000000000001";
const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  parameters: { name: { type: "string" } },
  resources: [{ type: "Microsoft.Network/virtualNetworks", apiVersion: "2024-05-01", name: "[parameters('name')]", properties: {} }],
  outputs: { it: { type: "string", value: "[parameters('name')]" } },
};
const spec = JSON.stringify({ properties: { mainTemplate: template } });
const call = (path: string) => `module m '${path}' = {\n  params: { name: 'hub' }\n}\noutput o string = m.outputs.it\n`;

/** What the output of a file with one module is, and what is not seen of it. */
function outcome(path: string, files: { readonly [path: string]: string }): readonly unknown[] {
  const fragment = evaluate({ ...files, "main.bicep": call(path) });
  const value = fragment.outputs.get("o");
  return [value && said(value), ...fragment.unseen.map((part) => part.because.settle)];
}

describe("modules that Bicep has restored", () => {
  test("a template spec is read from the cache, by its whole path or by an alias", () => {
    const cached = { [`bicep-cache:///ts/${subscription}/group/spec/1.0/main.json`]: spec };
    assert.deepEqual(outcome(`ts:${subscription}/Group/Spec:1.0`, cached), ["hub"]);
    const aliases = { moduleAliases: { ts: { own: { subscription, resourceGroup: "group" } } } };
    assert.deepEqual(outcome("ts/own:spec:1.0", { ...cached, "bicepconfig.json": JSON.stringify(aliases) }), ["hub"]);
    assert.deepEqual(outcome("ts/own:spec:1.0", cached), ["? module", "run 'bicep restore main.bicep'"]);
    assert.deepEqual(outcome(`ts:${subscription}/group/spec:2.0`, cached), ["? module", "run 'bicep restore main.bicep'"]);
  });

  test("the cache lies where the configuration says", () => {
    const at = (cacheRootDirectory: string, uri: string) =>
      outcome("br/public:x/y:1.0", {
        [`${uri}br/mcr.microsoft.com/bicep$x$y/1.0$/main.json`]: JSON.stringify(template),
        "bicepconfig.json": JSON.stringify({ cacheRootDirectory }),
      });
    assert.deepEqual(at("/opt/bicep cache", "bicep-cache://named/opt/bicep%20cache/"), ["hub"]);
    assert.deepEqual(at("C:\\bicep\\", "bicep-cache://named/C:/bicep/"), ["hub"]);
    assert.deepEqual(at("~/cache", "bicep-cache:///../cache/"), ["hub"]);
    assert.equal(pathOf("bicep-cache:///../cache/br/x"), join(homedir(), "cache", "br", "x"));
    assert.equal(pathOf("bicep-cache:///br/x$y/1.0$/main.json"), join(homedir(), ".bicep", "br", "x$y", "1.0$", "main.json"));
  });

  test("the command line reads a cache outside of the repository that a configuration names", async () => {
    using all = folder({
      "repository/.git/HEAD": "",
      "repository/main.bicep": call(`ts:${subscription}/group/spec:1.0`),
      [`cache/ts/${subscription}/group/spec/1.0/main.json`]: spec
        .replace("Microsoft.Network/virtualNetworks", "Microsoft.Network/privateDnsZones")
        .replace("[parameters('name')]", "privatelink.api.azureml.ms"),
    });
    all.write("repository/bicepconfig.json", JSON.stringify({ cacheRootDirectory: join(all.path, "cache") }));
    const { out } = await all.run(["audit", "--format", "json", "repository"]);
    const { checks, problems } = JSON.parse(out);
    assert.deepEqual(
      [new Set(checks.map(({ subject }: { subject: { type: string } }) => subject.type)), problems],
      [new Set(["Microsoft.Network/privateDnsZones"]), []],
    );
  });
});
