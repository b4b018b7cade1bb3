// What is added to the judgements about one file: severities of its path, suppressions, and the problems of its text.
import type { Problem } from "../model/declaration.ts";
import type { Finding } from "../model/finding.ts";
import type { Source } from "../model/reader.ts";
import type { Settings } from "./configuration/settings.ts";
import type { Outlined } from "./discover.ts";
import { severityByPath } from "./severity.ts";
import { commentProblems, suppressByComments, suppressBySettings } from "./suppress.ts";

export interface Finished {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** A file as it is known by itself. */
interface Known {
  readonly source: Source | undefined;
  readonly outlined: Outlined | undefined;
  /** Why it was not read, when somebody asked for it. */
  readonly unread: string | undefined;
}

interface Under {
  readonly settings: Settings;
  readonly today: string;
  relative(uri: string): string;
}

export function finish(uri: string, findings: readonly Finding[], { source, outlined, unread }: Known, under: Under): Finished {
  const { settings, today, relative } = under;
  const bySettings = suppressBySettings(severityByPath(findings, settings, relative), settings.suppressions, today, relative);
  const own = source && outlined ? problemsOf(source, outlined) : [];
  return {
    findings: suppressByComments(bySettings, () => source),
    problems: unread === undefined ? own : [...own, { uri, start: 0, end: 0, message: unread }],
  };
}

const read = new WeakMap<Source, readonly Problem[]>();

/** What is wrong with a file by itself; worked out once, best when it was just read. */
export function problemsOf(source: Source, { reader }: Outlined): readonly Problem[] {
  const known = read.get(source) ?? [...reader.problems(source), ...commentProblems(source)];
  read.set(source, known);
  return known;
}
