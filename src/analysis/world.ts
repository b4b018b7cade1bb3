// What evaluation sees of the world: the files that a face gave, readers for modules, and a record of what was asked.
import type { Cloud, Fragment } from "../model/declaration.ts";
import type { Host, ModuleCall, Reader, Source } from "../model/reader.ts";
import type { Reason } from "../model/value.ts";

/** A file as given: its text, or that it is not there. Absent from the map: nobody has looked yet. */
export type Given = Source | "missing";

export interface Files {
  readonly files: ReadonlyMap<string, Given>;
  /** URIs of the files directly in a folder, as given, or as known from `files`. */
  list(folder: string): readonly string[] | "wanted" | "missing";
}

/** Every answer that an evaluation got. While all are still the same, so is its result. */
export interface Record {
  readonly reads: Map<string, Given | "wanted">;
  readonly lists: Map<string, readonly string[] | "wanted" | "missing">;
}

const deepest = 24;
/** Of modules in one deployment. Two calls in each module are 16 million at the deepest. */
const mostCalls = 4000;

export function hostFor(files: Files, readers: readonly Reader[], cloud: Cloud, region: string | undefined, record: Record): Host {
  const active: string[] = [];
  let calls = 0;
  const host: Host = {
    cloud,
    ...(region === undefined ? {} : { region }),
    read: (uri) => {
      const given = givenOf(uri, files);
      record.reads.set(uri, given);
      return given;
    },
    list: (folder) => {
      const listed = files.list(folder);
      record.lists.set(folder, listed);
      return listed;
    },
    module: (call) => {
      const reader = readers.find((one) => one.claims(call.uri));
      if (!reader) return unseen(call, { kind: "unsupported", text: `'${call.uri}' is no template that can be read.` });
      if (active.filter((uri) => uri === call.uri).length > 1) return unseen(call, { kind: "error", text: "This module uses itself." });
      if (active.length >= deepest) return unseen(call, { kind: "limit", text: `Modules are nested more than ${deepest} deep here.` });
      calls += 1;
      if (calls > mostCalls) return unseen(call, { kind: "limit", text: `More than ${mostCalls} modules are called in this deployment.` });
      active.push(call.uri);
      const fragment = reader.call(call, host);
      active.pop();
      return fragment;
    },
  };
  return host;
}

/** Whether everything that was asked would be answered the same today. */
export function stillHolds(record: Record, files: Files): boolean {
  for (const [uri, given] of record.reads) if (givenOf(uri, files) !== given) return false;
  for (const [folder, listed] of record.lists) {
    const now = files.list(folder);
    if (now !== listed && String(now) !== String(listed)) return false;
  }
  return true;
}

/** A folder is no file: nobody has to look for it. */
function givenOf(uri: string, { files }: Files): Given | "wanted" {
  return files.get(uri) ?? (uri.endsWith("/") ? "missing" : "wanted");
}

/** The world as it was while this was written down. */
export function filesOf({ reads, lists }: Record): Files {
  const files = new Map<string, Given>();
  for (const [uri, given] of reads) if (given !== "wanted") files.set(uri, given);
  return { files, list: (folder) => lists.get(folder) ?? "wanted" };
}

export function wantedBy({ reads, lists }: Record): readonly string[] {
  const wanted: string[] = [];
  for (const [uri, given] of reads) if (given === "wanted") wanted.push(uri);
  for (const [folder, listed] of lists) if (listed === "wanted") wanted.push(folder);
  return wanted;
}

function unseen(call: ModuleCall, because: Reason): Fragment {
  const at = call.calls.at(-1);
  return {
    declarations: [],
    outputs: new Map(),
    unseen: at ? [{ because: { ...because, at }, at }] : [],
    problems: at?.from === "file" && because.kind === "error" ? [{ uri: at.uri, start: at.start, end: at.end, message: because.text }] : [],
  };
}
