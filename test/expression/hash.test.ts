import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { guidOf, hash64 } from "../../src/expression/hash.ts";

describe("the hashes of template functions", () => {
  for (const [text, hash] of [
    ["test", "rbgf3xv4ufgzg"],
    ["hello-world", "a7wkljktk6wne"],
    ["abc", "cgtzqvhu4i23s"],
    ["foo-bar-baz", "xzi4ioaxtmth4"],
    ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg", "bmg7c6xu4tw46"],
  ] as const)
    test(`uniqueString of '${text}' is what Azure answers`, () => assert.equal(hash64(text), hash));

  test("guid is a name-based UUID over SHA-1 in Azure's namespace", () => {
    for (const text of ["", "a-b", "x".repeat(55), "x".repeat(64), "naïve 名前"]) {
      const space = Buffer.from("11fb06fb712d4ddd98c7e71bbd588830", "hex");
      const hex = createHash("sha1").update(space).update(text).digest("hex");
      const guid = guidOf(text).replaceAll("-", "");
      assert.equal(guid.slice(0, 12), hex.slice(0, 12));
      assert.equal(guid[12], "5");
      assert.equal(guid.slice(17), hex.slice(17, 32));
    }
  });
});
