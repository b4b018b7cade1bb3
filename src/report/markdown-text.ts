// What files say as Markdown that means nothing but its text: no markup, no link, no mention, no HTML.
import { legible } from "./legible.ts";

/** A sentence in which what stands in single quotes is set as code. */
export function prose(text: string): string {
  let [done, out] = [0, ""];
  for (const { index, 0: all, 1: before = "", 2: name = "" } of text.matchAll(/(^|[\s(])'([^']+)'(?=$|[\s.,;:)!?])/g)) {
    out += plain(text.slice(done, index) + before) + code(name);
    done = index + all.length;
  }
  return out + plain(text.slice(done));
}

/** Also in the cell of a table. */
export function code(written: string): string {
  const text = legible(written);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const gap = longest > 0 ? " " : "";
  return `${fence}${gap}${text.replaceAll("|", "\\|")}${gap}${fence}`;
}

export function plain(text: string): string {
  return legible(text.replace(/\s+/g, " "))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*[\]~|]|(?<!\w)_|_(?!\w)/g, "\\$&")
    .replace(/(?<!\w)@(?=\w)/g, "@\u200b");
}

/** Cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
