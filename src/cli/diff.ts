// A unified difference of two texts, as `patch` and people read it.
import { legible } from "../report/legible.ts";
import { createPaint } from "../report/paint.ts";

const context = 3;

/** Empty when the texts are the same. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const hunks = hunksOf(old, now);
  if (!hunks.length) return "";
  return `--- a/${path}\n+++ b/${path}\n${hunks.map((hunk) => show(hunk, old, now)).join("")}`;
}

/** The difference as a terminal shows it: what goes in red, what comes in green. Its own control characters are not passed on. */
export function painted(diff: string, colour: boolean): string {
  const paint = createPaint(colour);
  const line = (text: string): string => {
    if (text.startsWith("--- ") || text.startsWith("+++ ")) return paint.bold(text);
    if (text.startsWith("@@ ")) return paint.blue(text);
    if (text.startsWith("-")) return paint.red(text);
    return text.startsWith("+") ? paint.green(text) : text;
  };
  return diff
    .split("\n")
    .map((text) => line(text.replace(/\r$/, "").split("\t").map(legible).join("\t")))
    .join("\n");
}

/** Lines [start, end) of the old text give way to lines of the new one. */
interface Hunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** Equal runs are found greedily: good for edits that insert and replace, which is what fixes do. */
function hunksOf(old: readonly string[], now: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const [oldEnd, newEnd] = meeting(old, now, i, j);
    hunks.push({ oldStart: i, oldEnd, newStart: j, newEnd });
    [i, j] = [oldEnd, newEnd];
  }
  return hunks;
}

/** The nearest pair of positions from which three lines are the same again, or both ends. */
function meeting(old: readonly string[], now: readonly string[], i: number, j: number): readonly [number, number] {
  const limit = Math.max(old.length - i, now.length - j);
  for (let distance = 1; distance <= 2 * limit; distance += 1) {
    for (let ahead = Math.max(0, distance - (now.length - j)); ahead <= Math.min(distance, old.length - i); ahead += 1) {
      if (same(old, now, i + ahead, j + distance - ahead)) return [i + ahead, j + distance - ahead];
    }
  }
  return [old.length, now.length];
}

function same(old: readonly string[], now: readonly string[], i: number, j: number): boolean {
  if (i === old.length || j === now.length) return i === old.length && j === now.length;
  return [0, 1, 2].every((step) => old[i + step] === now[j + step]);
}

function show({ oldStart, oldEnd, newStart, newEnd }: Hunk, old: readonly string[], now: readonly string[]): string {
  const from = Math.max(0, oldStart - context);
  const to = Math.min(old.length, oldEnd + context);
  const lead = old.slice(from, oldStart);
  const tail = old.slice(oldEnd, to);
  const [oldCount, newCount] = [to - from, lead.length + (newEnd - newStart) + tail.length];
  const lines = [
    `@@ -${from + 1},${oldCount} +${newStart - lead.length + 1},${newCount} @@`,
    ...lead.map((line) => ` ${line}`),
    ...old.slice(oldStart, oldEnd).map((line) => `-${line}`),
    ...now.slice(newStart, newEnd).map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}
