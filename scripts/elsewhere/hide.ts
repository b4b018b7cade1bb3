// Hides one thing of a deployment at a time, as if it were declared elsewhere: a module that is not there, a resource that is only pointed at.
import { modify, parse } from "jsonc-parser";

export interface Hiding {
  /** `module modules/network.bicep`, `resource vault`. */
  readonly what: string;
  /** What is left, by URI. */
  readonly files: ReadonlyMap<string, string>;
}

/** Files by URI; `entries` are those that stay. */
export function* hidings(files: ReadonlyMap<string, string>, entries: readonly string[]): Generator<Hiding> {
  for (const [uri, text] of files) {
    if (uri.endsWith(".bicep")) {
      yield* changed(files, uri, bicepResources(text));
      yield* changed(files, uri, bicepIds(text));
    }
    if (uri.endsWith(".json")) yield* changed(files, uri, armResources(text));
    if (uri.endsWith(".tf")) {
      yield* terraformResources(files, uri);
      yield* terraformIds(files, uri);
    }
  }
  for (const part of modulesOf(files, entries))
    yield { what: `module ${part}`, files: new Map([...files].filter(([uri]) => !uri.startsWith(part))) };
}

interface Edit {
  readonly what: string;
  readonly text: string;
}

function* changed(files: ReadonlyMap<string, string>, uri: string, edits: Iterable<Edit>): Generator<Hiding> {
  for (const { what, text } of edits) yield { what, files: new Map(files).set(uri, text) };
}

/** Bicep and ARM files that are no entries, and folders of Terraform that are none. */
function modulesOf(files: ReadonlyMap<string, string>, entries: readonly string[]): readonly string[] {
  const folder = (uri: string) => uri.slice(0, uri.lastIndexOf("/") + 1);
  const kept = new Set(entries.flatMap((entry) => [entry, folder(entry)]));
  const parts = [...files.keys()].flatMap((uri) => {
    if (/\.(bicepparam|tfvars|tfvars\.json|parameters\.json)$/.test(uri)) return [];
    if (uri.endsWith(".tf")) return kept.has(folder(uri)) ? [] : [folder(uri)];
    return kept.has(uri) || !/\.(bicep|json)$/.test(uri) ? [] : [uri];
  });
  return [...new Set(parts)];
}

/** `resource x 'T@v' = {…}` as `resource x 'T@v' existing = {…}` with its name, parent and scope alone. */
function* bicepResources(text: string): Generator<Edit> {
  for (const found of text.matchAll(/^resource (\w+) '[^']+' = (if \(.*?\) )?\{$/gm)) {
    const start = found.index + found[0].length;
    const end = text.indexOf("\n}", start);
    if (end < 0) continue;
    const naming = text
      .slice(start, end)
      .split("\n")
      .filter((line) => /^ {2}(name|parent|scope): ('.*'|[^{[]*)$/.test(line));
    const head = found[0].replace("' = ", "' existing = ");
    yield { what: `resource ${found[1]}`, text: `${text.slice(0, found.index)}${head}\n${naming.join("\n")}${text.slice(end)}` };
  }
}

/** Types that others name by their id, so that a template without them points elsewhere. */
const named =
  /^Microsoft\.(Storage\/storageAccounts|KeyVault\/vaults|ContainerRegistry\/registries|Network\/(virtualNetworks|networkSecurityGroups|routeTables|privateDnsZones|firewallPolicies)|ManagedIdentity\/userAssignedIdentities|Insights\/components)$/i;

/** A resource of which nothing but the id is used, as a parameter for the id. */
function* bicepIds(text: string): Generator<Edit> {
  for (const found of text.matchAll(/^resource (\w+) '([^'@]+)@[^']+' = \{$/gm)) {
    const symbol = found[1] ?? "";
    const end = text.indexOf("\n}", found.index);
    if (end < 0 || !named.test(found[2] ?? "")) continue;
    const left = text.slice(0, found.index) + text.slice(end + 2);
    const uses = new RegExp(`(?<![\\w.'])${symbol}(?![\\w'])`, "g");
    const ids = new RegExp(`(?<![\\w.'])${symbol}\\.id(?!\\w)`, "g");
    const count = left.match(ids)?.length ?? 0;
    if (count === 0 || count !== left.match(uses)?.length) continue;
    yield { what: `id of ${symbol}`, text: `param ${symbol}IdGiven string\n${left.replace(ids, `${symbol}IdGiven`)}` };
  }
}

function* armResources(text: string): Generator<Edit> {
  const template: unknown = parse(text);
  if (typeof template !== "object" || template === null || !("resources" in template) || !Array.isArray(template.resources)) return;
  for (const [index, resource] of template.resources.entries()) {
    if (typeof resource?.type !== "string" || !named.test(resource.type)) continue;
    const left = modify(text, ["resources", index], undefined, {});
    yield {
      what: `resource ${resource.type}`,
      text: left.reduceRight((so, { offset, length, content }) => so.slice(0, offset) + content + so.slice(offset + length), text),
    };
  }
}

const dataSources =
  "storage_account|key_vault|key_vault_key|container_registry|virtual_network|subnet|network_security_group|route_table|private_dns_zone|firewall|firewall_policy|machine_learning_workspace|application_insights|user_assigned_identity|log_analytics_workspace|public_ip";

/** `resource "azurerm_x" "y"` as `data "azurerm_x" "y"`, in every file of its folder. */
function* terraformResources(files: ReadonlyMap<string, string>, uri: string): Generator<Hiding> {
  const text = files.get(uri) ?? "";
  const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
  for (const found of text.matchAll(new RegExp(`^resource "(azurerm_(?:${dataSources}))" "([\\w-]+)" \\{$`, "gm"))) {
    const [head, type = "", name = ""] = found;
    const end = text.indexOf("\n}", found.index);
    if (end < 0) continue;
    const naming = text
      .slice(found.index + head.length, end)
      .split("\n")
      .filter((line) => /^ {2}(name|resource_group_name|virtual_network_name|key_vault_id|count|for_each) *= (".*"|[^{[]*)$/.test(line));
    const data = `${text.slice(0, found.index)}data "${type}" "${name}" {\n${naming.join("\n")}${text.slice(end)}`;
    const reference = new RegExp(`(?<![\\w.])${type}\\.${name}(?![\\w-])`, "g");
    const renamed = [...files].map(([other, content]) => {
      const here = other === uri ? data : content;
      return [other, other.startsWith(folder) ? here.replace(reference, `data.${type}.${name}`) : here] as const;
    });
    yield { what: `resource ${type}.${name}`, files: new Map(renamed) };
  }
}

/** A resource of which nothing but the id is used, as a variable for the id. */
function* terraformIds(files: ReadonlyMap<string, string>, uri: string): Generator<Hiding> {
  const text = files.get(uri) ?? "";
  const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
  for (const found of text.matchAll(new RegExp(`^resource "(azurerm_(?:${dataSources}))" "([\\w-]+)" \\{$`, "gm"))) {
    const address = `${found[1]}.${found[2]}`;
    const end = text.indexOf("\n}", found.index);
    if (end < 0) continue;
    const left = new Map(files).set(uri, text.slice(0, found.index) + text.slice(end + 2));
    const here = [...left].filter(([other]) => other.startsWith(folder));
    const uses = new RegExp(`(?<![\\w.])${address}(?![\\w-])`, "g");
    const ids = new RegExp(`(?<![\\w.])${address}\\.id(?!\\w)`, "g");
    const count = (pattern: RegExp) => here.reduce((sum, [, content]) => sum + (content.match(pattern)?.length ?? 0), 0);
    if (count(ids) === 0 || count(ids) !== count(uses)) continue;
    const given = here.map(([other, content]) => [other, content.replace(ids, "var.hidden_id")] as const);
    const declared = `${given.find(([other]) => other === uri)?.[1]}\nvariable "hidden_id" {\n  type = string\n}\n`;
    yield { what: `id of ${address}`, files: new Map([...left, ...given, [uri, declared]]) };
  }
}
