// The IL5 checklist as a table; policies without a resource to judge are folded away.
import { initiative } from "../rulebook/profiles/il5.ts";
import { element, htmlTable, prose, safe } from "./html-text.ts";
import { checklist, counted, type Item, judgedUnderIl5 } from "./il5.ts";
import type { Places } from "./places.ts";
import type { Report } from "./report.ts";

/** Empty when no deployment was judged under the profile. */
export function il5Section({ result }: Report, places: Places): string {
  if (!judgedUnderIl5(result)) return "";
  const items = checklist(result, places);
  const idle = items.filter(({ is }) => is === "not judged");
  const judged = items.filter(({ is }) => is !== "not judged");
  const about = `<p class="soft">Initiative <i>${safe(initiative.title)}</i> ${safe(initiative.version)}: ${counted(items)}</p>`;
  const folded = idle.length
    ? `<details><summary>${idle.length} policies without a resource to judge</summary>${table(idle)}</details>`
    : "";
  return about + (judged.length ? table(judged) : "") + folded;
}

const tones = {
  met: ["good", "✔"],
  unmet: ["bad", "✖"],
  unclear: ["warn", "?"],
  "not judged": ["soft", "–"],
} as const;

function table(items: readonly Item[]): string {
  const rows = items.map(({ policy, is, evidence }) => {
    const [tone, mark] = tones[is];
    const more = evidence.length > 5 ? [`and ${evidence.length - 5} more`] : [];
    return [
      safe(policy.title),
      `<span class="${tone}"><span aria-hidden="true">${mark}</span> ${is}</span>`,
      policy.controls.map((control) => `<span class="whole">${safe(control)}</span>`).join(", "),
      [...evidence.slice(0, 5), ...more].map((line) => `<p>${quoted(line)}</p>`).join(""),
    ];
  });
  return element(
    "div",
    htmlTable(["Policy", "Answer", "NIST SP 800-53", "Evidence"], rows, "Impact Level 5 checklist"),
    'class="checklist"',
  );
}

function quoted(line: string): string {
  return prose(line).replace(/`([^`]*)`/g, "<code>$1</code>");
}
