// Azure Verified Modules that are not restored, as far as their own parameters tell.
import type { Declaration, Fragment } from "../../model/declaration.ts";
import type { Origin } from "../../model/origin.ts";
import type { Source } from "../../model/reader.ts";
import { type Condition, choice, object, type Reason, type Value } from "../../model/value.ts";
import { knownTemplates, knownTypes } from "./known-templates.ts";
import { type Instance, originOf, type Program } from "./program.ts";

interface Site {
  readonly program: Program;
  readonly instance: Instance;
  readonly condition: Condition;
  /** Why the module itself is not read. */
  readonly because: Reason;
}

/** Resources that such modules may add beside their own. */
const extras = [
  "Microsoft.Authorization/roleAssignments",
  "Microsoft.Authorization/locks",
  "Microsoft.Insights/diagnosticSettings",
  "Microsoft.Resources/deployments",
];

/** Children that such modules take parameters for and that are not followed. */
const below: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "avm/res/machine-learning-services/workspace",
    ["computes", "datastores", "connections"].map((child) => `Microsoft.MachineLearningServices/workspaces/${child}`),
  ],
  ["avm/res/key-vault/vault", ["Microsoft.KeyVault/vaults/keys", "Microsoft.KeyVault/vaults/accessPolicies"]],
  ["avm/res/network/virtual-network", ["Microsoft.Network/virtualNetworks/virtualNetworkPeerings"]],
]);

/** What is known of a module of the public registry; undefined when it is none of those known. */
export function knownModule(path: string, given: ReadonlyMap<string, Value>, site: Site): Fragment | undefined {
  const name = /^br(?:\/public|:mcr\.microsoft\.com\/bicep):?\/?([^:@]+)[:@]/.exec(path)?.[1] ?? "";
  const at = originOf(site.program, site.instance.statement.name);
  const type = knownTypes.get(name) ?? (knownTemplates.has(name) ? undefined : likelyType(name));
  if (type !== undefined)
    return {
      declarations: [],
      outputs: new Map(),
      unseen: [{ because: site.because, at, types: [type, ...extras, ...around] }],
      problems: [],
    };
  const text = knownTemplates.get(name);
  if (text === undefined) return undefined;
  const source: Source = { uri: `known:${name}`, text };
  const calls = [...site.program.call.calls, at];
  const call = { uri: source.uri, arguments: given, prefix: `${site.instance.key}/`, condition: site.condition, calls };
  const { scope } = site.program.call;
  const fragment = site.program.evaluate(source, scope ? { ...call, scope } : call);
  const span = originOf(site.program, site.instance.statement);
  const seen = (value: Value): Value => disguise(value, { uri: source.uri, at: { from: "default", of: name }, because: site.because });
  return {
    declarations: fragment.declarations.map((one): Declaration => ({ ...one, names: one.names.map(seen), body: seen(one.body), at, span })),
    outputs: new Map([...fragment.outputs].map(([output, value]) => [output, seen(value)])),
    unseen: [{ because: site.because, at, types: [...extras, ...(name.includes("/network/") ? [] : around), ...(below.get(name) ?? [])] }],
    problems: [],
  };
}

/** `avm/res/event-hub/namespace` is about `Microsoft.EventHub/namespaces`: a resource module deploys one type and what belongs to it. */
function likelyType(name: string): string | undefined {
  const [, provider, resource, child] = /^avm\/res\/([a-z0-9-]+)\/([a-z0-9-]+)(\/.*)?$/.exec(name) ?? [];
  if (provider === undefined || resource === undefined || child !== undefined) return undefined;
  const plain = resource.replaceAll("-", "");
  return `Microsoft.${provider.replaceAll("-", "")}/${plain.endsWith("y") ? `${plain.slice(0, -1)}ies` : `${plain}s`}`;
}

/** Private endpoints of a module that is not followed, with what belongs to them. */
const around = [
  "Microsoft.Network/privateEndpoints",
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
  "Microsoft.Network/networkInterfaces",
  "Microsoft.Network/publicIPAddresses",
];

interface Mask {
  readonly uri: string;
  readonly at: Origin;
  readonly because: Reason;
}

/** A value of a known template: nobody can edit it there, and what it does not say the module may. */
function disguise(value: Value, mask: Mask): Value {
  const own = value.at.from === "file" && value.at.uri === mask.uri;
  const at = own ? mask.at : value.at;
  switch (value.kind) {
    case "object": {
      if (!own) return value;
      const said = [...value.props.values()].filter((property) => !isNull(property.value));
      const kept = said.map((property) => ({ name: property.name, at, value: disguise(property.value, mask) }));
      return object(kept, at, value.open ?? mask.because);
    }
    case "list":
      return { ...value, at, items: value.items.map((item) => disguise(item, mask)) };
    case "choice":
      return choice(value.when, disguise(value.then, mask), disguise(value.else, mask), at);
    default:
      return own ? { ...value, at } : value;
  }
}

function isNull(value: Value): boolean {
  return value.kind === "scalar" && value.value === null;
}
