import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { discover, type Outlined } from "../../src/analysis/discover.ts";
import type { Language } from "../../src/model/declaration.ts";
import type { Outline, Reader } from "../../src/model/reader.ts";

const nothing = { declarations: [], outputs: new Map(), unseen: [], problems: [] };

function reader(language: Language): Reader {
  return {
    language,
    claims: () => true,
    outline: () => ({ role: "none", uses: [], parameters: [] }),
    problems: () => [],
    evaluate: () => nothing,
    call: () => nothing,
  };
}

const bicep = reader("bicep");
const arm = reader("arm");
const terraform = reader("terraform");

function file(path: string, outline: Partial<Outline>): Outlined {
  const of = path.endsWith(".json") ? arm : /\.tf(vars)?$/.test(path) ? terraform : bicep;
  return { uri: `file:///r/${path}`, reader: of, outline: { role: "template", uses: [], parameters: [], ...outline } };
}

function found(...files: readonly Outlined[]): readonly string[] {
  const short = (uri: string) => uri.replace("file:///r/", "");
  return discover(files).map((planned) => [short(planned.entry.uri), ...planned.entry.parameters.map(short)].join(" + "));
}

describe("discovering deployments", () => {
  test("leaves out what another file uses as a module", () => {
    assert.deepEqual(found(file("main.bicep", { uses: ["file:///r/m.bicep"] }), file("m.bicep", {})), ["main.bicep"]);
  });

  test("takes one of each circle that nothing else leads into", () => {
    const circle = (...names: readonly string[]) =>
      names.map((name, index) => file(name, { uses: [`file:///r/${names[(index + 1) % names.length]}`] }));
    assert.deepEqual(found(...circle("a.bicep", "b.bicep"), ...circle("x.json", "y.json", "z.json"), ...circle("self.bicep")), [
      "a.bicep",
      "self.bicep",
      "x.json",
    ]);
    assert.deepEqual(found(...circle("a.bicep", "b.bicep"), file("main.bicep", { uses: ["file:///r/b.bicep"] })), ["main.bicep"]);
    const parameters = file("b.bicepparam", { role: "parameters", template: "file:///r/b.bicep" });
    assert.deepEqual(found(...circle("a.bicep", "b.bicep"), parameters), ["b.bicep + b.bicepparam"]);
  });

  test("takes a module that a parameters file names as an entry too", () => {
    const parameters = file("m.bicepparam", { role: "parameters", template: "file:///r/m.bicep" });
    assert.deepEqual(found(file("main.bicep", { uses: ["file:///r/m.bicep"] }), file("m.bicep", {}), parameters), [
      "m.bicep + m.bicepparam",
      "main.bicep",
    ]);
  });

  test("makes one deployment of each parameters file", () => {
    const of = (path: string) => file(path, { role: "parameters", template: "file:///r/main.bicep" });
    assert.deepEqual(found(file("main.bicep", {}), of("dev.bicepparam"), of("prod.bicepparam")), [
      "main.bicep + dev.bicepparam",
      "main.bicep + prod.bicepparam",
    ]);
  });

  test("gives JSON parameters to the template of their base name, else to the one beside that takes them", () => {
    const named = file("azuredeploy.parameters.us.json", { role: "parameters", parameters: ["a"] });
    const odd = file("values.json", { role: "parameters", parameters: ["B"] });
    assert.deepEqual(found(file("azuredeploy.json", { parameters: ["a"] }), file("other.json", { parameters: ["b"] }), named, odd), [
      "azuredeploy.json + azuredeploy.parameters.us.json",
      "other.json + values.json",
    ]);
  });

  test("passes over a compiled template beside its Bicep and gives its parameters to the Bicep", () => {
    const parameters = file("azuredeploy.parameters.json", { role: "parameters", parameters: ["a"] });
    assert.deepEqual(
      found(file("main.bicep", { parameters: ["a"] }), file("azuredeploy.json", { compiled: true, parameters: ["a"] }), parameters),
      ["main.bicep + azuredeploy.parameters.json"],
    );
  });

  test("makes a Terraform folder one entry, with every other tfvars as a variant on top of the base", () => {
    const values = (path: string) => file(path, { role: "parameters" });
    assert.deepEqual(
      found(
        file("a.tf", { uses: ["file:///r/m/"] }),
        file("b.tf", {}),
        file("m/m.tf", {}),
        values("b.auto.tfvars"),
        values("terraform.tfvars"),
        values("env/prod.tfvars"),
      ),
      [" + terraform.tfvars + b.auto.tfvars", " + terraform.tfvars + b.auto.tfvars + env/prod.tfvars"],
    );
  });

  test("gives a folder whose only values are variants no deployment without them", () => {
    assert.deepEqual(found(file("a.tf", {}), file("dev.tfvars", { role: "parameters" })), [" + dev.tfvars"]);
  });
});
