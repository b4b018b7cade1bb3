// A rule explained in Markdown: on the command line, in the editor and in the documentation.
import type { Rule } from "../model/verdict.ts";
import { documents } from "../rulebook/documents.ts";

export function rulePage(rule: Rule): string {
  const sources = rule.documents.flatMap((id) => documents.filter((document) => document.id === id));
  const sections = [
    `# ${rule.id}`,
    `${rule.title}. Severity: **${rule.severity}**.`,
    `## Why\n\n${rule.why}`,
    `## What to do\n\n${rule.how}`,
    sources.length ? `## Documents\n\n${sources.map(({ title, url }) => (url ? `- [${title}](${url})` : `- ${title}`)).join("\n")}` : "",
    rule.policies?.length ? `## Azure Policy\n\n${rule.policies.map((id) => `- \`${id}\``).join("\n")}` : "",
    rule.controls?.length ? `## NIST SP 800-53\n\n${rule.controls.join(", ")}` : "",
  ];
  return `${sections.filter((section) => section).join("\n\n")}\n`;
}
