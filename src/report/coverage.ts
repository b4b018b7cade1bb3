// Required flows against deployments: which are let through, which are stopped, which nobody can tell.
import type { AuditResult, Check } from "../model/finding.ts";
import type { Requirement } from "../model/requirement.ts";

export interface Coverage {
  /** Ids of the deployments in which any flow was judged. */
  readonly columns: readonly string[];
  readonly rows: readonly CoverageRow[];
}

interface CoverageRow {
  readonly requirement: Requirement;
  /** The tag or host, with its region. */
  readonly value: string;
  /** `TCP 443, 8787`. */
  readonly ports: string;
  /** One for each column; undefined where the flow is not needed. The worst answer stands for a deployment. */
  readonly cells: readonly (Check | undefined)[];
}

/** Rules that say whether a required flow gets through; others name flows for what is wrong with a firewall's own rules. */
const judges: ReadonlySet<string> = new Set(["outbound-service-tag", "outbound-fqdn", "inbound-compute"]);

export function coverage(result: AuditResult): Coverage {
  const checks = result.checks.filter((check) => check.requirement?.flow && judges.has(check.rule));
  const columns = result.deployments.map(({ id }) => id).filter((id) => checks.some((check) => check.deployments.includes(id)));
  const rows = Map.groupBy(checks, (check) => `${check.requirement?.id} ${nameOf(check)}`);
  return {
    columns,
    rows: [...rows.values()].flatMap((row) => {
      const requirement = row[0]?.requirement;
      if (!requirement) return [];
      const cells = columns.map((id) => worst(row.filter((check) => check.deployments.includes(id))));
      return [{ requirement, value: row[0] ? nameOf(row[0]) : requirement.value, ports: portsOf(requirement), cells }];
    }),
  };
}

/** Ids of the deployments in which a flow was judged, and of those in which one is stopped. */
export function flowChecks({ checks }: AuditResult): { readonly judged: ReadonlySet<string>; readonly stopped: ReadonlySet<string> } {
  const flows = checks.filter(({ rule, requirement }) => requirement?.flow && judges.has(rule));
  const idsOf = (some: readonly Check[]) => new Set(some.flatMap(({ deployments }) => deployments));
  return { judged: idsOf(flows), stopped: idsOf(flows.filter(({ verdict }) => verdict === "unmet")) };
}

/** A host keeps its name even where a tag that covers it was looked for. */
function nameOf({ requirement, value }: Check): string {
  return (requirement?.kind === "fqdn" ? requirement.value : (value ?? requirement?.value)) ?? "";
}

export function portsOf({ flow }: Requirement): string {
  if (!flow) return "";
  const protocol = flow.protocol === "Any" ? "" : `${flow.protocol} `;
  return `${protocol}${flow.ports.join(", ")}`;
}

const order = ["unmet", "unclear", "met"] as const;

function worst(checks: readonly Check[]): Check | undefined {
  return order.flatMap((verdict) => checks.filter((check) => check.verdict === verdict))[0];
}
