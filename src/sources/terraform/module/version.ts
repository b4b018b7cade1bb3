// Which major of azurerm a folder is written for.
import type { Host } from "../../../model/reader.ts";
import type { ReadFile } from "../syntax/file.ts";
import { attributeOf, type Block, blocksOf, type Expression } from "../syntax/tree.ts";
import type { ProviderVersion } from "./context.ts";
import type { Placed } from "./files.ts";

/** When nobody says. */
export const usualVersion: ProviderVersion = { major: 4 };

/** The lock file of the folder that a file lies in. */
export function lockOf(uri: string): string {
  return `${uri.slice(0, uri.lastIndexOf("/") + 1)}.terraform.lock.hcl`;
}

/** From the lock file, else from `required_providers`; undefined when neither says. */
export function versionOf(
  folder: string,
  blocks: readonly Placed[],
  host: Pick<Host, "read">,
  readFile: ReadFile,
): ProviderVersion | undefined {
  const lock = host.read(lockOf(folder));
  const locked = typeof lock === "string" ? undefined : lockedVersion(readFile(lock).blocks);
  return locked ?? requiredVersion(blocks.map((placed) => placed.block));
}

function lockedVersion(blocks: readonly Block[]): ProviderVersion | undefined {
  const provider = blocks.find((block) => block.type === "provider" && block.labels[0]?.text.endsWith("/hashicorp/azurerm"));
  const version = provider && attributeOf(provider, "version")?.value;
  return version?.kind === "literal" ? known(Number.parseInt(String(version.value), 10)) : undefined;
}

function requiredVersion(blocks: readonly Block[]): ProviderVersion | undefined {
  for (const terraform of blocks.filter((block) => block.type === "terraform")) {
    for (const required of blocksOf(terraform, "required_providers")) {
      const given = attributeOf(required, "azurerm")?.value;
      const constraint = given?.kind === "object" ? member(given, "version") : given;
      if (constraint?.kind === "literal" && typeof constraint.value === "string") return majorOf(constraint.value);
    }
  }
  return undefined;
}

function member(object: Extract<Expression, { kind: "object" }>, name: string): Expression | undefined {
  return object.members.find((one) => one.key.kind === "literal" && one.key.value === name)?.value;
}

/** The newest major that a constraint allows; one without an upper end means at least the usual one. */
export function majorOf(constraint: string): ProviderVersion | undefined {
  let least = 0;
  let most = 99;
  for (const clause of constraint.split(",")) {
    const found = /^\s*(?:(~>|>=|<=|=|!=|>|<)\s*)?v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(clause);
    if (!found) continue;
    const [, operator = "=", major = "0", minor = "0", patch = "0"] = found;
    const number = Number(major);
    if (operator === "~>" || operator === "=") return known(number);
    if (operator === ">=" || operator === ">") least = Math.max(least, number);
    if (operator === "<=") most = Math.min(most, number);
    if (operator === "<") most = Math.min(most, Number(minor) + Number(patch) > 0 ? number : number - 1);
  }
  if (least === 0 && most === 99) return undefined;
  return known(most === 99 ? Math.max(least, usualVersion.major) : most);
}

function known(major: number): ProviderVersion | undefined {
  if (!Number.isInteger(major) || major < 1) return undefined;
  return { major: major <= 3 ? 3 : major >= 5 ? 5 : 4 };
}
