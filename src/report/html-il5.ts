// The IL5 checklist as a table; policies without a resource to judge are folded away.
import { initiative } from "../rulebook/profiles/il5.ts";
import type { Sheet } from "./html-sheet.ts";
import { element, htmlTable, prose, safe } from "./html-text.ts";
import { checklist, type Item, judgedUnderIl5 } from "./il5.ts";
import type { Report } from "./report.ts";

/** Empty when no deployment was judged under the profile. */
export function il5Section({ result }: Report, sheet: Sheet): string {
  const { say } = sheet;
  if (!judgedUnderIl5(result)) return "";
  const items = checklist(result, sheet.places);
  const idle = items.filter(({ is }) => is === "not judged");
  const judged = items.filter(({ is }) => is !== "not judged");
  const count = (is: Item["is"]) => items.filter((item) => item.is === is).length;
  const counts = say("{0} policies met, {1} unmet, {2} unclear, {3} without a resource to judge.", ...order.map(count));
  const about = `<p class="soft">${say("Initiative")} <i>${safe(initiative.title)}</i> ${safe(initiative.version)}: ${counts}</p>`;
  const folded = idle.length
    ? `<details><summary>${say("{0} policies without a resource to judge", idle.length)}</summary>${table(idle, sheet)}</details>`
    : "";
  return about + (judged.length ? table(judged, sheet) : "") + folded;
}

const order = ["met", "unmet", "unclear", "not judged"] as const;

const tones = {
  met: ["good", "✔"],
  unmet: ["bad", "✖"],
  unclear: ["warn", "?"],
  "not judged": ["soft", "–"],
} as const;

function table(items: readonly Item[], { say }: Sheet): string {
  const cells = ({ policy, is, evidence }: Item) => {
    const [tone, mark] = tones[is];
    const more = evidence.length > 5 ? [say("and {0} more", evidence.length - 5)] : [];
    return [
      safe(policy.title),
      `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${say(is)}</span>`,
      policy.controls.map((control) => `<span class="whole">${safe(control)}</span>`).join(", "),
      [...evidence.slice(0, 5), ...more].map((line) => `<p>${quoted(line)}</p>`).join(""),
    ];
  };
  const head = [say("Policy"), say("Answer"), "NIST SP 800-53", say("Evidence")];
  return element("div", htmlTable(head, items, cells, say("Impact Level 5 checklist")), 'class="checklist"');
}

function quoted(line: string): string {
  return prose(line).replace(/`([^`]*)`/g, "<code>$1</code>");
}
