// Relative links and images of every page lead to something that is there.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import manifest from "../../package.json" with { type: "json" };

const root = join(import.meta.dirname, "../..");
const pages = globSync(["*.md", "{docs,media,samples,src,bench,test}/**/*.md"], {
  cwd: root,
  exclude: (path) => path.includes("node_modules") || path.startsWith("test/vscode/host"),
});
const external = /^[a-z][a-z0-9+.-]*:/i;

describe("the links of the pages", () => {
  test("lead to files, and to headings where they name one", () => {
    const broken = pages.flatMap((page) =>
      linksOf(page).flatMap(({ path, heading }) => {
        const target = path === "" ? page : join(dirname(page), path);
        if (!existsSync(join(root, target))) return `${page}: ${path}`;
        return heading && target.endsWith(".md") && !headingsOf(target).includes(heading) ? `${page}: ${path}#${heading}` : [];
      }),
    );
    assert.ok(pages.length > 60);
    assert.deepEqual(broken, []);
  });

  test("to another site are whole addresses of https", () => {
    const outside = pages.flatMap((page) =>
      [...prose(page).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, link = ""]) => link).filter((link) => external.test(link)),
    );
    assert.deepEqual(
      outside.filter((link) => !/^(command|mailto):/.test(link) && !/^https:\/\/[\w.-]+\.[a-z]+(\/|$)/.test(link)),
      [],
    );
  });

  test("to commands of ours, in the walkthrough and the views, name commands that are there", () => {
    const texts = ["package.nls.json", "package.nls.de.json"].map((file) => readFileSync(join(root, file), "utf8"));
    const named = texts.flatMap((text) => [...text.matchAll(/\(command:(amlNetworkAudit[\w.]+)/g)].map(([, command = ""]) => command));
    const known = new Set<string>(manifest.contributes.commands.map(({ command }) => command));
    assert.ok(named.length > 3);
    assert.deepEqual(
      named.filter((command) => !known.has(command) && !command.endsWith(".focus")),
      [],
    );
  });
});

function linksOf(page: string): readonly { readonly path: string; readonly heading: string }[] {
  return [...prose(page).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !external.test(link))
    .map((link) => {
      const [path = "", heading = ""] = link.split("#");
      return { path: decodeURI(path), heading };
    });
}

/** As GitHub makes them. */
function headingsOf(page: string): readonly string[] {
  return [...prose(page).matchAll(/^#+ +(.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Without what stands in code, where brackets are no links. */
function prose(page: string): string {
  return readFileSync(join(root, page), "utf8")
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, "")
    .replace(/`[^`\n]*`/g, "code");
}
