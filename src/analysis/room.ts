// How much an audit holds. Nobody reads a million findings, and a repository that brings them about means harm.
import type { Finding } from "../model/finding.ts";
import type { Judgement } from "./judge.ts";

/** Checks of all deployments together: many times what the largest repositories bring about, in the memory that every machine has. */
const usual = 100_000;

/** A deployment of which not all is held. */
interface Cut {
  readonly deployment: string;
  readonly shown: number;
}

export class Room {
  readonly most: number;
  /** The one that did not fit. */
  cut: Cut | undefined;
  private readonly sizes = new Map<string, number>();
  private total = 0;

  constructor(most = usual) {
    this.most = most;
  }

  get isFull(): boolean {
    return this.total >= this.most;
  }

  /**
   * What there is room for of what a deployment says. The one that does not fit takes all that is left: it keeps its worst findings, one at
   * least, so that it fails what it failed before, and no check, for nothing is to be counted in part.
   */
  fit(deployment: string, said: Judgement): Judgement {
    this.free(deployment);
    const room = this.most - this.total;
    const size = said.checks.length;
    const fits = size <= room;
    this.sizes.set(deployment, fits ? size : room);
    this.total += fits ? size : room;
    if (fits) return said;
    const findings = said.findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, Math.max(room, 1));
    this.cut = { deployment, shown: findings.length };
    return { ...said, findings, checks: [] };
  }

  /** A deployment is gone. */
  free(deployment: string): void {
    this.total -= this.sizes.get(deployment) ?? 0;
    this.sizes.delete(deployment);
    if (this.cut?.deployment === deployment) this.cut = undefined;
  }
}

function rank({ verdict, severity }: Finding): number {
  return verdict === "unclear" ? levels.length : levels.indexOf(severity);
}

const levels = ["error", "warning", "note"];
