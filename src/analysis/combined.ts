// What all deployments say, kept by the file that it is said about: what one deployment says anew touches those files alone.
import type { Problem } from "../model/declaration.ts";
import type { Check, Finding } from "../model/finding.ts";
import { combineChecks, combineFindings, fileOf } from "./combine.ts";
import type { Finished } from "./finish.ts";
import type { Judgement } from "./judge.ts";
import { Room } from "./room.ts";

/** What is said about one file. Findings by place, checks by deployment and rule, problems by place. */
export interface About {
  readonly findings: readonly Finding[];
  readonly checks: readonly Check[];
  readonly problems: readonly Problem[];
}

interface Counts {
  met: number;
  unmet: number;
  unclear: number;
  suppressed: number;
}

/** What is added for one file: settings, suppressions, the problems of its own text. */
type Finish = (uri: string, findings: readonly Finding[]) => Finished;

export class Combined {
  /** As it was when it was last settled. */
  readonly abouts = new Map<string, About>();
  /** By file, then by deployment. */
  private readonly parts = new Map<string, Map<string, Judgement>>();
  private readonly files = new Map<string, readonly string[]>();
  private readonly stale = new Set<string>();
  private readonly counts: Counts = { met: 0, unmet: 0, unclear: 0, suppressed: 0 };
  readonly room: Room;
  private sorted: Sorted | undefined;
  /** The last remark. */
  told: Problem | undefined;

  /** `most`: how many checks are held. */
  constructor(most?: number) {
    this.room = new Room(most);
  }

  /** Takes what a deployment says now in place of what it said before; nothing when it is gone. `whole`: as much as it may be. */
  take(deployment: string, said: Judgement | undefined, whole = false): void {
    for (const file of this.files.get(deployment) ?? []) {
      this.parts.get(file)?.delete(deployment);
      this.stale.add(file);
    }
    const parts = said ? byFile(whole ? said : this.room.fit(deployment, said)) : new Map<string, Judgement>();
    if (!said) this.room.free(deployment);
    for (const [file, part] of parts) {
      const all = this.parts.get(file) ?? new Map<string, Judgement>();
      this.parts.set(file, all.set(deployment, part));
      this.stale.add(file);
    }
    if (said) this.files.set(deployment, [...parts.keys()]);
    else this.files.delete(deployment);
  }

  /** A word about the whole audit, in place of the one before. */
  remark(problem: Problem | undefined): void {
    if (problem?.message === this.told?.message && problem?.uri === this.told?.uri) return;
    this.told = problem;
    this.take("", problem && { findings: [], checks: [], problems: [problem] }, true);
  }

  /** A file of its own changed, so what is added for it may have. */
  touch(file: string): void {
    this.stale.add(file);
  }

  /** Puts together what is said about each file of which something changed; `place` tells where a deployment stands among the others. */
  *settle(place: (deployment: string) => number, finish: Finish): Generator<void, void> {
    for (const file of this.stale) {
      const about = this.about(file, place, finish);
      const before = this.abouts.get(file);
      if (before) this.count(before, -1);
      if (about) this.count(about, 1);
      if (about) this.abouts.set(file, about);
      else this.abouts.delete(file);
      if (!before || !about) this.sorted = undefined;
      else this.sorted?.set(before, about);
      this.stale.delete(file);
      yield;
    }
  }

  /** Everything that is said, as far as it is settled, by file in order of URIs. */
  all(): { readonly abouts: readonly About[]; readonly counts: Counts } {
    this.sorted ??= new Sorted([...this.abouts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, about]) => about));
    return { abouts: this.sorted.all(), counts: { ...this.counts } };
  }

  private count({ findings, checks }: About, by: 1 | -1): void {
    for (const { verdict } of checks) if (verdict === "met") this.counts.met += by;
    for (const { suppressed, verdict } of findings) this.counts[suppressed ? "suppressed" : verdict] += by;
  }

  private about(file: string, place: (deployment: string) => number, finish: Finish): About | undefined {
    const parts = [...(this.parts.get(file) ?? [])].sort(([a], [b]) => place(a) - place(b)).map(([, part]) => part);
    if (parts.length === 0) this.parts.delete(file);
    const { findings, problems } = finish(file, combineFindings(parts));
    const about = { findings, checks: combineChecks(parts), problems: combineProblems([problems, ...parts.map((part) => part.problems)]) };
    return about.findings.length + about.checks.length + about.problems.length > 0 ? about : undefined;
  }
}

/** A list of which items are replaced in their place. */
class Sorted {
  private readonly items: About[];
  private readonly places: Map<About, number>;

  constructor(items: About[]) {
    this.items = items;
    this.places = new Map(items.map((item, place) => [item, place]));
  }

  set(before: About, now: About): void {
    const place = this.places.get(before);
    if (place === undefined) return;
    this.items[place] = now;
    this.places.delete(before);
    this.places.set(now, place);
  }

  all(): readonly About[] {
    return [...this.items];
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
