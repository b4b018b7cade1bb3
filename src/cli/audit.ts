// `aml-network-audit audit`.
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Auditor } from "../analysis/auditor.ts";
import { createAuditor, fixOf, loadReaders } from "../audit.ts";
import { inLiveWords, putSnapshot } from "../audit-azure.ts";
import { auditWithDisk } from "../disk/give.ts";
import { reasonOf } from "../disk/load.ts";
import { finishInterrupted } from "../disk/unfinished.ts";
import { folderUriOf, pathOf } from "../disk/uri.ts";
import { loadWasm } from "../disk/wasm.ts";
import type { Problem } from "../model/declaration.ts";
import type { AuditResult } from "../model/finding.ts";
import { estateRows, estateTable } from "../report/estate.ts";
import { type Report, standing } from "../report/report.ts";
import { version } from "../report/version.ts";
import { rules } from "../rulebook/index.ts";
import { readBaseline, withBaseline, writeBaseline } from "./baseline.ts";
import { changedSince } from "./changed.ts";
import { applyFixes } from "./fix.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { type Inputs, readInputs } from "./inputs.ts";
import { liveOptions } from "./live-options.ts";
import { narrowToChanged, narrowToFiles } from "./narrow.ts";
import { asOfDay, clouds, oneOf, profiles, regionOf } from "./options.ts";
import { formats, print } from "./print.ts";
import { readSettings } from "./settings.ts";

const options = {
  format: { type: "string", default: "text" },
  output: { type: "string" },
  quiet: { type: "boolean", default: false },
  "stdin-name": { type: "string" },
  cloud: { type: "string" },
  region: { type: "string" },
  profile: { type: "string" },
  "as-of": { type: "string" },
  config: { type: "string" },
  "service-tags": { type: "string", multiple: true },
  "fail-on": { type: "string", default: "error" },
  baseline: { type: "string" },
  "write-baseline": { type: "string" },
  "changed-since": { type: "string" },
  fix: { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
  ...liveOptions,
} as const;

export async function auditCommand(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const format = oneOf("format", values.format, formats) ?? "text";
  const failOn = oneOf("fail-on", values["fail-on"], ["error", "warning", "note", "never"]) ?? "error";
  if (values["dry-run"] && !values.fix) throw new Refusal("'--dry-run' shows what '--fix' would change; give both.");
  if (values.fix && (values.output ?? values["write-baseline"]) !== undefined)
    throw new Refusal("'--fix' writes no report and no baseline. Audit again afterwards with '--output' or '--write-baseline'.");
  const { settings, excluded, ...configured } = await readSettings(
    positionals[0] ?? ".",
    {
      config: values.config,
      cloud: oneOf("cloud", values.cloud, clouds),
      region: regionOf(values.region),
      profile: oneOf("profile", values.profile, profiles),
      asOf: asOfDay(values["as-of"]),
      serviceTags: values["service-tags"],
    },
    host,
  );
  // Azure's clients take longer to load than most audits take to run.
  const azure =
    values.live || values.snapshot !== undefined ? await (await import("./live.ts")).azureAsked(values, settings.cloud, host) : undefined;
  const read = () => readInputs(positionals, values["stdin-name"], excluded, host);
  const nothing: Inputs = { root: host.cwd, asked: folderUriOf(host.cwd), files: [], problems: [] };
  const found = azure && positionals.length === 0 ? nothing : await read();
  const finished = values.fix && !values["dry-run"] ? await finishInterrupted(pathOf(found.asked) ?? host.cwd) : undefined;
  if (finished !== undefined) host.say(`${finished}\n`);
  const inputs = finished === undefined ? found : await read();
  const auditor = createAuditor(await loadReaders(await loadWasm()), folderUriOf(inputs.root), host.today, azure?.tags);
  for (const { uri, text } of inputs.files) auditor.put(uri, text);
  for (const { uri, message } of inputs.problems) if (!auditor.text(uri)) auditor.putUnread(uri, message);
  if (azure) putSnapshot(auditor, azure);
  const changed = values["changed-since"] === undefined ? undefined : await changedSince(values["changed-since"], inputs.root);
  if (values.fix) {
    const asked = (whole: AuditResult) => {
      const own = inputs.only ? narrowToFiles(whole, inputs.only) : whole;
      return changed ? narrowToChanged(own, changed) : own;
    };
    return applyFixes(auditor, settings, { folder: inputs.asked, narrow: asked }, values["dry-run"], host);
  }

  let result = await auditWithDisk(auditor, settings, undefined, inputs.asked);
  if (azure) result = inLiveWords(result);
  result = { ...result, problems: once([...inputs.problems, ...result.problems]) };
  if (inputs.only) result = narrowToFiles(result, inputs.only);
  result = { ...result, problems: [...configured.problems, ...result.problems] };
  if (changed) result = narrowToChanged(result, changed);
  if (values["write-baseline"] !== undefined) await writeBaseline(resolve(host.cwd, values["write-baseline"]), result);
  const named = values.baseline ?? values["write-baseline"];
  const baseline = named === undefined ? configured.baseline : resolve(host.cwd, named);
  if (baseline !== undefined) result = withBaseline(result, await readBaseline(baseline));

  const report = reportOf(result, auditor, configured.texts);
  await deliver(print(report, format, values.output !== undefined, values.quiet, host), values.output, host);
  if (azure) {
    host.say(`${estateTable(estateRows(result))}\n`);
  } else if (inputs.files.length === 0) {
    host.say(inputs.problems.length ? "No file could be read.\n" : "No Bicep, ARM or Terraform file was found there.\n");
    return exit.refused;
  }
  return fails(result, failOn) ? exit.findings : exit.fine;
}

/** `texts`: of files that nothing is judged in, such as the configuration. */
function reportOf(result: AuditResult, auditor: Auditor, texts: ReadonlyMap<string, string>): Report {
  return {
    result,
    root: auditor.root,
    rules,
    version,
    text: (uri) => auditor.text(uri)?.text ?? texts.get(uri),
    fix: (finding) => {
      const mended = fixOf(finding, result.deployments, auditor);
      return "cannot" in mended ? undefined : mended;
    },
  };
}

/** What was found on the way is met again when a template asks for it. */
function once(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((one) => [`${one.uri} ${one.start} ${one.end} ${one.message}`, one])).values()];
}

async function deliver(text: string, output: string | undefined, host: Host): Promise<void> {
  if (output === undefined) return host.write(text);
  const path = resolve(host.cwd, output);
  await writeFile(path, text).catch((error: unknown) => {
    throw new Refusal(
      `The report could not be written to '${path}': ${reasonOf(error) === "it is not there" ? "its folder is not there" : reasonOf(error)}.`,
    );
  });
}

/** What is unclear fails nothing by itself: it is a note. What was not judged at all may be anything. */
function fails(result: AuditResult, failOn: "error" | "warning" | "note" | "never"): boolean {
  if (failOn === "never") return false;
  if (result.left) return true;
  const levels = ["error", "warning", "note"];
  const enough = levels.slice(0, levels.indexOf(failOn) + 1);
  return standing(result).some((finding) => enough.includes(finding.severity));
}
