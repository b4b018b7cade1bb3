// An audit that follows edits says what one says that begins with the files as they are then. EDITS sets how many of each language are tried.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../../src/audit.ts";
import { loadWasm } from "../../src/disk/wasm.ts";
import type { AuditResult } from "../../src/model/finding.ts";
import { type Chance, chanceOf, mutate } from "../support/mutate.ts";
import { root, settle } from "../support/settle.ts";

const edits = Number(process.env.EDITS ?? 60);
const readers = await loadReaders(await loadWasm());
const samples = join(import.meta.dirname, "../../samples");

/** Files that come and go beside the samples, and move what is found: values, and a template that calls others. */
const beside: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bicep: {
    "secure/main.bicepparam": "using 'main.bicep'\n",
    "insecure/prod.bicepparam": "using 'main.bicep'\nparam location = 'usgovvirginia'\n",
    "both.bicep": "module one 'insecure/main.bicep' = {\n  name: 'one'\n}\nmodule two 'secure/main.bicep' = {\n  name: 'two'\n}\n",
    "bicepconfig.json": "{}\n",
  },
  arm: {
    "secure/azuredeploy.parameters.json":
      '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{"location":{"value":"usgovvirginia"}}}',
    "insecure/other.bicep": "param location string\n",
    "calls.bicep": "module one 'insecure/azuredeploy.json' = {\n  name: 'one'\n}\n",
  },
  terraform: {
    "secure/terraform.tfvars": 'location = "usgovvirginia"\n',
    "insecure/prod.tfvars": 'prefix = "prod"\n',
    "calls/main.tf": 'module "one" {\n  source = "../insecure"\n}\n',
    "secure/network_override.tf": 'resource "azurerm_virtual_network" "main" {\n  address_space = ["10.9.0.0/16"]\n}\n',
  },
};

function filesOf(language: string): Map<string, string> {
  const folder = join(samples, language);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("after any edits an audit says what a new one says", () => {
  for (const [language, others] of Object.entries(beside))
    test(language, () => {
      const chance = chanceOf(7);
      const original = filesOf(language);
      const now = new Map(original);
      const followed = auditorOf(now);
      settle(followed);
      for (let edit = 1; edit <= edits; edit += 1) {
        const done = change(now, original, others, chance);
        give(followed, now, done.path);
        // Now and then the next edit comes before the answer.
        if (chance.below(4) === 0) begin(followed, chance.below(12));
        else assert.deepEqual(plain(settle(followed)), plain(settle(auditorOf(now))), `edit ${edit}: ${done.what} ${done.path}`);
      }
    });
});

test("values that name no template go to the one that declares them, after each edit", () => {
  const values =
    '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{"wanted":{"value":"x"}}}';
  const vault = (name: string) => `param ${name} string\nresource v 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: ${name}\n}\n`;
  const followed = auditorOf(
    new Map([
      ["values.json", values],
      ["a.bicep", vault("wanted")],
      ["b.bicep", vault("other")],
    ]),
  );
  const ids = () => settle(followed).deployments.map(({ id }) => id);
  assert.deepEqual(ids(), ["a.bicep + values.json", "b.bicep"]);
  followed.put(`${root}a.bicep`, vault("third"));
  assert.deepEqual(ids(), ["a.bicep", "b.bicep"]);
  followed.put(`${root}b.bicep`, vault("wanted"));
  assert.deepEqual(ids(), ["a.bicep", "b.bicep + values.json"]);
  followed.remove(`${root}values.json`);
  assert.deepEqual(ids(), ["a.bicep", "b.bicep"]);
});

interface Done {
  readonly what: string;
  readonly path: string;
}

/** Types a character, spoils a file, mends it, or makes another come or go. */
function change(
  now: Map<string, string>,
  original: ReadonlyMap<string, string>,
  others: Readonly<Record<string, string>>,
  chance: Chance,
): Done {
  const pick = <Item>(items: readonly Item[]): Item => items[chance.below(items.length)] as Item;
  const path = pick([...original.keys()]);
  const text = now.get(path) ?? "";
  switch (chance.below(8)) {
    case 0:
      now.set(path, original.get(path) ?? "");
      return { what: "mended", path };
    case 1:
      now.set(path, mutate(text, pick([...now.values()]), chance));
      return { what: "spoilt", path };
    case 2: {
      const [other, content] = pick(Object.entries(others));
      if (!now.delete(other)) now.set(other, content);
      return { what: "came or went", path: other };
    }
    case 3:
      if (!now.delete(path)) now.set(path, original.get(path) ?? "");
      return { what: "came or went", path };
    default: {
      const at = chance.below(text.length + 1);
      const typed = pick(["x", " ", "\n", "'", '"', "{", "}", "// aml-network-audit:ignore public-network-access known\n", ""]);
      now.set(path, text.slice(0, at) + typed + text.slice(typed === "" ? at + 1 : at));
      return { what: `typed ${JSON.stringify(typed)} at ${at} of`, path };
    }
  }
}

function auditorOf(files: ReadonlyMap<string, string>): Auditor {
  const made = createAuditor(readers, root, "2026-03-19");
  for (const [path, text] of files) made.put(root + path, text);
  return made;
}

function give(auditor: Auditor, files: ReadonlyMap<string, string>, path: string): void {
  const text = files.get(path);
  const stays = (text === undefined) === (auditor.text(root + path) === undefined);
  if (text === undefined) auditor.remove(root + path);
  else auditor.put(root + path, text);
  if (stays) return;
  // As a face does when a file appears or vanishes.
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const inside = [...files.keys()].filter((one) => one.startsWith(folder) && !one.slice(folder.length).includes("/"));
  auditor.putListing(root + folder, inside.length > 0 ? inside.map((one) => root + one).sort() : "missing");
}

/** So many steps of an audit that nobody ends. */
function begin(auditor: Auditor, steps: number): void {
  const auditing = auditor.auditing(defaultSettings);
  for (let step = 0; step < steps && !auditing.next().done; step += 1);
}

function plain({ findings, checks, problems, summary, deployments }: AuditResult): unknown {
  const told = deployments.map(({ id, entries, parameters, files, scenario }) => ({
    id,
    entries,
    parameters,
    files: [...files].sort(),
    scenario: { ...scenario, features: [...scenario.features] },
  }));
  return JSON.parse(JSON.stringify({ findings, checks, problems, summary, deployments: told }));
}
