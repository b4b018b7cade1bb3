// What VS Code for the Web loads.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { build } from "esbuild";
import { webConfigurations } from "../../scripts/build.ts";

describe("the bundles for the Web", () => {
  test("need nothing of Node, and ask for VS Code alone", async () => {
    for (const options of webConfigurations()) {
      const { outputFiles = [] } = await build({ ...options, write: false });
      const text = outputFiles.map((file) => file.text).join("");
      const asked = new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name));
      // The runtime of Terraform's grammar asks for these where it finds itself in Node.
      for (const name of ["fs", "path", "url"]) asked.delete(name);
      assert.deepEqual([...asked], options.format === "cjs" ? ["vscode"] : [], options.outfile);
      assert.doesNotMatch(text, /["']node:/);
    }
  });
});
