// What one run of the writer has before it.
import type { Resource } from "../../../model/graph.ts";
import type { Source } from "../../../model/reader.ts";
import type { Value } from "../../../model/value.ts";
import type { Site } from "../../../model/writer.ts";
import type { Major } from "../azurerm/table.ts";
import { isConfiguration } from "../module/files.ts";
import { usualVersion, versionOf } from "../module/version.ts";
import type { ReadFile } from "../syntax/file.ts";
import type { Block, TerraformFile } from "../syntax/tree.ts";
import { Document } from "./document.ts";
import { sketchOf } from "./sketch.ts";

export type Refusal = string | undefined;

export interface Desk {
  readonly site: Site;
  readonly readFile: ReadFile;
  /** Files as they are edited; one in JSON as what it says in Terraform's own language. */
  readonly documents: Map<string, Document>;
  /** Variables that were added, by folder and name. */
  readonly added: Set<string>;
  /** Addresses of resources that this repair adds, by their key in it. */
  readonly fresh: Map<string, Fresh>;
  /** Outputs through which this repair reads from other modules. */
  readonly outputs: Place[];
  /** Blocks whose arguments are to be aligned again: file and header. */
  readonly touched: Map<string, Set<string>>;
  /** Keys of resources to be added that must not read their names from what they stand beside. */
  readonly awaited: ReadonlySet<string>;
}

export interface Fresh {
  readonly address: string;
  readonly arm: string;
  readonly place: Place;
  /** What it stands beside: they share the module. */
  readonly beside: Resource;
}

/** A top block of a file, known by its header, which edits do not change. */
export interface Place {
  readonly uri: string;
  readonly header: string;
}

export function documentOf(desk: Desk, uri: string): Document | undefined {
  const known = desk.documents.get(uri);
  if (known) return known;
  const source = desk.site.text(uri);
  if (!source) return undefined;
  const sketch = uri.endsWith(".json") ? sketchOf(source.text, uri.endsWith(".tfvars.json")) : undefined;
  const made = sketch ? new Document(`${uri}?sketch.tf`, sketch.text, sketch.places) : new Document(uri, source.text);
  desk.documents.set(uri, made);
  return made;
}

/** The file as it stands now. */
export function fileNow(desk: Desk, uri: string): TerraformFile | undefined {
  const document = documentOf(desk, uri);
  return (
    document && desk.readFile({ uri: document.text === document.first ? document.uri : `${document.uri}?mended.tf`, text: document.text })
  );
}

export function headerOf(block: Block): string {
  return [block.type, ...block.labels.map((label) => label.text)].join(" ");
}

export function blockAt(desk: Desk, place: Place): Block | undefined {
  return fileNow(desk, place.uri)?.blocks.find((block) => headerOf(block) === place.header);
}

/** The block that a declaration was made by. */
export function placeOf(desk: Desk, resource: { readonly span: Resource["span"]; readonly at: Resource["at"] }): Place | undefined {
  const { span } = resource;
  if (span.from !== "file") return undefined;
  const source = desk.site.text(span.uri);
  const block = source && desk.readFile(source).blocks.find((one) => one.start <= span.start && span.end <= one.end);
  return block ? { uri: span.uri, header: headerOf(block) } : undefined;
}

export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/") + 1);
}

/** Whether a folder was brought by `terraform init`, which writes it anew. */
export function isRestored(folder: string): boolean {
  return folder.includes("/.terraform/");
}

/** The major of azurerm that a resource was read with: its defaults tell, else the files of the folder. */
export function majorOf(desk: Desk, resource: Resource, uri: string): Major {
  return majorIn(resource.body) ?? majorOfFolder(desk, uri);
}

function majorIn(value: Value): Major | undefined {
  if (value.at.from === "default") {
    const major = /^azurerm ([345])$/.exec(value.at.of)?.[1];
    if (major) return Number(major) as Major;
  }
  const inner =
    value.kind === "object" ? [...value.props.values()].map((property) => property.value) : value.kind === "list" ? value.items : [];
  for (const one of inner) {
    const major = majorIn(one);
    if (major) return major;
  }
  return undefined;
}

function majorOfFolder(desk: Desk, uri: string): Major {
  const folder = folderOf(uri);
  const uris = desk.site.list(folder).filter(isConfiguration);
  const blocks = (uris.length > 0 ? uris : [uri]).flatMap((one) => {
    const source = desk.site.text(one);
    return source ? desk.readFile(source).blocks.map((block) => ({ uri: one, block })) : [];
  });
  const read = (one: string): Source | "missing" => desk.site.text(one) ?? "missing";
  return (versionOf(folder, blocks, { read }, desk.readFile) ?? usualVersion).major;
}

export function touch(desk: Desk, place: Place): void {
  const headers = desk.touched.get(place.uri) ?? new Set<string>();
  headers.add(place.header);
  desk.touched.set(place.uri, headers);
}

/** The part of a key that says which module call it belongs to: `module.network.`. */
export function modulePrefix(resource: Resource): string {
  const { symbol, key } = resource;
  const at = symbol === undefined ? -1 : key.indexOf(symbol);
  if (at >= 0) return key.slice(0, at);
  return resource.parent ? modulePrefix(resource.parent) : (/^(?:module\.[^.]+\.)*/.exec(key)?.[0] ?? "");
}
