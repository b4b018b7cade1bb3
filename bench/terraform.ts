// How fast Terraform is audited, beside tree-sitter's bare parse of the same text in the same run:
// node bench/terraform.ts [FOLDER...]    Without folders the samples, many times over.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { defaultSettings } from "../src/analysis/configuration/settings.ts";
import { createAuditor, loadReaders } from "../src/audit.ts";
import { loadWasm } from "../src/disk/wasm.ts";
import { loadGrammar } from "../src/sources/terraform/syntax/grammar.ts";

const wasm = await loadWasm();
const readers = await loadReaders(wasm);
const grammar = await loadGrammar(wasm);
const root = "file:///bench/";
const today = "2026-03-19";

const given = process.argv.slice(2).map((folder) => resolve(folder));
const folders = given.length > 0 ? given : [join(import.meta.dirname, "../samples/terraform")];
const files =
  given.length > 0
    ? folders.flatMap((folder) => read(folder))
    : Array.from({ length: 20 }, (_, copy) => folders.flatMap((folder) => read(folder, `${copy}/`))).flat();
const characters = files.reduce((sum, file) => sum + file.text.length, 0);

whole();
keystroke();

function parseAll(): void {
  for (const { text } of files) grammar.parse(text)?.delete();
}

function whole(): void {
  const bare: number[] = [];
  const audits: number[] = [];
  for (let round = 0; round < 5; round++) {
    bare.push(timed(() => parseAll()));
    const salted = files.map((file) => ({ uri: file.uri, text: `${file.text}\n# ${round}\n` }));
    const auditor = createAuditor(readers, root, today);
    audits.push(timed(() => audit(auditor, salted)));
  }
  const [parse, full] = [median(bare), median(audits)];
  const speed = (ms: number) => `${(characters / ms / 1000).toFixed(2)} MB/s`;
  console.log(`${files.length} files, ${(characters / 1000).toFixed(0)} KB`);
  console.log(`bare parse   ${parse.toFixed(1)} ms  ${speed(parse)}`);
  console.log(`whole audit  ${full.toFixed(1)} ms  ${speed(full)}  ${((parse / full) * 100).toFixed(0)} % of the bare parse's speed`);
}

/** A module of 30 files, one of them with 1,000 lines; one letter is typed and all is judged again. */
function keystroke(): void {
  const parts = Array.from({ length: 30 }, (_, part) => ({
    uri: `${root}module/part${part}.tf`,
    text: moduleText(part, part === 0 ? 1000 : 60),
  }));
  const auditor = createAuditor(readers, root, today);
  audit(auditor, parts);
  const [first] = parts;
  if (!first) return;
  let text = first.text;
  const times: number[] = [];
  for (let stroke = 0; stroke < 60; stroke++) {
    const at = text.indexOf("typed") + 5;
    text = `${text.slice(0, at)}x${text.slice(at)}`;
    times.push(timed(() => audit(auditor, [{ uri: first.uri, text }])));
  }
  console.log(`keystroke    ${median(times).toFixed(1)} ms median, ${Math.max(...times).toFixed(1)} ms at most`);
}

function moduleText(part: number, lines: number): string {
  const rules = Array.from(
    { length: Math.floor((lines - 20) / 14) },
    (_, rule) => `resource "azurerm_network_security_rule" "r${part}_${rule}" {
  name                        = "rule-${part}-${rule}"
  resource_group_name         = "rg"
  network_security_group_name = azurerm_network_security_group.nsg${part}.name
  priority                    = ${100 + rule}
  direction                   = "Outbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "443"
  source_address_prefix       = "VirtualNetwork"
  destination_address_prefix  = "Storage"
}
`,
  );
  const typed = `locals {\n  note${part} = "typed"\n}\n\n`;
  const group = `resource "azurerm_network_security_group" "nsg${part}" {\n  name                = "nsg-${part}"\n  location            = "eastus"\n  resource_group_name = "rg"\n}\n\n`;
  return typed + group + rules.join("\n");
}

type Given = { readonly uri: string; readonly text: string };

function audit(auditor: ReturnType<typeof createAuditor>, changed: readonly Given[]): void {
  for (const { uri, text } of changed) auditor.put(uri, text);
  for (let asked = auditor.audit(defaultSettings).wanted; asked.length > 0; asked = auditor.audit(defaultSettings).wanted) {
    for (const uri of asked) {
      if (uri.endsWith("/")) auditor.putListing(uri, "missing");
      else auditor.remove(uri);
    }
  }
}

function read(folder: string, below = ""): Given[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".tf"));
  return paths
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => ({
      uri: root + below + pathToFileURL(`/${relative(folder, path)}`).pathname.slice(1),
      text: readFileSync(path, "utf8"),
    }));
}

/** Milliseconds that this thread has had of the processor: what else the machine does is not counted. */
function timed(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
