import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isOutside, repositoryOf } from "../../src/disk/boundary.ts";
import { folderUriOf, uriOf } from "../../src/disk/uri.ts";

test("a template reads nothing outside the repository that it is in", () => {
  const folder = mkdtempSync(join(tmpdir(), "boundary-"));
  try {
    mkdirSync(join(folder, "repository", ".git"), { recursive: true });
    mkdirSync(join(folder, "repository", "infra"));
    writeFileSync(join(folder, "secret.txt"), "x");
    const repository = repositoryOf(folderUriOf(join(folder, "repository", "infra")));
    assert.equal(repository, join(folder, "repository"));
    assert.equal(isOutside(uriOf(join(folder, "secret.txt")), repository), true);
    assert.equal(isOutside(uriOf(join(folder, "repository-2", "a.bicep")), repository), true);
    assert.equal(isOutside(uriOf(join(folder, "repository", "shared", "a.bicep")), repository), false);
    assert.equal(isOutside("bicep-cache:///br/a/main.json", repository), false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
