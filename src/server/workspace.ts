// One folder under audit: its files as the editor and the disk have them, and the last answer about them.
import type { Auditor } from "../analysis/auditor.ts";
import { createAuditor } from "../audit.ts";
import { breathe } from "../disk/breathe.ts";
import { headLength, kindOf, sniff } from "../disk/sniff.ts";
import type { AuditResult } from "../model/finding.ts";
import type { Reader } from "../model/reader.ts";
import { createPlaces, type Places } from "../report/places.ts";
import type { Say } from "../report/say.ts";
import type { Files } from "./files.ts";
import type { FolderSettings } from "./settings.ts";

export interface Audited {
  readonly result: AuditResult;
  readonly places: Places;
  /** Grows whenever the files or the settings changed. */
  readonly version: number;
}

export interface Progress {
  readonly signal?: AbortSignal;
  /** A fixed text and what is filled in, as in `Say`. */
  phase?(...text: Parameters<Say>): void;
}

export class Workspace {
  readonly auditor: Auditor;
  /** URI ending in `/`. */
  readonly root: string;
  asked: FolderSettings;
  private readonly deep: boolean;
  private readonly files: Files;
  /** Texts of open documents by URI: they win over the disk. */
  private readonly open = new Map<string, string>();
  private scanned = false;
  private version = 0;
  /** The newest answer, if there was one. */
  last: Audited | undefined;
  /** Who is told what an audit does. */
  private readonly told = new Set<(...text: Parameters<Say>) => void>();
  private running: Promise<unknown> = Promise.resolve();

  constructor(readers: readonly Reader[], files: Files, root: string, deep: boolean, asked: FolderSettings) {
    this.files = files;
    this.root = root;
    this.deep = deep;
    this.asked = asked;
    this.auditor = createAuditor(readers, root, new Date().toISOString().slice(0, 10));
  }

  /** Takes new settings. What is left out changed: the disk is looked at again. */
  configure(asked: FolderSettings): void {
    if (String(this.asked.settings.exclude) !== String(asked.settings.exclude)) this.scanned = false;
    this.asked = asked;
    this.version += 1;
  }

  /** A document was opened or edited. */
  edit(uri: string, text: string): void {
    this.open.set(uri, text);
    this.auditor.put(uri, text);
    this.version += 1;
  }

  /** A document was closed: what the disk has counts again. */
  async close(uri: string): Promise<void> {
    this.open.delete(uri);
    await this.read(uri);
    this.version += 1;
  }

  /** A file changed on disk, appeared or went away. */
  async changed(uri: string, how: "changed" | "appeared" | "vanished"): Promise<void> {
    if (this.asked.excluded(uri) || !(this.auditor.files.has(uri) || (await this.files.isCandidate(uri)))) return;
    if (!this.open.has(uri)) await this.read(uri);
    if (how !== "changed") this.auditor.putListing(folderOf(uri), await this.files.list(folderOf(uri)));
    this.version += 1;
  }

  /** The answer for the files as they are now; the same object while nothing changed. Requests wait for each other. */
  async audit(progress: Progress = {}): Promise<Audited> {
    const { signal, phase } = progress;
    if (phase) this.told.add(phase);
    const turn = this.running.then(() => this.auditNow(signal));
    this.running = turn.catch(() => undefined); // the one who asked sees the failure; the next begins afresh
    // Who wants to stop does not wait for the audit of another.
    const stopped = Promise.withResolvers<never>();
    const stop = () => stopped.reject(signal?.reason);
    signal?.addEventListener("abort", stop);
    try {
      return await Promise.race([turn, stopped.promise]);
    } finally {
      signal?.removeEventListener("abort", stop);
      if (phase) this.told.delete(phase);
    }
  }

  /** The answer for the files as they are now, or when that takes more than so many milliseconds, the last one there was. */
  async glance(patience: number, signal: AbortSignal): Promise<Audited | undefined> {
    const glanced = Promise.withResolvers<Audited | undefined>();
    const timer = setTimeout(() => glanced.resolve(this.last), patience);
    try {
      return await Promise.race([this.audit({ signal }), glanced.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether nothing changed since an answer was begun. */
  isCurrent({ version }: Audited): boolean {
    return version === this.version;
  }

  /** The text of a file as it is judged. */
  text(uri: string): string | undefined {
    return this.auditor.text(uri)?.text;
  }

  private async auditNow(signal: AbortSignal | undefined): Promise<Audited> {
    signal?.throwIfAborted();
    if (!this.scanned) await this.scan(signal);
    await breathe(); // edits and cancellations that have already arrived are taken in first
    signal?.throwIfAborted();
    const { version } = this;
    if (this.last?.version === version) return this.last;
    this.tell("Judging deployments");
    const result = await this.files.audit(this.auditor, this.asked.settings, signal);
    const places = createPlaces(this.root, (uri) => this.text(uri));
    this.last = { result, places, version };
    return this.last;
  }

  /** What an audit does is told to all who wait for it, whoever asked first. */
  private tell(...text: Parameters<Say>): void {
    for (const phase of this.told) phase(...text);
  }

  private async scan(signal: AbortSignal | undefined): Promise<void> {
    const excluded = (uri: string) => this.asked.excluded(uri) || (!this.deep && folderOf(uri) !== this.root);
    this.tell("Looking for Bicep, ARM and Terraform files");
    const { uris, problems } = await this.files.find(this.root, { excluded, ...(signal && { signal }) });
    for (const [index, uri] of uris.entries()) {
      if (index % 50 === 0) {
        this.tell("Reading files ({0} of {1})", index, uris.length);
        await breathe();
      }
      signal?.throwIfAborted();
      if (!this.open.has(uri)) await this.read(uri);
    }
    for (const [uri, message] of problems) this.auditor.putUnread(uri, message);
    this.scanned = true;
  }

  private async read(uri: string): Promise<void> {
    const loaded = await this.files.load(uri);
    if (this.open.has(uri)) return; // opened while the disk was read
    if (loaded !== "missing" && "text" in loaded) this.auditor.put(uri, loaded.text, isEntry(uri, loaded.text) ? "entry" : "asked");
    else if (loaded === "missing") this.auditor.remove(uri);
    else this.auditor.putUnread(uri, loaded.problem);
  }
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

/** JSON that another file loads is no template of its own. */
function isEntry(uri: string, text: string): boolean {
  return kindOf(uri) === "ours" || sniff(text.slice(0, headLength));
}
