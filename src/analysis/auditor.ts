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
import { plansOf } from "./plans.ts";
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
  private readonly fragments = new Map<string, readonly Fragment[]>();
  private readonly outlines = new Map<Source, Outlined | undefined>();
  private readonly syntax = new WeakMap<Source, readonly Problem[]>();
  private evaluated = new Map<string, Evaluated>();
  private judged = new Map<string, Judged>();

  constructor(options: AuditorOptions) {
    this.options = options;
  }

  /** Gives a file's text. A file that was only asked for by another (`asked`) is no entry of its own. */
  put(uri: string, text: string, as: "entry" | "asked" = "entry"): void {
    const have = this.files.get(uri);
    if (as === "entry") this.entries.add(uri);
    if (have && have !== "missing" && have.text === text) return;
    this.forgetOutline(uri);
    this.files.set(uri, { uri, text });
    const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
    const inside = this.folders.get(folder) ?? new Set<string>();
    this.folders.set(folder, inside.add(uri));
  }

  /** Says that a file is not there (any more). */
  remove(uri: string): void {
    this.forgetOutline(uri);
    this.files.set(uri, "missing");
    this.entries.delete(uri);
    this.folders.get(uri.slice(0, uri.lastIndexOf("/") + 1))?.delete(uri);
  }

  /** Says which files a folder (a URI ending in `/`) holds. Without it a folder holds what was put of it. */
  putListing(folder: string, uris: readonly string[] | "missing"): void {
    this.listings.set(folder, uris);
  }

  /** Gives what was read elsewhere, such as rows of Azure, as a deployment of its own; none takes it away. */
  putFragments(id: string, fragments: readonly Fragment[] | undefined): void {
    if (fragments) this.fragments.set(id, fragments);
    else this.fragments.delete(id);
  }

  list(folder: string): readonly string[] | "wanted" | "missing" {
    const given = this.listings.get(folder);
    if (given) return given;
    const known = this.folders.get(folder);
    return known?.size ? [...known].sort() : "wanted";
  }

  text(uri: string): Source | undefined {
    const given = this.files.get(uri);
    return given === "missing" ? undefined : given;
  }

  /** What evaluation asks for and nobody has given yet: URIs of files, and of folders, which end in `/`. Asks no rule. Total. */
  wanted(settings: Settings): readonly string[] {
    return wantedBy(this.evaluate(this.outlineAll(), settings));
  }

  /** Everything there is to say about the files as given. Total. */
  audit(settings: Settings): AuditResult {
    const outlined = this.outlineAll();
    const evaluated = this.evaluate(outlined, settings);
    const judged = evaluated.map((one) => judgeDeployment(one, this.judged.get(one.deployment.id), this.options));
    this.judged = new Map(judged.map((one) => [one.evaluated.deployment.id, one]));
    return this.result(judged, outlined, settings);
  }

  private evaluate(outlined: readonly Outlined[], settings: Settings): readonly Evaluated[] {
    const base = settings.base ?? this.options.root;
    const candidates = outlined.filter(
      (file) => this.entries.has(file.uri) && !settings.exclude.some((glob) => matches(glob, relativeTo(base, file.uri))),
    );
    const given = [...this.fragments].map(([id, fragments]) => ({ id, members: [], given: fragments }));
    const plans = [...plansOf(discover(candidates), settings, this.options), ...given];
    const evaluated = plans.map((plan) => evaluateDeployment(plan, this.evaluated.get(plan.id), this, settings, this.options.readers));
    this.evaluated = new Map(evaluated.map((one) => [one.deployment.id, one]));
    return evaluated;
  }

  private result(judged: readonly Judged[], outlined: readonly Outlined[], settings: Settings): AuditResult {
    const base = settings.base ?? this.options.root;
    const relative = (uri: string) => relativeTo(base, uri);
    const combined = severityByPath(combineFindings(judged.flatMap((one) => one.judgement.findings)), settings, relative);
    const bySettings = suppressBySettings(combined, settings.suppressions, this.options.today, relative);
    const findings = suppressByComments(bySettings, (uri) => this.text(uri));
    const checks = combineChecks(judged.flatMap((one) => one.judgement.checks));
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
      if (!this.outlines.has(given)) this.outlines.set(given, this.outlineOf(given));
      const outlined = this.outlines.get(given);
      if (outlined) out.push(outlined);
    }
    return out;
  }

  private outlineOf(source: Source): Outlined | undefined {
    for (const reader of this.options.readers) {
      const outline = reader.claims(source.uri) ? reader.outline(source) : undefined;
      if (outline && outline.role !== "none") return { uri: source.uri, reader, outline };
    }
    return undefined;
  }

  private forgetOutline(uri: string): void {
    const have = this.files.get(uri);
    if (have && have !== "missing") this.outlines.delete(have);
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
