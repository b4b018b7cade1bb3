// Private links and customer-managed keys, resource by resource.

import type { Check, Subject } from "../model/finding.ts";
import { type Chain, chains } from "./chains.ts";
import { answerOf, type Sheet } from "./html-sheet.ts";
import { htmlTable, safe } from "./html-text.ts";
import type { Report } from "./report.ts";

export function privateLinks({ result }: Report, sheet: Sheet): string {
  const { say } = sheet;
  const words = { met: "yes", unmet: "missing", unclear: "unclear" };
  const cells = ({ subject, part, endpoint, zone }: Chain) => [
    nameOf(subject),
    `<code>${safe(part)}</code>`,
    answerOf(endpoint, sheet, words),
    answerOf(zone, sheet, words),
  ];
  const head = [say("Resource"), say("Part"), say("Private endpoint"), say("DNS zone")];
  return htmlTable(head, chains(result), cells, say("Private endpoint and DNS zone of each resource"), sheet.place);
}

export function keys({ result }: Report, sheet: Sheet): string {
  const { say } = sheet;
  const checks = result.checks.filter(({ rule }) => /(^|-)(cmk|key|keys|vault-protection|encryption)(-|$)/.test(rule));
  const words = { met: "met", unmet: "unmet", unclear: "unclear" };
  const cells = (check: Check) => [nameOf(check.subject), `<code>${safe(check.rule)}</code>`, answerOf(check, sheet, words)];
  return htmlTable([say("Resource"), say("Rule"), say("Answer")], checks, cells, say("Customer-managed keys"), sheet.place);
}

function nameOf({ name, type }: Subject): string {
  return safe(`${name} (${type.split("/").slice(1).join("/")})`);
}
