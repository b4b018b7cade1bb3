// `npm run sbom`: what is inside the bundles as a CycloneDX document, in dist/. npm's own list without what only builds and tests.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../package.json" with { type: "json" };
import { type Bundled, bundledPackages } from "./docs/licences.ts";

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly [field: string]: unknown;
}

const root = join(import.meta.dirname, "..");
const path = join(root, "dist", "sbom.cdx.json");

if (import.meta.main) {
  const sbom = bundledSbom(await bundledPackages());
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(path, `${JSON.stringify(sbom, undefined, 2)}\n`);
  console.log(`Wrote ${path}: ${sbom.components.length} packages.`);
}

export function bundledSbom(packages: readonly Bundled[]): Sbom {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--offline"];
  const told = execFileSync("npm", args, { cwd: root, encoding: "utf8", shell: process.platform === "win32", maxBuffer: 64 * 1024 * 1024 });
  const whole: Sbom = JSON.parse(told);
  const bundled = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const ours = whole.metadata.component["bom-ref"];
  return {
    ...whole,
    metadata: { ...whole.metadata, component: { ...whole.metadata.component, name: manifest.name } },
    // The lock file calls them development packages, because nothing of them is installed; they are inside what is shipped.
    components: whole.components.filter((one) => bundled.has(one["bom-ref"])).map((one) => ({ ...one, scope: "required", properties: [] })),
    dependencies: whole.dependencies
      .filter(({ ref }) => ref === ours || bundled.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => bundled.has(one)) })),
  };
}
