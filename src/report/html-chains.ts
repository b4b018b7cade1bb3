// Private links and customer-managed keys, resource by resource.

import type { Subject } from "../model/finding.ts";
import { chains } from "./chains.ts";
import { answerOf, type Sheet } from "./html-sheet.ts";
import { htmlTable, safe } from "./html-text.ts";
import type { Report } from "./report.ts";

export function privateLinks({ result }: Report, sheet: Sheet): string {
  const { say } = sheet;
  const words = { met: "yes", unmet: "missing", unclear: "unclear" };
  const rows = chains(result).map((row) => [
    nameOf(row.subject),
    `<code>${safe(row.part)}</code>`,
    answerOf(row.endpoint, sheet, words),
    answerOf(row.zone, sheet, words),
  ]);
  const head = [say("Resource"), say("Part"), say("Private endpoint"), say("DNS zone")];
  return htmlTable(head, rows, say("Private endpoint and DNS zone of each resource"), sheet.place);
}

export function keys({ result }: Report, sheet: Sheet): string {
  const { say } = sheet;
  const checks = result.checks.filter(({ rule }) => /(^|-)(cmk|key|keys|vault-protection|encryption)(-|$)/.test(rule));
  const words = { met: "met", unmet: "unmet", unclear: "unclear" };
  const rows = checks.map((check) => [nameOf(check.subject), `<code>${safe(check.rule)}</code>`, answerOf(check, sheet, words)]);
  return htmlTable([say("Resource"), say("Rule"), say("Answer")], rows, say("Customer-managed keys"), sheet.place);
}

function nameOf({ name, type }: Subject): string {
  return safe(`${name} (${type.split("/").slice(1).join("/")})`);
}
