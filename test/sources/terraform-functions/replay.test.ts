// What `terraform console` said when the cases were recorded (see record.ts), said again without it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { evaluate } from "../../../src/sources/terraform/evaluate/expression.ts";
import { failsWithin, isKnown, toJson } from "../../../src/sources/terraform/evaluate/values.ts";
import { createReadFile } from "../../../src/sources/terraform/syntax/file.ts";
import { emptyScope } from "../terraform/empty-scope.ts";
import { grammar } from "../terraform/grammar.ts";

interface Case {
  readonly expression: string;
  readonly result?: unknown;
  readonly error?: true;
}

const here = import.meta.dirname;
const read = createReadFile(grammar);

for (const file of readdirSync(here).filter((name) => name.endsWith(".json"))) {
  describe(`terraform console agrees on ${file.replace(".json", "")}`, () => {
    for (const one of JSON.parse(readFileSync(join(here, file), "utf8")) as Case[]) {
      test(one.expression, () => {
        const parsed = read({ uri: "file:///case.tf", text: `x = ${one.expression}\n` });
        const attribute = parsed.attributes[0];
        const value = attribute && parsed.problems.length === 0 ? evaluate(attribute.value, emptyScope()) : undefined;
        if (one.error)
          assert.ok(!value || failsWithin(value), `Terraform refuses this, here it is ${JSON.stringify(value && toJson(value))}.`);
        else {
          assert.ok(value && isKnown(value), `Terraform gives ${JSON.stringify(one.result)}, here it is ${JSON.stringify(value)}.`);
          assert.deepEqual(toJson(value), one.result);
        }
      });
    }
  });
}
