// The audit over a set of files that changes: everything is recomputed from what was given, and what did not change is remembered by value.
import type { Fragment } from "../model/declaration.ts";
import type { AuditResult, Deployment, Finding } from "../model/finding.ts";
import type { Reader, Source } from "../model/reader.ts";
import type { Rule } from "../model/verdict.ts";
import { Askers, asked } from "./askers.ts";
import { type About, Combined } from "./combined.ts";
import type { Settings } from "./configuration/settings.ts";
import { discover } from "./discover.ts";
import { type Finished, finish, problemsOf } from "./finish.ts";
import { GivenFiles } from "./given-files.ts";
import { matches } from "./glob.ts";
import { Graphs } from "./graphs.ts";
import { type Evaluated, evaluateDeployment, judgeDeployment } from "./judge-deployment.ts";
import { leftOut } from "./left-out.ts";
import { needsOf } from "./needs.ts";
import { Outlines } from "./outlines.ts";
import { type Plan, plansOf, samePlan } from "./plans.ts";
import { resultOf } from "./result.ts";
import type { Given } from "./world.ts";

export interface AuditorOptions {
  readonly readers: readonly Reader[];
  readonly rules: readonly Rule[];
  /** URI of the folder that paths in results are relative to, ending in `/`. */
  readonly root: string;
  /** `YYYY-MM-DD`: suppressions end by it. */
  readonly today: string;
  /** Published prefixes of a service tag, by its lower-case name, where somebody gave them. */
  readonly servicePrefixes?: (tag: string) => readonly string[] | undefined;
  /** Whether a rule may begin at a resource of this kind. A deployment without any is not judged; all are when it is not given. */
  readonly begins?: (kind: string) => boolean;
  /** How many checks are held, when not as many as usual. */
  readonly most?: number;
}

/** Where an audit lets others have their turn. What stands in it is asked for: whoever drives the audit gives it before going on. */
type Pause = readonly string[];

/** By id, in order, with the place in it. */
type Plans = ReadonlyMap<string, { readonly plan: Plan; readonly place: number }>;

/** Holds files and what was computed from them; reads nothing by itself. */
export class Auditor {
  private readonly options: AuditorOptions;
  private readonly given = new GivenFiles();
  private readonly outlines: Outlines;
  private readonly graphs = new Graphs();
  private readonly fragments = new Map<string, readonly Fragment[]>();
  private readonly evaluated = new Map<string, Evaluated>();
  private readonly askers = new Askers();
  private readonly combined: Combined;
  /** In their order, from what is evaluated. */
  private readonly deployments: (Deployment | undefined)[] = [];
  /** Those that are not judged because no more is held. */
  private readonly left = new Set<string>();
  /** What was asked for and nobody has given yet, by the deployment that asked. */
  private readonly wanted = new Map<string, readonly string[]>();
  private resources = 0;
  /** Gone when other deployments may be found. */
  private plans: Plans | undefined;
  private settings: Settings | undefined;
  /** Ids of the deployments of which something changed. */
  private readonly stale = new Set<string>();

  constructor(options: AuditorOptions) {
    this.options = options;
    this.outlines = new Outlines(options.readers);
    this.combined = new Combined(options.most);
  }

  get root(): string {
    return this.options.root;
  }

  get files(): ReadonlyMap<string, Given> {
    return this.given.files;
  }

  /** Gives a file's text. A file that was only asked for by another (`asked`) is no entry of its own. */
  put(uri: string, text: string, as: "entry" | "asked" = "entry"): void {
    this.given.put(uri, text, as);
  }

  /** Says that a file is not there (any more). */
  remove(uri: string): void {
    this.given.remove(uri);
  }

  /** Says that a file is there and was not read: a sentence. It is a problem of an entry, and of deployments that ask for the file. */
  putUnread(uri: string, why: string, as: "entry" | "asked" = "entry"): void {
    this.given.putUnread(uri, why, as);
  }

  /** Says which files a folder (a URI ending in `/`) holds. Without it a folder holds what was put of it. */
  putListing(folder: string, uris: readonly string[] | "missing"): void {
    this.given.putListing(folder, uris);
  }

  /** Gives what was read elsewhere, such as rows of Azure, as a deployment of its own; none takes it away. */
  putFragments(id: string, fragments: readonly Fragment[] | undefined): void {
    this.plans = undefined;
    if (fragments) this.fragments.set(id, fragments);
    else this.fragments.delete(id);
  }

  list(folder: string): readonly string[] | "wanted" | "missing" {
    return this.given.list(folder);
  }

  text(uri: string): Source | undefined {
    return this.given.text(uri);
  }

  /** What the last audit said, by file. */
  get abouts(): ReadonlyMap<string, About> {
    return this.combined.abouts;
  }

  /** Everything there is to say about the files as given. Total. */
  audit(settings: Settings): AuditResult {
    for (const steps = this.auditing(settings); ; ) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** `audit`, step by step; it may be left unfinished. What is given meanwhile is taken in, so that no answer mixes two states of the files. */
  *auditing(settings: Settings): Generator<Pause, AuditResult> {
    for (let pass = 0; ; pass += 1) {
      const patient = pass < patience;
      const plans = yield* this.refresh(settings, patient);
      if (this.stale.size === 0) {
        yield* this.settled(plans, settings, patient);
        if (!this.given.isChanged) return this.result();
      }
      for (const id of [...this.stale]) {
        const found = plans.get(id);
        const fits = found?.plan.given || this.evaluated.has(id) || !this.combined.room.isFull;
        if (found && fits) yield* this.judged(found.plan, settings, patient);
        if (found && !fits) this.left.add(id);
        if (found) this.deployments[found.place] = this.evaluated.get(id)?.deployment;
        this.stale.delete(id);
      }
    }
  }

  /** Takes in what was given since the last time. */
  private *refresh(settings: Settings, patient: boolean): Generator<Pause, Plans> {
    if (this.settings !== settings) {
      this.plans = undefined;
      for (const id of this.evaluated.keys()) this.stale.add(id);
    }
    this.settings = settings;
    for (const uri of this.given.takeChanges()) {
      this.take(uri);
      if (patient) yield [];
    }
    this.makeRoom();
    const plans = this.plans ?? this.found(settings);
    this.plans = plans;
    if (patient) yield [];
    return plans;
  }

  /** Where there is room again, what did not fit has its turn again. */
  private makeRoom(): void {
    const { cut, isFull } = this.combined.room;
    if (isFull || (!cut && this.left.size === 0)) return;
    if (cut) this.forget(cut.deployment);
    for (const id of [...this.left, ...(cut ? [cut.deployment] : [])]) this.stale.add(id);
    this.left.clear();
  }

  private takeChanges(): void {
    for (const uri of this.given.takeChanges()) this.take(uri);
  }

  private take(uri: string): void {
    const source = this.given.text(uri);
    if (this.outlines.take(uri, source, this.given.isEntry(uri))) this.plans = undefined;
    const outlined = this.outlines.of(uri);
    if (source && outlined && !outlined.outline.compiled) problemsOf(source, outlined);
    this.combined.touch(uri);
    for (const id of this.askers.of(uri) ?? []) this.stale.add(id);
  }

  private found(settings: Settings): Plans {
    const base = settings.base ?? this.options.root;
    const taken = (uri: string) => !settings.exclude.some((glob) => matches(glob, relativeTo(base, uri)));
    const candidates = this.outlines.entries().filter(({ uri }) => taken(uri));
    const fragments = [...this.fragments].map(([id, given]) => ({ id, members: [], given }));
    const found = discover(candidates).filter(({ entry }) => taken(entry.uri));
    const all = [...plansOf(found, settings, this.options), ...fragments];
    const plans = new Map(all.map((plan, place) => [plan.id, { plan, place }]));
    this.deployments.length = all.length;
    for (const [id, { plan, deployment }] of this.evaluated) {
      const now = plans.get(id);
      if (now) this.deployments[now.place] = deployment;
      if (now && samePlan(plan, now.plan)) continue;
      this.forget(id);
      this.graphs.drop(deployment);
      this.stale.delete(id);
    }
    for (const id of this.left) if (!plans.has(id)) this.left.delete(id);
    for (const id of plans.keys()) if (!this.evaluated.has(id)) this.stale.add(id);
    return plans;
  }

  private forget(id: string): void {
    this.keep(id, undefined);
    this.combined.take(id, undefined);
  }

  private *judged(plan: Plan, settings: Settings, patient: boolean): Generator<Pause, void> {
    yield* this.lacking(plan);
    const { readers, begins } = this.options;
    const outlineOf = (uri: string) => this.outlines.of(uri);
    const world = { files: this.given, settings, readers, graphs: this.graphs, outlineOf, ...(begins && { begins }) };
    const last = this.evaluated.get(plan.id);
    let now = evaluateDeployment(plan, last, world);
    for (let round = 0; round < rounds && now.wanted.length > 0; round += 1) {
      yield now.wanted;
      this.takeChanges();
      const next = evaluateDeployment(plan, now, world);
      if (next === now) break;
      now = next;
    }
    if (patient) yield [];
    if (now === last) return;
    this.keep(plan.id, now);
    const { most } = this.combined.room;
    if (plan.given) this.combined.take(plan.id, judgeDeployment(now, this.options), true);
    else this.combined.take(plan.id, judgeDeployment(now, { ...this.options, most: 4 * most }));
    if (patient) yield [];
  }

  /** Asks for what evaluation is going to ask for. */
  private *lacking(plan: Plan): Generator<Pause, void> {
    const asked = new Set<string>();
    for (;;) {
      const lacking = needsOf(plan, this.given, (uri) => this.outlines.of(uri)).filter((uri) => !asked.has(uri));
      if (lacking.length === 0) return;
      for (const uri of lacking) asked.add(uri);
      yield lacking;
      this.takeChanges();
    }
  }

  private keep(id: string, now: Evaluated | undefined): void {
    const last = this.evaluated.get(id);
    if (last) this.askers.remove(id, last.record);
    if (now) this.askers.add(id, now.record);
    for (const uri of [last, now].flatMap((one) => (one ? asked(one.record) : []))) {
      if (this.given.whyUnread(uri) !== undefined || this.outlines.of(uri)?.outline.compiled) this.combined.touch(uri);
    }
    if (now) this.evaluated.set(id, now);
    else this.evaluated.delete(id);
    this.resources += (now?.deployment.resources ?? 0) - (last?.deployment.resources ?? 0);
    if (now?.wanted.length) this.wanted.set(id, now.wanted);
    else this.wanted.delete(id);
  }

  private *settled(plans: Plans, settings: Settings, patient: boolean): Generator<Pause, void> {
    const place = (id: string) => plans.get(id)?.place ?? 0;
    const left = [...this.left].sort((a, b) => place(a) - place(b));
    this.combined.remark(leftOut(this.combined.room, left, plans.get(left[0] ?? this.combined.room.cut?.deployment ?? "")?.plan));
    for (const _ of this.combined.settle(place, (uri, found) => this.finish(uri, found, settings))) if (patient) yield [];
  }

  private result(): AuditResult {
    const { abouts, counts } = this.combined.all();
    const wanted = [...new Set([...this.wanted.values()].flat())].sort();
    const deployments = this.deployments.filter((one) => one !== undefined);
    return resultOf(abouts, deployments, this.combined.told, { files: this.outlines.size, resources: this.resources, ...counts }, wanted);
  }

  private finish(uri: string, findings: readonly Finding[], settings: Settings): Finished {
    const base = settings.base ?? this.options.root;
    const isAsked = this.askers.of(uri) !== undefined;
    const unread = isAsked || this.given.isEntry(uri) ? this.given.whyUnread(uri) : undefined;
    const outlined = this.outlines.of(uri);
    // What Bicep compiled is left aside as long as nobody deploys it, and so are its problems.
    const own = outlined?.outline.compiled && !isAsked ? undefined : outlined;
    const known = { source: this.given.text(uri), outlined: own, unread };
    return finish(uri, findings, known, { settings, today: this.options.today, relative: (one) => relativeTo(base, one) });
  }
}

/** So often an audit begins again because files changed; then it no longer lets itself be interrupted. */
const patience = 3;

/** Each round goes one module deeper; the deepest nesting that is evaluated is well below this. */
const rounds = 100;

/** A file's path below a folder; the whole URI when it is not below. */
export function relativeTo(base: string, uri: string): string {
  return uri.startsWith(base) ? decodeURIComponent(uri.slice(base.length)) : uri;
}
