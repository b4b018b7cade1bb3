// Hides every module and every resource of our own deployments, one at a time: what is declared elsewhere must never be taken for missing.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { tryDeployment } from "../../scripts/elsewhere/accuse.ts";
import { audit, readers } from "../support/audit.ts";
import { filesIn } from "../support/mutations.ts";
import { root } from "../support/settle.ts";

async function tried(folder: URL, only: (path: string) => boolean = () => true) {
  const files = Object.fromEntries(Object.entries(filesIn(folder)).filter(([path]) => only(path)));
  const { deployments } = await audit(files);
  const texts = new Map(Object.entries(files).map(([path, text]) => [root + path, text]));
  const all = await readers();
  return deployments.map(({ id }) => tryDeployment(all, texts, id, root));
}

describe("a deployment of which a part is hidden", () => {
  for (const sample of ["arm/insecure", "arm/secure", "bicep/insecure", "bicep/secure", "terraform/insecure", "terraform/secure"]) {
    test(`accuses nobody of what was hidden in samples/${sample}`, async () => {
      const [one] = await tried(new URL(`../../samples/${sample}/`, import.meta.url));
      assert.ok(one && one.hidden > 4);
      assert.deepEqual(one.accusations, []);
    });
  }

  const rules = new URL("../../src/rulebook/rules/", import.meta.url);
  for (const extension of ["bicep", "json", "tf"]) {
    test(`accuses nobody of what was hidden in any example in ${extension}`, async () => {
      let hidden = 0;
      for (const id of readdirSync(rules)) {
        const name = `met.${extension}`;
        const all = await tried(new URL(`${id}/`, rules), (path) => path === name || path.endsWith(`/${name}`));
        hidden += all.reduce((sum, one) => sum + one.hidden, 0);
        assert.deepEqual(
          all.flatMap(({ accusations }) => accusations),
          [],
          id,
        );
      }
      assert.ok(hidden > 50);
    });
  }
});
