import { identity } from "../model/look.ts";
import type { Origin } from "../model/origin.ts";
import type { Value } from "../model/value.ts";
import type { Verdict } from "../model/verdict.ts";

/** Sixteen hexadecimal digits that stay while lines move and names of folders above the file change. */
export function fingerprint(rule: string, verdict: Exclude<Verdict, { is: "met" }>): string {
  const { subject } = verdict;
  const names = subject.names.map((name: Value) => identity(name) ?? "?");
  const parts = [
    rule,
    verdict.is,
    subject.type.toLowerCase(),
    ...names,
    fileOf(subject.at),
    subject.symbol ?? "",
    verdict.requirement?.id ?? "",
    verdict.value ?? "",
  ];
  return hash(parts.join("\n"));
}

function fileOf(at: Origin): string {
  return at.from === "file" ? at.uri.slice(at.uri.lastIndexOf("/") + 1) : at.from === "azure" ? at.id.toLowerCase() : at.of;
}

/** FNV-1a over UTF-16 units, 64 bits. */
function hash(text: string): string {
  let digest = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    digest = BigInt.asUintN(64, (digest ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
  }
  return digest.toString(16).padStart(16, "0");
}
