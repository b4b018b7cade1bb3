// How much an audit holds. Nobody reads a million findings, and a repository that brings them about means harm.
import type { Finding } from "../model/finding.ts";
import { fileOf } from "./combine.ts";
import type { Judgement } from "./judge.ts";

/** Checks of all deployments together: many times what the largest repositories bring about, in the memory that every machine has. */
const usual = 100_000;

export class Room {
  private readonly most: number;
  private readonly sizes = new Map<string, number>();
  private total = 0;

  constructor(most = usual) {
    this.most = most;
  }

  /**
   * What there is room for of what a deployment says. One that does not fit keeps its worst findings, one at least, so that it fails what
   * it failed before; it keeps no check, for nothing is to be counted in part. How much is left out is a problem of its own.
   */
  fit(deployment: string, said: Judgement): Judgement {
    this.free(deployment);
    const room = this.most - this.total;
    const size = said.checks.length;
    const fitted = size <= room ? said : { ...cut(deployment, said, room, this.most), checks: [] };
    const taken = Math.max(fitted.checks.length, fitted.findings.length);
    this.sizes.set(deployment, taken);
    this.total += taken;
    return fitted;
  }

  /** A deployment is gone. */
  free(deployment: string): void {
    this.total -= this.sizes.get(deployment) ?? 0;
    this.sizes.delete(deployment);
  }
}

function cut(deployment: string, { findings, checks, problems }: Judgement, room: number, most: number) {
  const kept = findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, Math.max(room, 1));
  const first = kept[0]?.at ?? checks[0]?.subject.at;
  const message = `'${deployment}' has ${checks.length} checks and ${findings.length} findings, more than fit into the ${most} checks that one audit holds. Its ${kept.length} worst findings are shown, ${findings.length - kept.length} are left out, and its checks are not counted. Audit a smaller folder to see them all.`;
  return { findings: kept, problems: [...problems, { uri: first ? fileOf(first) : "", start: 0, end: 0, message }] };
}

function rank({ verdict, severity }: Finding): number {
  return verdict === "unclear" ? levels.length : levels.indexOf(severity);
}

const levels = ["error", "warning", "note"];
