// Findings that somebody has decided to live with: by a comment beside them, or in the configuration.
import type { Problem } from "../model/declaration.ts";
import type { Finding } from "../model/finding.ts";
import type { Source } from "../model/reader.ts";
import type { Suppression } from "./configuration/settings.ts";
import { matches } from "./glob.ts";

const marker = "aml-network-audit:ignore";

/** One comment `aml-network-audit:ignore RULE REASON`. */
interface Comment {
  readonly rule: string;
  readonly reason: string;
  /** The line that it is on, from 0. */
  readonly line: number;
}

/** Marks what is suppressed by a comment on its line or on the lines just above it. */
export function suppressByComments(findings: readonly Finding[], text: (uri: string) => Source | undefined): readonly Finding[] {
  return findings.map((finding) => {
    if (finding.at.from !== "file") return finding;
    const { uri, start } = finding.at;
    const file = commentsOf(text(uri));
    if (!file) return finding;
    const comment = covering(file.comments, lineAt(file.lines, start)).find((one) => one.rule === finding.rule && one.reason !== "");
    return comment ? { ...finding, suppressed: { reason: comment.reason } } : finding;
  });
}

/** Comments that suppress nothing because they give no reason. */
export function commentProblems(source: Source): readonly Problem[] {
  const read = commentsOf(source);
  return [...(read?.comments.values() ?? [])]
    .filter((comment) => comment.reason === "")
    .map((comment) => {
      const start = read?.lines[comment.line] ?? 0;
      const message = `This comment suppresses nothing, because it gives no reason. Write '${marker} ${comment.rule || "RULE"}' and the reason after it.`;
      return { uri: source.uri, start, end: start + 1, message };
    });
}

/** Marks what the configuration suppresses, and says of what it no longer does when that ended. `today` is `YYYY-MM-DD`; `relative` gives a file's path from the configuration. */
export function suppressBySettings(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  today: string,
  relative: (uri: string) => string,
): readonly Finding[] {
  if (suppressions.length === 0) return findings;
  return findings.map((finding) => {
    const meant = finding.suppressed ? [] : suppressions.filter((one) => applies(one, finding, relative));
    const found = meant.find(({ until }) => until === undefined || until >= today);
    if (found) return { ...finding, suppressed: { reason: found.reason, outside: true } };
    const [over] = meant;
    if (!over) return finding;
    const message = `It was accepted until ${over.until}, with the reason: ${over.reason}`;
    return { ...finding, related: [...finding.related, { at: finding.at, message }] };
  });
}

/** Whether a finding is what a suppression is about, whatever the day. */
function applies(one: Suppression, finding: Finding, relative: (uri: string) => string): boolean {
  const file = finding.at.from === "file" ? relative(finding.at.uri) : "";
  return (
    one.rule === finding.rule &&
    (one.file === undefined || matches(one.file, file)) &&
    (one.subject === undefined || one.subject.toLowerCase() === finding.subject.name.toLowerCase()) &&
    (one.value === undefined || one.value.toLowerCase() === finding.value?.toLowerCase())
  );
}

/** A comment covers its own line and the next one; comments under each other cover the line after the last. */
function covering(comments: Comments["comments"], line: number): readonly Comment[] {
  const own = comments.get(line);
  if (own) return [own];
  const above: Comment[] = [];
  for (let one = comments.get(line - 1); one; one = comments.get(one.line - 1)) above.push(one);
  return above.reverse();
}

interface Comments {
  /** By line, in order. */
  readonly comments: ReadonlyMap<number, Comment>;
  readonly lines: readonly number[];
}

const read = new WeakMap<Source, Comments | undefined>();

function commentsOf(source: Source | undefined): Comments | undefined {
  if (!source) return undefined;
  if (!read.has(source)) read.set(source, readComments(source));
  return read.get(source);
}

function readComments(source: Source): Comments | undefined {
  if (!source.text.includes(marker)) return undefined;
  const lines = [0];
  const comments = new Map<number, Comment>();
  source.text.split("\n").forEach((content, line) => {
    lines.push((lines.at(-1) ?? 0) + content.length + 1);
    const at = content.indexOf(marker);
    if (at < 0) return;
    const [rule = "", ...reason] = content
      .slice(at + marker.length)
      .replace("*/", "")
      .trim()
      .split(/[ \t]+/);
    comments.set(line, { rule, reason: reason.join(" "), line });
  });
  return { comments, lines };
}

function lineAt(lines: readonly number[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
