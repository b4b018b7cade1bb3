// The audit over a set of files that changes: everything is recomputed from what was given, and what did not change is remembered by value.
import type { Fragment, Problem } from "../model/declaration.ts";
import type { AuditResult, Deployment } from "../model/finding.ts";
import type { Reader, Source } from "../model/reader.ts";
import type { Rule } from "../model/verdict.ts";
import { combineChecks, combineFindings } from "./combine.ts";
import type { Settings } from "./configuration/settings.ts";
import { discover, type Outlined } from "./discover.ts";
import { matches } from "./glob.ts";
import { type Evaluated, evaluateDeployment, type Judged, judgeDeployment } from "./judge-deployment.ts";
import { type Plan, plansOf } from "./plans.ts";
import { severityByPath } from "./severity.ts";
import { commentProblems, suppressByComments, suppressBySettings } from "./suppress.ts";
import type { Files, Given } from "./world.ts";

export interface AuditorOptions {
  readonly readers: readonly Reader[];
  readonly rules: readonly Rule[];
  /** URI of the folder that paths in results are relative to, ending in `/`. */
  readonly root: string;
  /** `YYYY-MM-DD`: suppressions end by it. */
  readonly today: string;
  /** Published prefixes of a service tag, by its lower-case name, where somebody gave them. */
  readonly servicePrefixes?: (tag: string) => readonly string[] | undefined;
}

/** Holds files and what was computed from them; reads nothing by itself. */
export class Auditor implements Files {
  readonly files = new Map<string, Given>();
  private readonly options: AuditorOptions;
  private readonly entries = new Set<string>();
  private readonly listings = new Map<string, readonly string[] | "missing">();
  private readonly folders = new Map<string, Set<string>>();
  private readonly sorted = new Map<string, readonly string[]>();
  private readonly fragments = new Map<string, readonly Fragment[]>();
  private readonly outlines = new Map<string, Kept>();
  private readonly syntax = new WeakMap<Source, readonly Problem[]>();
  /** Deployments as last found; gone when a file comes, goes, or is outlined otherwise than before. */
  private plans: { readonly settings: Settings; readonly all: readonly Plan[] } | undefined;
  /** Deployments as last evaluated; gone when anything at all is given. */
  private current: { readonly settings: Settings; readonly all: readonly Evaluated[] } | undefined;
  /** Grows with everything that is given or taken away. */
  private given = 0;
  private evaluated = new Map<string, Evaluated>();
  private judged = new Map<string, Judged>();

  constructor(options: AuditorOptions) {
    this.options = options;
  }

  get root(): string {
    return this.options.root;
  }

  /** Gives a file's text. A file that was only asked for by another (`asked`) is no entry of its own. */
  put(uri: string, text: string, as: "entry" | "asked" = "entry"): void {
    const have = this.files.get(uri);
    if (as === "entry" && !this.entries.has(uri)) {
      this.entries.add(uri);
      this.plans = undefined;
      this.changed();
    }
    if (have && have !== "missing" && have.text === text) return;
    this.changed();
    this.files.set(uri, { uri, text });
    const folder = folderOf(uri);
    const inside = this.folders.get(folder) ?? new Set<string>();
    if (!inside.has(uri)) this.sorted.delete(folder);
    this.folders.set(folder, inside.add(uri));
  }

  /** Says that a file is not there (any more). */
  remove(uri: string): void {
    this.changed();
    if (this.outlines.delete(uri) || this.entries.delete(uri)) this.plans = undefined;
    this.entries.delete(uri);
    this.files.set(uri, "missing");
    if (this.folders.get(folderOf(uri))?.delete(uri)) this.sorted.delete(folderOf(uri));
  }

  /** Says which files a folder (a URI ending in `/`) holds. Without it a folder holds what was put of it. */
  putListing(folder: string, uris: readonly string[] | "missing"): void {
    this.changed();
    this.listings.set(folder, uris);
  }

  /** Gives what was read elsewhere, such as rows of Azure, as a deployment of its own; none takes it away. */
  putFragments(id: string, fragments: readonly Fragment[] | undefined): void {
    this.changed();
    if (fragments) this.fragments.set(id, fragments);
    else this.fragments.delete(id);
  }

  list(folder: string): readonly string[] | "wanted" | "missing" {
    const given = this.listings.get(folder);
    if (given) return given;
    const known = this.folders.get(folder);
    if (!known?.size) return "wanted";
    const sorted = this.sorted.get(folder) ?? [...known].sort();
    this.sorted.set(folder, sorted);
    return sorted;
  }

  text(uri: string): Source | undefined {
    const given = this.files.get(uri);
    return given === "missing" ? undefined : given;
  }

  /** What evaluation asks for and nobody has given yet: URIs of files, and of folders, which end in `/`. Asks no rule. Total. */
  wanted(settings: Settings): readonly string[] {
    return drain(this.wanting(settings));
  }

  /** Everything there is to say about the files as given. Total. */
  audit(settings: Settings): AuditResult {
    return drain(this.auditing(settings));
  }

  /** `wanted`, deployment by deployment: whoever drives it may breathe in between, take changes in, or leave it unfinished. */
  *wanting(settings: Settings): Generator<undefined, readonly string[]> {
    return wantedBy(yield* this.evaluate(this.outlineAll(), settings));
  }

  /** `audit` in the same way. When files are given meanwhile it begins again, so that no answer mixes two states of the files. */
  *auditing(settings: Settings): Generator<undefined, AuditResult> {
    for (let attempt = 0; ; attempt += 1) {
      const { given } = this;
      const outlined = this.outlineAll();
      const evaluated = attempt < patience ? yield* this.evaluate(outlined, settings) : drain(this.evaluate(outlined, settings));
      const judged: Judged[] = [];
      for (const one of evaluated) {
        judged.push(judgeDeployment(one, this.judged.get(one.deployment.id), this.options));
        if (attempt < patience) yield;
      }
      this.judged = new Map(judged.map((one) => [one.evaluated.deployment.id, one]));
      if (given === this.given) return this.result(judged, outlined, settings);
    }
  }

  private *evaluate(outlined: readonly Outlined[], settings: Settings): Generator<undefined, readonly Evaluated[]> {
    if (this.current?.settings === settings) return this.current.all;
    const { given } = this;
    const fragments = [...this.fragments].map(([id, some]) => ({ id, members: [], given: some }));
    const plans = [...this.found(outlined, settings), ...fragments];
    const all: Evaluated[] = [];
    for (const plan of plans) {
      all.push(evaluateDeployment(plan, this.evaluated.get(plan.id), this, settings, this.options.readers));
      yield;
    }
    this.evaluated = new Map(all.map((one) => [one.deployment.id, one]));
    if (given === this.given) this.current = { settings, all };
    return all;
  }

  private changed(): void {
    this.given += 1;
    this.current = undefined;
  }

  private found(outlined: readonly Outlined[], settings: Settings): readonly Plan[] {
    if (this.plans?.settings === settings) return this.plans.all;
    const base = settings.base ?? this.options.root;
    const candidates = outlined.filter(
      (file) => this.entries.has(file.uri) && !settings.exclude.some((glob) => matches(glob, relativeTo(base, file.uri))),
    );
    const all = plansOf(discover(candidates), settings, this.options);
    this.plans = { settings, all };
    return all;
  }

  private result(judged: readonly Judged[], outlined: readonly Outlined[], settings: Settings): AuditResult {
    const base = settings.base ?? this.options.root;
    const relative = (uri: string) => relativeTo(base, uri);
    const judgements = judged.map((one) => one.judgement);
    const combined = severityByPath(combineFindings(judgements), settings, relative);
    const bySettings = suppressBySettings(combined, settings.suppressions, this.options.today, relative);
    const findings = suppressByComments(bySettings, (uri) => this.text(uri));
    const checks = combineChecks(judgements);
    const deployments: readonly Deployment[] = judged.map((one) => one.evaluated.deployment);
    const suppressed = findings.filter((finding) => finding.suppressed).length;
    const open = findings.filter((finding) => !finding.suppressed);
    return {
      findings,
      checks,
      problems: this.problems(judged, outlined),
      deployments,
      summary: {
        files: outlined.length,
        resources: deployments.reduce(
          (sum, one) => sum + one.graph.resources.filter((resource) => !resource.existing && !resource.inline).length,
          0,
        ),
        met: checks.filter((check) => check.verdict === "met").length,
        unmet: open.filter((finding) => finding.verdict === "unmet").length,
        unclear: open.filter((finding) => finding.verdict === "unclear").length,
        suppressed,
      },
      wanted: wantedBy(judged.map((one) => one.evaluated)),
    };
  }

  private problems(judged: readonly Judged[], outlined: readonly Outlined[]): readonly Problem[] {
    const seen = new Map<string, Problem>();
    const own = outlined.flatMap((file) => this.problemsOf(file));
    for (const problem of [...own, ...judged.flatMap((one) => [...one.evaluated.deployment.graph.problems, ...one.judgement.problems])]) {
      seen.set(`${problem.uri}:${problem.start}-${problem.end}:${problem.message}`, problem);
    }
    return [...seen.values()].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.start - b.start));
  }

  private problemsOf(file: Outlined): readonly Problem[] {
    const source = this.text(file.uri);
    if (!source) return [];
    const known = this.syntax.get(source) ?? [...file.reader.problems(source), ...commentProblems(source)];
    this.syntax.set(source, known);
    return known;
  }

  private outlineAll(): readonly Outlined[] {
    const out: Outlined[] = [];
    for (const given of this.files.values()) {
      if (given === "missing") continue;
      let kept = this.outlines.get(given.uri);
      if (kept?.source !== given) {
        const shape = kept?.shape;
        kept = this.outlineOf(given);
        if (kept.shape !== shape) this.plans = undefined;
        this.outlines.set(given.uri, kept);
      }
      if (kept.outlined) out.push(kept.outlined);
    }
    return out;
  }

  private outlineOf(source: Source): Kept {
    for (const reader of this.options.readers) {
      const outline = reader.claims(source.uri) ? reader.outline(source) : undefined;
      if (outline && outline.role !== "none")
        return { source, outlined: { uri: source.uri, reader, outline }, shape: `${reader.language} ${JSON.stringify(outline)}` };
    }
    return { source, outlined: undefined, shape: "" };
  }
}

interface Kept {
  readonly source: Source;
  readonly outlined: Outlined | undefined;
  /** What deployments are found by: the outline as text. */
  readonly shape: string;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

/** So often an audit begins again because files changed; then it no longer lets itself be interrupted. */
const patience = 3;

function drain<Answer>(steps: Generator<undefined, Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function wantedBy(evaluated: readonly Evaluated[]): readonly string[] {
  const wanted = new Set<string>();
  for (const { record } of evaluated) {
    for (const [uri, given] of record.reads) if (given === "wanted") wanted.add(uri);
    for (const [folder, listed] of record.lists) if (listed === "wanted") wanted.add(folder);
  }
  return [...wanted].sort();
}

/** A file's path below a folder; the whole URI when it is not below. */
export function relativeTo(base: string, uri: string): string {
  return uri.startsWith(base) ? decodeURIComponent(uri.slice(base.length)) : uri;
}
