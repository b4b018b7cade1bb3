// Everything that is done with files, one after the other, on whatever they hold: audited, mended, printed.
import { fixOf } from "../../src/audit.ts";
import { writeHtml } from "../../src/report/html.ts";
import { writeJson } from "../../src/report/json.ts";
import { writeJunit } from "../../src/report/junit.ts";
import { writeMarkdown } from "../../src/report/markdown.ts";
import { writeSarif } from "../../src/report/sarif.ts";
import { writeText } from "../../src/report/text.ts";
import { version } from "../../src/report/version.ts";
import { rules } from "../../src/rulebook/index.ts";
import { audit } from "./audit.ts";
import { root } from "./settle.ts";

/** What must not be: an exception, a rule that failed, a place outside its file, a character that a terminal obeys. Undefined when all is well. */
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
    writeHtml(report);
    const printed = [writeText(report, { colour: false, width: 100, quiet: false }), writeJunit(report), writeMarkdown(report)];
    const obeyed = [...printed, writeJson(report), writeSarif(report)].find((one) => /[^\P{Cc}\n]|##(?:vso)?\[/u.test(one));
    return obeyed && `A report has what a terminal or a build server would obey: ${JSON.stringify(obeyed).slice(0, 2000)}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
