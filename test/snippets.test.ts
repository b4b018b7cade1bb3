// Each snippet is what the rows ask for today, and with its stops answered a deployment without a finding.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { snippetFile, snippetLanguages, snippetPath } from "../scripts/docs/snippets.ts";
import type { Cloud } from "../src/model/declaration.ts";
import { audit } from "./support/audit.ts";
import { completed, proposals } from "./support/tab-stops.ts";

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const provider =
  'terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n      version = "~> 4.40"\n    }\n  }\n}\n';

describe("snippets", () => {
  for (const language of snippetLanguages) {
    const committed = readFileSync(join(import.meta.dirname, "..", snippetPath(language)), "utf8");
    test(`for ${language} are made from the rows of today`, async () => {
      assert.equal(committed, await snippetFile(language), "Run `npm run docs`.");
    });
    const snippets: Record<string, Snippet> = JSON.parse(committed);
    for (const { prefix, body } of Object.values(snippets)) {
      for (const [how, answer] of [
        ["as proposed", (proposed: string) => proposed],
        ["with names of one's own", (proposed: string, stop: number) => (/^[a-z][\w-]*$/.test(proposed) ? `own${stop}` : proposed)],
      ] as const) {
        test(`'${prefix}' in ${language}, completed ${how}, is a sound deployment`, async () => {
          const text = completed(body.join("\n"), answer);
          const [, cloud = "public"] = /-(usgov|china)$/.exec(prefix) ?? [];
          const { problems, findings, deployments } = await audit(asFile(language, text), { cloud: cloud as Cloud });
          assert.deepEqual(problems, []);
          assert.deepEqual(
            findings.filter(({ verdict }) => verdict === "unmet").map(({ message }) => message),
            [],
          );
          assert.ok((deployments[0]?.graph.resources.length ?? 0) > 0);
          assert.match(prefix, /^aml-/);
        });
      }
      test(`'${prefix}' in ${language} asks for names, places and addresses, and names nothing of anybody`, () => {
        const text = body.join("\n");
        assert.ok(proposals(text).length >= 3, proposals(text).join());
        assert.match(text, /\$0$/);
        assert.doesNotMatch(text.replace(/\$\{\d+:(?:\\.|[^}\\])*\}/g, ""), /\b(location|name) *[:=] *['"]?(eastus|aml-)/);
      });
    }
  }
});

function asFile(language: string, text: string): Readonly<Record<string, string>> {
  if (language === "bicep") return { "main.bicep": `${text}\n` };
  const variables = [...new Set([...text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name))];
  return { "main.tf": `${provider}${variables.map((name) => `variable "${name}" {\n  type = string\n}\n`).join("")}${text}\n` };
}
