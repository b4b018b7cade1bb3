// Plain hosts and ports for a firewall that knows no service tags, one a line. What only some workspaces need is commented out.
import { features } from "../analysis/scenario/features.ts";
import type { Destination, Flow, Requirement } from "../model/requirement.ts";
import { conditionOf } from "./condition.ts";

/**
 * `rows` in force; `heading` without a stop. Lines are `host<TAB>protocol<TAB>ports`; the rest begins with `#`. A condition's lines are whole by
 * themselves: they leave out only what stands above without one.
 */
export function allowList(rows: readonly Requirement[], heading: string): string {
  const flows = rows.filter((row) => row.flow?.direction === "outbound");
  const always = new Set(flows.filter(appliesByDefault).flatMap(entries));
  const byCondition = Map.groupBy(
    flows.filter((row) => !appliesByDefault(row)),
    (row) => `${conditionOf(row)} (${row.when.join(", ")})`,
  );
  const conditional = [...byCondition].flatMap(([condition, here]) => {
    const lines = new Set(here.flatMap(entries).filter((line) => !always.has(line)));
    return lines.size ? ["", `# Only ${condition}`, ...[...lines].map((line) => (line.startsWith("#") ? line : `# ${line}`))] : [];
  });
  return `${[`# ${heading}.`, "# Names in angle brackets stand for the region and for names of your own.", ...always, ...conditional].join("\n")}\n`;
}

function appliesByDefault({ when }: Requirement): boolean {
  return when.every((condition) => {
    const feature = features.find(({ name }) => name === condition.replace("!", ""));
    return (feature?.default ?? false) !== condition.startsWith("!");
  });
}

function entries(row: Requirement): readonly string[] {
  const { flow } = row;
  if (!flow) return [];
  const byHost = flow.alternatives.find((alternative) => alternative.every((to) => "host" in to));
  if (byHost) return byHost.flatMap((to) => line(to, flow));
  if (row.value === "VirtualNetwork") return [];
  return [`# ${row.value}\t${flow.protocol}\t${flow.ports.join(",")}\tno hosts are published: allow the addresses of this service tag`];
}

function line(to: Destination, flow: Flow): readonly string[] {
  return "host" in to ? [`${to.host}\t${flow.protocol}\t${(to.ports ?? flow.ports).join(",")}`] : [];
}
