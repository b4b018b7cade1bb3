// Takes one required thing out of a deployment and mends it: what was sound has to be sound again.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { createAuditor, fixOf } from "../../src/audit.ts";
import { applyEdits } from "../../src/cli/fix.ts";
import type { AuditResult, Finding } from "../../src/model/finding.ts";
import type { Value } from "../../src/model/value.ts";
import { readers } from "./audit.ts";
import { root, settle } from "./settle.ts";

type Files = Readonly<Record<string, string>>;

/** A stretch of a file that is a property, an item or a whole resource. */
export interface Mutation {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly what: string;
  /** Set when a whole resource goes. */
  readonly resource?: string;
}

export interface Outcome {
  /** broken: no deployment any more. harmless: nothing new is unmet. unfixable: something has no fix, and nothing else is left. refused: a fix says that a loop makes what it would change. */
  readonly is: "broken" | "harmless" | "healed" | "unfixable" | "refused" | "failed";
  readonly why: string;
}

export interface Sound {
  readonly files: Files;
  readonly mutations: readonly Mutation[];
  readonly problems: number;
  /** What is unmet already. */
  readonly known: ReadonlySet<string>;
}

/** Files of a folder, by path below it. */
export function filesIn(folder: URL, below = ""): Files {
  const entries = readdirSync(new URL(below, folder)).flatMap((name): [string, string][] => {
    const path = below + name;
    if (statSync(new URL(path, folder)).isDirectory()) return Object.entries(filesIn(folder, `${path}/`));
    return /\.(bicep|json|tf)$/.test(name) ? [[path, readFileSync(new URL(path, folder), "utf8")]] : [];
  });
  return Object.fromEntries(entries);
}

export async function soundDeployment(files: Files): Promise<Sound> {
  const { result } = await judged(files);
  const found = new Map<string, Mutation>();
  const add = (mutation: Mutation) => {
    if (mutation.end > mutation.start) found.set(`${mutation.uri}:${mutation.start}-${mutation.end}`, mutation);
  };
  for (const resource of result.deployments.flatMap(({ graph }) => graph.resources)) {
    if (resource.inline) continue;
    visit(resource.body, resource.key, add);
    if (resource.span.from === "file") add({ ...resource.span, what: resource.key, resource: resource.key });
  }
  return { files, mutations: [...found.values()], problems: result.problems.length, known: new Set(unmet(result).map(mark)) };
}

function visit(value: Value, what: string, add: (mutation: Mutation) => void): void {
  if (value.kind === "object") {
    for (const { name, at, value: inner } of value.props.values()) {
      const path = `${what}.${name}`;
      if (at.from === "file" && inner.at.from === "file" && at.uri === inner.at.uri)
        add({ uri: at.uri, start: at.start, end: inner.at.end, what: path });
      visit(inner, path, add);
    }
  } else if (value.kind === "list") {
    value.items.forEach((item, index) => {
      if (item.at.from === "file") add({ ...item.at, what: `${what}[${index}]` });
      visit(item, `${what}[${index}]`, add);
    });
  }
}

/** Takes it out, and every fix of what is then unmet, one after the other. */
export async function mendAfter({ files, problems, known }: Sound, mutation: Mutation): Promise<Outcome> {
  const path = mutation.uri.slice(root.length);
  const { auditor, audit, result: hurt } = await judged({ ...files, [path]: without(files[path] ?? "", mutation) });
  if (hurt.problems.length > problems) return { is: "broken", why: hurt.problems[0]?.message ?? "" };
  const fresh = (result: AuditResult) => unmet(result).filter((finding) => !known.has(mark(finding)));
  const open = fresh(hurt);
  if (open.length === 0) return { is: "harmless", why: "" };
  // What others still refer to but nobody declares cannot be deployed, whatever else is mended.
  if (open.some(({ subject }) => subject.key === mutation.resource)) return { is: "broken", why: "It is still referred to." };
  let result = hurt;
  const tried = new Set<string>();
  const notes: string[] = [];
  for (let round = 0; round < 60; round += 1) {
    const finding = fresh(result).find((one) => one.repair && !tried.has(one.fingerprint + one.message));
    if (!finding) break;
    tried.add(finding.fingerprint + finding.message);
    const fix = fixOf(finding, result.deployments, auditor);
    if ("cannot" in fix) {
      notes.push(`'${finding.rule}' cannot be fixed: ${fix.cannot}`);
      continue;
    }
    for (const [uri, edits] of Map.groupBy(fix.edits, (edit) => edit.uri))
      auditor.put(uri, applyEdits(auditor.text(uri)?.text ?? "", edits));
    const after = audit();
    if (after.problems.length > result.problems.length) notes.push(`'${finding.rule}' leaves a problem: ${after.problems[0]?.message}`);
    if (unmet(after).some((one) => one.fingerprint === finding.fingerprint && one.message === finding.message))
      notes.push(`'${finding.rule}' stays after its fix.`);
    result = after;
  }
  return outcome(fresh(result), notes, open);
}

function outcome(left: readonly Finding[], notes: readonly string[], open: readonly Finding[]): Outcome {
  if (left.length === 0 && notes.length === 0) return { is: "healed", why: "" };
  const why = [...new Set([...notes, ...left.map(({ rule, value }) => `'${rule}' is left${value ? ` for '${value}'` : ""}.`)])].join(" ");
  if (notes.length > 0 && notes.every((note) => /cannot be fixed: .*(loop|not written out)/.test(note))) return { is: "refused", why };
  const unfixable = notes.length === 0 && left.every(({ repair }) => !repair) && open.some(({ repair }) => !repair);
  return { is: unfixable ? "unfixable" : "failed", why };
}

function unmet({ findings }: AuditResult): readonly Finding[] {
  return findings.filter(({ verdict, severity }) => verdict === "unmet" && severity !== "note");
}

function mark({ rule, subject, value }: Finding): string {
  return `${rule} ${subject.name} ${value ?? ""}`;
}

async function judged(files: Files) {
  const auditor = createAuditor(await readers(), root, "2026-03-19");
  for (const [path, text] of Object.entries(files)) auditor.put(root + path, text);
  const audit = () => settle(auditor, defaultSettings);
  return { auditor, audit, result: audit() };
}

/** The text without the stretch, its comma, and the line that it leaves empty. */
function without(text: string, { start, end }: Mutation): string {
  let [from, to] = [start, end];
  while (from > 0 && " \t".includes(text.charAt(from - 1))) from -= 1;
  while (to < text.length && " \t".includes(text.charAt(to))) to += 1;
  if (text.charAt(to) === ",") to += 1;
  else if (/,\s*$/.test(text.slice(0, from))) from = text.slice(0, from).lastIndexOf(",");
  if ((from === 0 || text.charAt(from - 1) === "\n") && text.charAt(to) === "\n") to += 1;
  return text.slice(0, from) + text.slice(to);
}
