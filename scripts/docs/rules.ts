// A page for each rule, from its own words and the examples beside it, and the table of them all. Run by `npm run docs`.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Rule } from "../../src/model/verdict.ts";
import { rulePage } from "../../src/report/rule-page.ts";
import { rules } from "../../src/rulebook/index.ts";
import { severityUnder } from "../../src/rulebook/profiles/severity.ts";

export const rulesFolder = "docs/rules";

/** Why a rule has no fix. All others mend what they find wherever the file's language can spell it. */
export const unfixed: ReadonlyMap<string, string> = new Map([
  ["address-range", "which other range is free, only its owner knows"],
  ["cmk-same-subscription", "a vault elsewhere cannot be moved by an edit"],
  ["compute-location", "which of the two regions is meant is not known"],
  ["container-instance", "another way to deploy has to be chosen"],
  ["log-analytics-cmk", "a dedicated cluster is a commitment with a price"],
  [
    "outbound-unrestricted",
    "a security group tells no host such as `pypi.org` from another, and a firewall has its price and its owner. `aml-network-audit scaffold firewall-policy` and `scaffold route-table` write both for review",
  ],
  ["private-endpoint-approval", "the owner of the resource approves"],
  ["private-endpoint-network", "which network is meant is not known"],
  ["service-tag-prefixes-stale", "which of the addresses stand there for something else is not known"],
]);

/** Path from the project's root → text, the index included. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = rules.map((rule) => [`${rulesFolder}/${rule.id}.md`, page(rule)] as const);
  return new Map([[`${rulesFolder}/README.md`, index()], ...pages]);
}

function index(): string {
  const rows = rules.map((rule) => {
    const il5 = severityUnder("il5", rule);
    const fix = unfixed.get(rule.id);
    return `| [\`${rule.id}\`](${rule.id}.md) | ${rule.title} | ${rule.severity} | ${il5 === rule.severity ? "" : il5} | ${fix ? `no: ${fix}` : "yes"} |`;
  });
  return [
    "# Rules",
    "",
    `${rules.length} rules. Each is judged in Bicep, ARM JSON and Terraform and on what runs in Azure, and answers *met*, *unmet* or *unclear*.`,
    "The severity is that of an unmet finding; a rule may lower or raise it where less or more is at stake, and says so in its message.",
    "Generated; `npm run docs` writes it.",
    "",
    "| Rule | Met when | Severity | Under IL5 | Fix |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function page(rule: Rule): string {
  const fix = unfixed.get(rule.id);
  return [
    rulePage(rule).trimEnd(),
    `## Fix\n\n${fix ? `There is none: ${fix}.` : "There is one. Where it needs a value that nobody knows, it adds a parameter and says so."}`,
    `## Breaks it\n\n${examples(rule.id, "unmet")}`,
    `## Keeps it\n\n${examples(rule.id, "met")}`,
    "",
  ].join("\n\n");
}

const languages = [
  ["Bicep", "bicep", "bicep"],
  ["ARM", "json", "jsonc"],
  ["Terraform", "tf", "terraform"],
] as const;

function examples(id: string, kind: string): string {
  return languages
    .map(([title, extension, fence]) => {
      const text = readFileSync(new URL(`../../src/rulebook/rules/${id}/${kind}.${extension}`, import.meta.url), "utf8");
      return `<details><summary>${title}</summary>\n\n\`\`\`${fence}\n${text.trimEnd()}\n\`\`\`\n\n</details>`;
    })
    .join("\n\n");
}

export function writeRulePages(): void {
  mkdirSync(rulesFolder, { recursive: true });
  for (const [path, text] of rulePages()) writeFileSync(path, text);
}

if (import.meta.main) writeRulePages();
