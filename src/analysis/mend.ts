// From a repair in ARM's terms to a fix in the language of the files that it touches.
import type { Language } from "../model/declaration.ts";
import type { Deployment, Finding } from "../model/finding.ts";
import type { Resource } from "../model/graph.ts";
import { look } from "../model/look.ts";
import type { Source } from "../model/reader.ts";
import type { Change, Draft, Fix, Repair, TextEdit } from "../model/repair.ts";
import type { Path } from "../model/value.ts";
import type { Site, Writer } from "../model/writer.ts";

export type Mended = Fix | { readonly cannot: string };

interface Texts {
  text(uri: string): Source | undefined;
  list(folder: string): readonly string[] | "wanted" | "missing";
}

/** The fix of a finding in its first deployment; `cannot` says why there is none. Total. */
export function mend(finding: Finding, deployments: readonly Deployment[], texts: Texts, writers: readonly Writer[]): Mended {
  const deployment = deployments.find((one) => one.id === finding.deployments[0]);
  if (!finding.repair || !deployment) return { cannot: "This finding has no fix." };
  const other = rightElsewhere(finding, deployments);
  if (other) return { cannot: `'${other.id}' is for another cloud, and the same text is right there. Let it depend on the cloud.` };
  return writeOrElse(finding.repair, siteOf(deployment, texts), writers);
}

/**
 * One fix for several repairs of one deployment, written together so that they do not disturb each other. What several of them change
 * alike is changed once; one that cannot be written leaves the others as they are. `cannot` when none of them can.
 */
export function mendTogether(
  repairs: readonly Repair[],
  deployment: Deployment,
  texts: Texts,
  writers: readonly Writer[],
  title: string,
): Mended {
  const site = siteOf(deployment, texts);
  const together = (some: readonly Repair[]): Mended => {
    const caution = [...new Set(some.flatMap((repair) => repair.caution ?? []))].join(" ");
    return write({ title, changes: changesOf(some), ...(caution && { caution }) }, site, writers);
  };
  const whole = together(repairs);
  if (!("cannot" in whole)) return whole;
  const alone = repairs.flatMap((repair) =>
    choicesOf(repair)
      .filter((one) => !("cannot" in write(one, site, writers)))
      .slice(0, 1),
  );
  const rest = alone.length > 0 ? together(alone) : whole;
  if (!("cannot" in rest)) return leaving(repairs.length - alone.length, rest);
  const fitting: Repair[] = [];
  for (const one of alone) if (!("cannot" in together([...fitting, one]))) fitting.push(one);
  return fitting.length > 0 ? leaving(repairs.length - fitting.length, together(fitting)) : rest;
}

/** A deployment for another cloud that reads a text which is wrong in this finding's only: names of zones and hosts differ by cloud. */
export function rightElsewhere(finding: Finding, deployments: readonly Deployment[]): Deployment | undefined {
  const uris = (finding.repair?.changes ?? []).flatMap((change) => (change.do === "replace" ? [change.at.uri] : []));
  const own = deployments.find(({ id }) => id === finding.deployments[0])?.scenario.cloud;
  return deployments.find(
    ({ id, files, scenario }) => scenario.cloud !== own && !finding.deployments.includes(id) && uris.some((uri) => files.includes(uri)),
  );
}

function leaving(left: number, made: Mended): Mended {
  return "cannot" in made || left === 0 ? made : { ...made, left };
}

function writeOrElse(repair: Repair, site: Site, writers: readonly Writer[]): Mended {
  const made = write(repair, site, writers);
  return "cannot" in made && repair.instead ? writeOrElse(repair.instead, site, writers) : made;
}

/** A repair and what to do instead of it, the best first. */
function choicesOf(repair: Repair): readonly Repair[] {
  return repair.instead ? [repair, ...choicesOf(repair.instead)] : [repair];
}

function changesOf(repairs: readonly Repair[]): readonly Change[] {
  const all = repairs.flatMap((repair) => repair.changes);
  return [...new Map(all.map((change) => [JSON.stringify(change), change])).values()];
}

function write(repair: Repair, site: Site, writers: readonly Writer[]): Mended {
  const byLanguage = new Map<Language, Change[]>();
  for (const change of repair.changes) {
    const language = languageOf(change, site);
    if (!language) return { cannot: "What this fix changes is not in a file." };
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), change]);
  }
  const edits: TextEdit[] = [];
  const added: string[] = [];
  for (const [language, changes] of byLanguage) {
    const written = writers.find((one) => one.language === language)?.write(changes, site) ?? {
      cannot: "Azure itself is never changed from here.",
    };
    if ("cannot" in written) return written;
    edits.push(...written.edits);
    added.push(...written.added);
  }
  if (edits.some((edit) => edit.start > edit.end))
    return { cannot: "The file is broken where this fix would be written. Mend that first." };
  const asks = added.length ? `Give a value for ${added.map((name) => `'${name}'`).join(", ")}.` : undefined;
  const caution = [repair.caution, asks].filter((part) => part !== undefined).join(" ");
  const ordered = edits
    .map((edit) => trimmed(edit, site.text(edit.uri)?.text ?? ""))
    .sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.start - b.start));
  return caution ? { title: repair.title, edits: ordered, caution } : { title: repair.title, edits: ordered };
}

/** The edit without what it would write as it is there already. */
function trimmed(edit: TextEdit, text: string): TextEdit {
  const { start, end, newText } = edit;
  const most = Math.min(end - start, newText.length);
  let before = 0;
  while (before < most && text.charCodeAt(start + before) === newText.charCodeAt(before)) before += 1;
  if (splits(text, start + before) || splits(newText, before)) before -= 1;
  let after = 0;
  while (after < most - before && text.charCodeAt(end - 1 - after) === newText.charCodeAt(newText.length - 1 - after)) after += 1;
  if (splits(text, end - after) || splits(newText, newText.length - after)) after -= 1;
  return { ...edit, start: start + before, end: end - after, newText: newText.slice(before, newText.length - after) };
}

/** Whether an offset is inside of a line end or of a character. */
function splits(text: string, offset: number): boolean {
  return /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(offset - 1, offset + 1));
}

/** Of the file that is changed: values that Bicep imports or loads stand in JSON, which takes data and no expression. */
function languageOf(change: Change, site: Site): Language | undefined {
  if (change.do === "replace") return ofFile(change.at.uri);
  const resource = site.resource(change.do === "add" ? change.beside : change.resource);
  const isData = "path" in change && !("value" in change && asks(change.value));
  const file = resource?.language === "bicep" && isData ? fileAt(resource, change.path) : undefined;
  return (file === undefined ? undefined : ofFile(file)) ?? resource?.language;
}

/** Whether something in a draft is left to the writer. */
function asks(draft: Draft): boolean {
  if (typeof draft !== "object") return false;
  return Object.entries(draft).some(([name, value]) => name.startsWith("$") || asks(value));
}

/** The file of the value at a path, or of the nearest around it that is written in one. */
function fileAt({ body, condition }: Resource, path: Path): string | undefined {
  const depths = Array.from({ length: path.length + 1 }, (_, index) => path.length - index);
  const written = depths.flatMap((depth) => {
    const seen = look(body, path.slice(0, depth), condition);
    return seen.is === "value" && seen.value.at.from === "file" ? [seen.value.at.uri] : [];
  });
  return written[0];
}

function ofFile(uri: string): Language | undefined {
  if (/\.bicep(param)?$/i.test(uri)) return "bicep";
  if (/\.(tf|tofu|tfvars)(\.json)?$/i.test(uri)) return "terraform";
  return /\.jsonc?$/i.test(uri) ? "arm" : undefined;
}

function siteOf(deployment: Deployment, texts: Texts): Site {
  return {
    resource: (key) => deployment.graph.get(key),
    resources: deployment.graph.resources,
    text: (uri) => texts.text(uri),
    list: (folder) => {
      const listed = texts.list(folder);
      return typeof listed === "string" ? [] : listed;
    },
  };
}
