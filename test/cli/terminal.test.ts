// What a stranger's files say reaches terminals, logs of build servers and pull requests as text, and as nothing else.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { folder, openVault } from "./command.ts";

const clearScreen = "\u001b[2J";
const commands = ["##vso[task.setvariable variable=x]y", "##[add-matcher]x.json", "\n::set-output name=status::0"];
const turned = "\u202egro.live";
const names = [`kv${clearScreen}`, `kv\u009b2J`, `kv${turned}`, ...commands.map((command) => `kv ${command}`)];
const vaults = names.map((name, index) => openVault.replaceAll("'kv-open'", `'${spelt(name)}'`).replaceAll("'mlw'", `'mlw-${index}'`));
const files = Object.fromEntries(vaults.map((text, index) => [`${names[index]?.replaceAll("/", "-")}.bicep`, text]));
const hostile = { ...files, "gone.bicep": `module gone '${spelt(clearScreen)}.bicep' = {\n  name: 'gone'\n}\n` };

/** As Bicep writes it in a string. */
function spelt(text: string): string {
  return [...text].map((one) => (/[\p{Cc}\u202e]/u.test(one) ? `\\u{${one.codePointAt(0)?.toString(16)}}` : one)).join("");
}

function assertLegible(out: string): void {
  assert.deepEqual(out.match(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu), null);
  assert.doesNotMatch(out, /##(vso)?\[/);
  assert.doesNotMatch(out, /^\s*::/m);
}

describe("a name that a terminal or a build server would obey", () => {
  for (const format of ["text", "json", "sarif", "junit", "markdown", "html", "svg", "lines"])
    test(`is spelt in ${format}`, async () => {
      using here = folder(hostile);
      const { out, said } = await here.run(["audit", "--format", format]);
      assert.ok(out.length > 200);
      assertLegible(out);
      assertLegible(said);
    });

  test("is told as it is to whoever reads JSON, in files and subjects", async () => {
    using here = folder(hostile);
    const { findings } = JSON.parse((await here.run(["audit", "--format", "json"])).out);
    const told = (of: (finding: { file: string; subject: { name: string } }) => string) => new Set<string>(findings.map(of));
    for (const name of names) assert.ok(told(({ subject }) => subject.name).has(name), name);
    for (const file of Object.keys(files)) assert.ok(told((finding) => finding.file).has(file), file);
  });

  test("is spelt between the colours of a terminal", async () => {
    using here = folder(hostile);
    const { out } = await here.run(["audit"], "", { FORCE_COLOR: "1" });
    assert.ok(out.includes("\u001b[33m"));
    assertLegible(["1", "2", "22", "31", "32", "33", "34", "39"].reduce((left, code) => left.replaceAll(`\u001b[${code}m`, ""), out));
  });

  test("is spelt by every other command, and in what it says of its work", async () => {
    using here = folder(hostile);
    for (const args of [
      ["explain", "--to", "pypi.org:443"],
      ["explain", ".", "--to", "pypi.org:443", "--from", clearScreen],
      ["audit", "--fix", "--dry-run", "--quiet"],
      ["audit", clearScreen],
      ["audit", `--cloud=${clearScreen}`],
      ["audit", `--${clearScreen}`],
      ["audit", "--config", clearScreen],
      ["audit", "--baseline", `${clearScreen}\n::error::x`],
      [clearScreen],
    ]) {
      const { out, said } = await here.run(args);
      assertLegible(args.includes("--dry-run") ? said : out + said);
    }
  });
});

describe("a name that Markdown would obey", () => {
  const evil = "kv`<img src=x>`[x](https://example.invalid) @octocat | ![](https://example.invalid/i.png) *b* &lt;";

  test("is text: no link, no image, no mention, no HTML, no other cell", async () => {
    using here = folder({ "a`b|c<i>.bicep": openVault.replaceAll("'kv-open'", `'${evil}'`) });
    const { out } = await here.run(["audit", "--format", "markdown"]);
    const outside = out.replace(/(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)/g, "code");
    assert.doesNotMatch(outside, /(?<!\\)\]\(|<|(?<!\w)@\w|&lt;(?!img|i)/);
    const [head = "", ...rows] = outside
      .split("\n")
      .filter((line) => line.startsWith("| ") && /public-network|Severity|warning|error/.test(line));
    const cells = (line: string) => line.split(/(?<!\\)\|/).length;
    assert.ok(rows.length > 0);
    for (const row of rows) assert.equal(cells(row), cells(head), row);
  });
});
