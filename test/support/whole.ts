// Everything that is done with files, one after the other, on whatever they hold: audited, mended, printed.
import { fixOf } from "../../src/audit.ts";
import { writeJson } from "../../src/report/json.ts";
import { writeMarkdown } from "../../src/report/markdown.ts";
import { writeSarif } from "../../src/report/sarif.ts";
import { version } from "../../src/report/version.ts";
import { rules } from "../../src/rulebook/index.ts";
import { audit } from "./audit.ts";
import { root } from "./settle.ts";

/** What must not be: an exception, a rule that failed, a place outside its file. Undefined when all is well. */
export async function whole(files: Readonly<Record<string, string>>): Promise<string | undefined> {
  try {
    const { auditor, ...result } = await audit(files);
    const failed = result.problems.find((problem) => problem.message.startsWith("The rule '"));
    if (failed) return failed.message;
    const text = (uri: string) => auditor.text(uri)?.text;
    const outside = (at: { uri: string; start: number; end: number }) =>
      !(at.start >= 0 && at.start <= at.end && at.end <= Math.max(1, text(at.uri)?.length ?? Number.POSITIVE_INFINITY));
    const lost = [...result.problems, ...result.findings.flatMap(({ at }) => (at.from === "file" ? [at] : []))].find(outside);
    if (lost) return `A place lies outside its file: ${JSON.stringify(lost)}.`;
    for (const finding of result.findings.slice(0, 20)) {
      const mended = fixOf(finding, result.deployments, auditor);
      const edit = "cannot" in mended ? undefined : mended.edits.find(outside);
      if (edit) return `An edit lies outside its file: ${JSON.stringify(edit)}.`;
    }
    const report = { result, root, rules, version, text };
    writeJson(report);
    writeSarif(report);
    writeMarkdown(report);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
