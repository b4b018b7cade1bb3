// Files that are not what their names say. Each is one problem that says what it is and what to do, and what is beside it is audited.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateRawSync, gzipSync } from "node:zlib";
import { folder, openVault } from "./command.ts";

const zip = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(26), deflateRawSync(openVault)]);
const whatIf = JSON.stringify(
  { status: "Succeeded", changes: [{ resourceId: "/subscriptions/s/resourceGroups/g", changeType: "Create", after: { name: "kv" } }] },
  undefined,
  1,
);
const plan = JSON.stringify({ format_version: "1.2", planned_values: { root_module: {} }, resource_changes: [] });
const large = 64 * 1024 * 1024;
const deep = 30_000;

const archive = /^This is an archive, not a text file\. It was not audited; unpack it, and audit what is in it\.$/;
const json = /^This is JSON, not Bicep, so nothing in it was audited\. Name an ARM template with '\.json'/;
const noBlock = /^This JSON holds no block of Terraform, so nothing in it was audited\. A plan .* is audited under a name without '\.tf'/;
const tooLarge = /^This file has 64 MB, and files over 10 MB are not read\. It was not audited; split it, or leave it out/;

const mistaken: readonly (readonly [what: string, name: string, text: string | Uint8Array, message: RegExp])[] = [
  ["a zip as Bicep", "main.bicep", zip, archive],
  ["a zip as JSON", "main.json", zip, archive],
  ["a zip as parameters", "main.bicepparam", zip, archive],
  ["a zip as Terraform", "main.tf", zip, archive],
  ["gzip as Terraform", "main.tf", gzipSync(openVault), archive],
  ["gzip as JSON", "main.json", gzipSync(openVault), archive],
  ["a what-if result as Bicep", "main.bicep", whatIf, json],
  ["a what-if result as Terraform", "main.tf.json", whatIf, noBlock],
  ["a plan as Bicep", "main.bicep", plan, json],
  ["a plan as Terraform", "main.tf.json", plan, noBlock],
  ["64 MB of Bicep", "main.bicep", Buffer.alloc(large, "// x\n"), tooLarge],
  ["64 MB of Terraform", "main.tf", Buffer.alloc(large, "# x\n"), tooLarge],
  ["30,000 brackets of Terraform's JSON", "main.tf.json", `{"locals":${"[".repeat(deep)}`, /^This JSON is nested too deeply to be read\.$/],
];

describe("a file that is not what its name says is one clear problem:", () => {
  for (const [what, name, text, message] of mistaken)
    test(what, async () => {
      using here = folder({ "good.bicep": openVault, [name]: text });
      const { status, out } = await here.run(["audit", "--format", "json"]);
      const { findings, problems } = JSON.parse(out);
      assert.equal(status, 1);
      assert.ok(findings.some(({ file }: { file: string }) => file === "good.bicep"));
      assert.deepEqual(
        problems.map(({ file }: { file: string }) => file),
        [name],
      );
      assert.match(problems[0].message, message);
    });

  test("a what-if result that is named as a template", async () => {
    using here = folder({ "good.bicep": openVault, "what-if.json": whatIf });
    const { out } = await here.run(["audit", "what-if.json"]);
    assert.match(out, /what-if\.json\n +This is the result of a what-if, not a template, so it was not audited\./);
    assert.doesNotMatch((await here.run(["audit"])).out, /what-if/);
  });
});
