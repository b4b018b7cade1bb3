// Every function that `terraform metadata functions -json` named when `names.list` was recorded is evaluated, or unknown by its nature.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { evaluate } from "../../../src/sources/terraform/evaluate/expression.ts";
import { createReadFile } from "../../../src/sources/terraform/syntax/file.ts";
import { emptyScope } from "../terraform/empty-scope.ts";
import { grammar } from "../terraform/grammar.ts";

const read = createReadFile(grammar);
const names = readFileSync(new URL("names.list", import.meta.url), "utf8")
  .trim()
  .split("\n");
const byNature = ["base64gzip", "bcrypt", "plantimestamp", "rsadecrypt", "timestamp", "uuid"];

function said(name: string): string | undefined {
  const [attribute] = read({ uri: "file:///case.tf", text: `x = ${name}()\n` }).attributes;
  const value = attribute && evaluate(attribute.value, emptyScope());
  return value?.kind === "unknown" ? `${value.because.kind}: ${value.because.text}` : undefined;
}

test("no function of the language is missing", () => {
  assert.equal(names.length, 118);
  assert.deepEqual(
    names.filter((name) => said(name)?.includes("There is no function")),
    [],
  );
  assert.match(said("madeup") ?? "", /There is no function 'madeup'/);
});

test("what gives another value each time, or needs a secret, is unknown with that reason, and nothing else is", () => {
  assert.deepEqual(
    names.filter((name) => /^(time|unsupported): /.test(said(name) ?? "")),
    byNature,
  );
});
