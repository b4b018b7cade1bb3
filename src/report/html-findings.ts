// Findings deployment by deployment, file by file.
import type { Finding } from "../model/finding.ts";
import { inPages } from "./html-pages.ts";
import { linkTo, type Sheet } from "./html-sheet.ts";
import { element, prose, safe } from "./html-text.ts";
import { isAudited, type Report, standing, titleOf } from "./report.ts";

/** A line of the section: a heading, or a finding. */
type Line = { readonly heading: string } | { readonly finding: Finding };

export function findingsSection({ result }: Report, sheet: Sheet): string {
  const unmet = standing(result).filter(({ verdict }) => verdict === "unmet");
  if (!unmet.length) return isAudited(result) ? `<p>${nothingUnmet(result, sheet)}</p>` : "";
  const byDeployment = Map.groupBy(unmet, ({ deployments }) => deployments.join("\n"));
  const lines = [...byDeployment].flatMap(([ids, here]): readonly Line[] => {
    const title = titlesOf(ids.split("\n"), sheet);
    const byFile = Map.groupBy(here, ({ at }) =>
      at.from === "azure" ? at.id : at.from === "file" ? sheet.places.file(at.uri) : sheet.say("In no file"),
    );
    const count = here.length === 1 ? sheet.say("1 finding") : sheet.say("{0} findings", here.length);
    return [
      { heading: `<h3 class="path">${safe(title)} <span class="soft">${count}</span></h3>` },
      ...[...byFile].flatMap(([file, those]): readonly Line[] => [
        ...(file === title ? [] : [{ heading: `<h4 class="path">${safe(file)}</h4>` }]),
        ...those.map((finding) => ({ finding })),
      ]),
    ];
  });
  return inPages(lines)
    .map((page) => sheet.place(() => written(page, sheet)))
    .join("");
}

function nothingUnmet({ checks }: Report["result"], { say }: Sheet): string {
  return checks.length
    ? say("Nothing that was checked is unmet.")
    : say("Nothing was checked: no rule asks about a resource that was read.");
}

/** Findings that follow each other are one list. */
function written(lines: readonly Line[], sheet: Sheet): string {
  const parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    if ("heading" in line) {
      parts.push(line.heading);
      continue;
    }
    const [before, after] = [lines[index - 1], lines[index + 1]];
    const [open, close] = [before && "finding" in before ? "" : '<ol class="findings">', after && "finding" in after ? "" : "</ol>"];
    parts.push(open + findingItem(line.finding, sheet) + close);
  }
  return parts.join("");
}

function titlesOf(ids: readonly string[], { say }: Sheet): string {
  const titles = ids.map((id) => titleOf(id, say));
  return titles.length > 3 ? say("{0} and {1} more", titles.slice(0, 2).join(", "), titles.length - 2) : titles.join(", ");
}

const levels = { error: "bad", warning: "warn", note: "info" } as const;

function findingItem(one: Finding, sheet: Sheet): string {
  const { say } = sheet;
  const caution = one.repair?.caution ? ` ${say("(look before taking it)")}` : "";
  const fix = one.repair ? `<p class="meta">${say("Fix:")} ${prose(say(one.repair.title))}${caution}.</p>` : "";
  const about = `<p class="meta"><code>${safe(one.rule)}</code> ${linkTo(one.at, sheet)}</p>`;
  const level = `<span class="level ${levels[one.severity]}">${say(one.severity)}</span>`;
  return element("li", `${level}<div><p>${prose(one.message)}</p>${about}${fix}</div>`);
}
