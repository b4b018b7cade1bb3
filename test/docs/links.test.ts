// Links of every page lead somewhere: to a file that is there, a heading that it has, a picture, a command, a rule.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { rules } from "../../src/rulebook/index.ts";

const root = join(import.meta.dirname, "../..");
const pages = globSync(["*.md", "docs/**/*.md", "media/**/*.md", ".github/**/*.md"], { cwd: root }).map((page) =>
  page.replaceAll("\\", "/"),
);
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("a link in a page", () => {
  test("of this repository leads to a file and a heading that are there", () => {
    const broken = pages.flatMap((page) =>
      linksOf(read(page))
        .filter((link) => !/^[a-z-]+:/i.test(link))
        .filter((link) => !leads(page, link))
        .map((link) => `${page}: ${link}`),
    );
    assert.deepEqual(broken, []);
  });

  test("to another site is a whole address of https", () => {
    const odd = pages.flatMap((page) =>
      linksOf(read(page))
        .filter((link) => /^[a-z-]+:/i.test(link) && !/^(command|mailto):/.test(link))
        .filter((link) => !URL.canParse(link) || !/^https:\/\/[\w.-]+\.[a-z]+(\/|$)/.test(link))
        .map((link) => `${page}: ${link}`),
    );
    assert.deepEqual(odd, []);
  });

  test("to a command, here or in the walkthrough, names one that is there", () => {
    const texts = [...pages.map(read), ...["package.nls.json", "package.nls.de.json"].map(read)];
    const named = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command = ""]) => command));
    const known = new Set<string>(manifest.contributes.commands.map(({ command }) => command));
    const odd = named.filter((command) => command.startsWith("amlNetworkAudit.") && !known.has(command) && !command.endsWith(".focus"));
    assert.ok(named.length > 3);
    assert.deepEqual(odd, []);
  });

  test("in README names every rule's page by its folder", () => {
    for (const { id } of rules) assert.ok(existsSync(join(root, "docs/rules", `${id}.md`)), id);
    assert.ok(linksOf(read("README.md")).length > 10);
  });
});

function linksOf(text: string): readonly string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/!?\[(?:[^\][]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, link = ""]) => link);
}

function leads(page: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path))).replaceAll("\\", "/");
  if (!existsSync(join(root, file))) return false;
  if (!heading || statSync(join(root, file)).isDirectory() || !file.endsWith(".md")) return true;
  return headingsOf(read(file)).has(decodeURIComponent(heading));
}

/** As GitHub makes them: lower case, without marks, dashes for blanks, numbered when they repeat. */
function headingsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>([...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = ""]) => id));
  for (const [, title = ""] of text.matchAll(/^#{1,6} (.+)$/gm)) {
    const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const slug = plain
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    let name = slug;
    for (let again = 1; found.has(name); again += 1) name = `${slug}-${again}`;
    found.add(name);
  }
  return found;
}
