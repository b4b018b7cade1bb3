// What is shipped: the npm package, the extension's list of files, the licences and the bill of materials.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { bundles } from "../../scripts/build.ts";
import { type Bundled, bundledPackages, licencesPage, licencesPath } from "../../scripts/docs/licences.ts";
import { contents, npmManifest } from "../../scripts/npm-package.ts";
import { bundledSbom } from "../../scripts/sbom.ts";

const root = join(import.meta.dirname, "../..");

describe("the npm package", () => {
  test("has a command, a licence and no dependencies", () => {
    const shape: Record<string, unknown> = npmManifest();
    assert.deepEqual(shape.bin, { "aml-network-audit": "dist/cli.cjs" });
    assert.equal(shape.version, manifest.version);
    for (const field of ["dependencies", "devDependencies", "scripts", "contributes", "private"]) assert.ok(!(field in shape), field);
  });

  test("brings README, licence, changes and the licences of what is bundled", () => {
    const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n");
    for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) assert.ok(contents.includes(file) && tracked.includes(file), file);
    assert.ok(contents.includes("docs/*.md"));
  });

  test("holds every bundle that the command loads", () => {
    const parts = Object.keys(bundles).filter((name) => /^cli(-|$)/.test(name));
    assert.equal(contents[0], `dist/{${parts.join(",")}}.cjs`);
  });

  test("cannot be made from the extension's manifest by mistake", () => {
    assert.equal(manifest.private, true);
  });
});

describe("the dependencies", () => {
  test("are each pinned to one version, and those that are installed to one content", () => {
    assert.ok(!("dependencies" in manifest));
    for (const [name, version] of Object.entries(manifest.devDependencies)) assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name);
    const lock: { readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: boolean }>> } = JSON.parse(
      readFileSync(join(root, "package-lock.json"), "utf8"),
    );
    assert.deepEqual(Reflect.get(lock.packages[""] ?? {}, "devDependencies"), manifest.devDependencies);
    for (const [path, { integrity }] of Object.entries(lock.packages)) if (path !== "") assert.match(integrity ?? "", /^sha512-/, path);
  });
});

describe("the changelog", () => {
  test("begins with the version of package.json", () => {
    const [, newest] = /^## (\S+)/m.exec(readFileSync(join(root, "CHANGELOG.md"), "utf8")) ?? [];
    assert.equal(newest, manifest.version);
  });
});

describe("the packages inside the bundles", () => {
  let packages: readonly Bundled[] = [];
  before(async () => {
    packages = await bundledPackages();
  });

  test("have licences that allow it, with their texts", () => {
    const allowed = ["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "0BSD"];
    for (const { name, licence, text } of packages) {
      assert.ok(allowed.includes(licence), `${name}: ${licence}`);
      assert.ok(text, `${name} has no licence text`);
    }
  });

  test("are listed as `npm run docs` lists them, and travel with the extension", () => {
    assert.equal(readFileSync(join(root, licencesPath), "utf8"), licencesPage(packages), "'npm run docs' writes it");
    assert.match(readFileSync(join(root, ".vscodeignore"), "utf8"), /^!docs\/licences\.md$/m);
  });

  test("are the bill of materials, each once and with its hash", () => {
    const { components, dependencies } = bundledSbom(packages);
    const refs = components.map((one) => one["bom-ref"]);
    assert.deepEqual([...refs].sort(), packages.map(({ name, version }) => `${name}@${version}`).sort());
    for (const one of components) assert.ok(Array.isArray(one.hashes) && one.hashes.length > 0, one.name);
    for (const { dependsOn } of dependencies) for (const ref of dependsOn) assert.ok(refs.includes(ref), ref);
  });
});
