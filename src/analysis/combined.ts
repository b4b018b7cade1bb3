// What all deployments say, kept by the file that it is said about: what one deployment says anew touches those files alone.
import type { Problem } from "../model/declaration.ts";
import type { Check, Finding } from "../model/finding.ts";
import { combineChecks, combineFindings, fileOf } from "./combine.ts";
import type { Finished } from "./finish.ts";
import type { Judgement } from "./judge.ts";

/** What is said about one file. Findings by place, checks by deployment and rule, problems by place. */
interface About {
  readonly findings: readonly Finding[];
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
}

/** What is added for one file: settings, suppressions, the problems of its own text. */
type Finish = (uri: string, findings: readonly Finding[]) => Finished;

export class Combined {
  /** By file, then by deployment. */
  private readonly parts = new Map<string, Map<string, Judgement>>();
  private readonly files = new Map<string, readonly string[]>();
  private readonly abouts = new Map<string, About>();
  private readonly stale = new Set<string>();
  private sorted: readonly string[] | undefined;

  /** Takes what a deployment says now in place of what it said before; nothing when it is gone. */
  take(deployment: string, said: Judgement | undefined): void {
    for (const file of this.files.get(deployment) ?? []) {
      this.parts.get(file)?.delete(deployment);
      this.stale.add(file);
    }
    const parts = said ? byFile(said) : new Map<string, Judgement>();
    for (const [file, part] of parts) {
      const all = this.parts.get(file) ?? new Map<string, Judgement>();
      this.parts.set(file, all.set(deployment, part));
      this.stale.add(file);
    }
    if (said) this.files.set(deployment, [...parts.keys()]);
    else this.files.delete(deployment);
  }

  /** A file of its own changed, so what is added for it may have. */
  touch(file: string): void {
    this.stale.add(file);
  }

  /** Everything that is said, by file in order of URIs. `deployments` in their order. */
  all(deployments: readonly string[], finish: Finish): readonly About[] {
    const places = new Map(deployments.map((id, index) => [id, index]));
    const order = (id: string) => places.get(id) ?? 0;
    for (const file of this.stale) {
      const about = this.about(file, order, finish);
      if (about ? !this.abouts.has(file) : this.abouts.delete(file)) this.sorted = undefined;
      if (about) this.abouts.set(file, about);
    }
    this.stale.clear();
    this.sorted ??= [...this.abouts.keys()].sort();
    return this.sorted.flatMap((file) => this.abouts.get(file) ?? []);
  }

  private about(file: string, order: (deployment: string) => number, finish: Finish): About | undefined {
    const parts = [...(this.parts.get(file) ?? [])].sort(([a], [b]) => order(a) - order(b)).map(([, part]) => part);
    if (parts.length === 0) this.parts.delete(file);
    const { findings, problems } = finish(file, combineFindings(parts));
    const about = { findings, checks: combineChecks(parts), problems: combineProblems([problems, ...parts.map((part) => part.problems)]) };
    return about.findings.length + about.checks.length + about.problems.length > 0 ? about : undefined;
  }
}

function byFile({ findings, checks, problems }: Judgement): ReadonlyMap<string, Judgement> {
  const own = {
    findings: Map.groupBy(findings, ({ at }) => fileOf(at)),
    checks: Map.groupBy(checks, ({ subject }) => fileOf(subject.at)),
    problems: Map.groupBy(problems, ({ uri }) => uri),
  };
  const files = new Set([...own.findings.keys(), ...own.checks.keys(), ...own.problems.keys()]);
  const part = (file: string): Judgement => ({
    findings: own.findings.get(file) ?? [],
    checks: own.checks.get(file) ?? [],
    problems: own.problems.get(file) ?? [],
  });
  return new Map([...files].map((file) => [file, part(file)]));
}

function combineProblems(lists: readonly (readonly Problem[])[]): readonly Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of lists.flat()) seen.set(`${problem.start}-${problem.end}:${problem.message}`, problem);
  return [...seen.values()].sort((a, b) => a.start - b.start);
}
