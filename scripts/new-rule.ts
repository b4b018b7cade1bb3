// `npm run new-rule ID`: a folder with a rule that asks nothing yet and its examples, and the list of rules with it in.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";

const folder = "src/rulebook/rules";

export function main(id: string | undefined): number {
  if (!id || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    console.error("Give the rule's id in lower case with hyphens: npm run new-rule registry-retention.");
    return 2;
  }
  const path = `${folder}/${id}`;
  if (existsSync(path)) {
    console.error(`'${path}' is there already.`);
    return 2;
  }
  mkdirSync(path);
  writeFileSync(`${path}/rule.ts`, ruleText(id));
  for (const kind of ["unmet", "met"]) {
    writeFileSync(`${path}/${kind}.bicep`, bicepText(kind));
    writeFileSync(`${path}/${kind}.json`, armText(kind));
    writeFileSync(`${path}/${kind}.tf`, terraformText(kind));
  }
  writeFileSync("src/rulebook/index.ts", indexText(readdirSync(folder)));
  console.log(`Made '${path}'. Write the question in rule.ts and draw its findings in unmet.*, then run 'npm run docs' and 'npm test'.`);
  return 0;
}

/** The list of rules, one line a folder. */
export function indexText(ids: readonly string[]): string {
  const sorted = [...ids].sort();
  const imports = sorted.map((id) => `import { rule as ${camel(id)} } from "./rules/${id}/rule.ts";`);
  const lines = sorted.map((id) => `  ${camel(id)},`);
  return [
    "// The list of rules. Each line is one folder of `rules/`.",
    'import type { Rule } from "../model/verdict.ts";',
    ...imports,
    "",
    "export const rules: readonly Rule[] = [",
    ...lines,
    "];",
    "",
  ].join("\n");
}

function camel(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function ruleText(id: string): string {
  return `import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { workspacesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "${id}",
  title: "A sentence that is true when the rule is met",
  severity: "warning",
  why: "What is asked, and why it matters.",
  how: "What to do.",
  documents: [],
  *check({ graph }: Context): Iterable<Verdict> {
    for (const workspace of workspacesOf(graph)) {
      yield verdict(workspace, ask(workspace, ["properties", "hbiWorkspace"], isOneOf([true], false)), {
        whether: \`\${called(workspace)} is as it should be\`,
        unmet: \`\${opening(workspace)} is not as it should be. Say why it matters. Say what to do.\`,
      });
    }
  },
};
`;
}

function bicepText(kind: string): string {
  return `// What ${kind === "met" ? "keeps" : "breaks"} the rule.
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw-example'
  location: resourceGroup().location
  properties: {}
}
`;
}

function armText(kind: string): string {
  const workspace = { type: "Microsoft.MachineLearningServices/workspaces", apiVersion: "2025-06-01", name: "mlw-example", properties: {} };
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    metadata: { description: `What ${kind === "met" ? "keeps" : "breaks"} the rule.` },
    resources: [workspace],
  };
  return `${JSON.stringify(template, undefined, 2)}\n`;
}

function terraformText(kind: string): string {
  return `# What ${kind === "met" ? "keeps" : "breaks"} the rule.
resource "azapi_resource" "workspace" {
  type = "Microsoft.MachineLearningServices/workspaces@2025-06-01"
  name = "mlw-example"
  body = {
    properties = {}
  }
}
`;
}

if (import.meta.main) process.exitCode = main(process.argv[2]);
