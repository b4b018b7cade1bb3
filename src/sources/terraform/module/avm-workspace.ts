// The workspace of Azure's verified module, as the inputs of the module describe it: everything else of it is open.
import type { Declaration } from "../../../model/declaration.ts";
import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import { type Condition, list, object, type Property, type Reason, reference, scalar, text, type Value } from "../../../model/value.ts";
import { toArm } from "../azurerm/codecs.ts";
import { azurerm } from "../azurerm/index.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { isNull, propertyOf, record } from "../evaluate/values.ts";
import { declare } from "./declare.ts";

export interface Common {
  readonly prefix: string;
  readonly condition: Condition;
  readonly calls: readonly Origin[];
  readonly span: Origin;
  readonly at: Origin;
  readonly because: Reason;
}

type Inputs = ReadonlyMap<string, Value>;
type ObjectOf = Value & { readonly kind: "object" };

export function workspaceDeclarations(
  values: Inputs,
  common: Common,
): { readonly declarations: readonly Declaration[]; readonly outputs: ReadonlyMap<string, Value> } {
  const key = `${common.prefix}azapi_resource.this`;
  const name = given(values, "name");
  const workspace: Declaration = {
    ...placed(common),
    key,
    type: "Microsoft.MachineLearningServices/workspaces",
    names: name ? [name] : [],
    existing: false,
    body: bodyOf(values, common),
  };
  const id = reference({ by: "key", key }, [], common.at);
  return {
    declarations: [workspace, ...endpoints(values, id, common)],
    outputs: new Map<string, Value>([["resource_id", id], ...(name ? [["name", name] as const] : [])]),
  };
}

function placed({ condition, at, span, prefix, calls }: Common) {
  return { condition, at, span, symbol: prefix.slice(0, -1), calls, language: "terraform" as const };
}

function given(values: Inputs, argument: string): Value | undefined {
  const value = values.get(argument);
  return value && !isNull(value) ? value : undefined;
}

/** Where each input goes in ARM's properties; the older names of the module among them. */
const plain: readonly (readonly [string, string])[] = [
  ["container_registry_id", "containerRegistry"],
  ["storage_account_id", "storageAccount"],
  ["key_vault_id", "keyVault"],
  ["application_insights_id", "applicationInsights"],
  ["image_build_compute", "imageBuildCompute"],
  ["image_build_compute_name", "imageBuildCompute"],
  ["high_business_impact", "hbiWorkspace"],
  ["hbi_workspace", "hbiWorkspace"],
  ["service_side_cmk_encryption_enabled", "enableServiceSideCMKEncryption"],
  ["storage_access_type", "systemDatastoresAuthMode"],
  ["provision_network_now_enabled", "provisionNetworkNow"],
];

const byId: readonly (readonly [string, string])[] = [
  ["container_registry", "containerRegistry"],
  ["storage_account", "storageAccount"],
  ["key_vault", "keyVault"],
  ["application_insights", "applicationInsights"],
  ["primary_user_assigned_identity", "primaryUserAssignedIdentity"],
  ["azure_ai_hub", "hubResourceId"],
];

function bodyOf(values: Inputs, common: Common): Value {
  const properties: Property[] = [];
  const put = (argument: string, path: string, make: (value: Value) => Value | undefined): void => {
    const value = given(values, argument);
    const made = value && make(value);
    if (made) properties.push({ name: path, at: made.at, value: made });
  };
  for (const [argument, path] of plain) put(argument, path, (value) => value);
  for (const [argument, path] of byId) put(argument, path, (value) => member(value, "resource_id"));
  put("public_network_access_enabled", "publicNetworkAccess", (value) => toArm("enabled", value));
  put("is_private", "publicNetworkAccess", (value) => toArm("notEnabled", value));
  put("workspace_managed_network", "managedNetwork", (value) => inside(value, managedNetworkOf));
  put("serverless_compute", "serverlessComputeSettings", (value) => inside(value, serverlessOf));
  put("customer_managed_key", "encryption", (value) => inside(value, encryptionOf));
  const body: Property[] = [{ name: "properties", at: common.at, value: object(properties, common.at, common.because) }];
  for (const name of ["location", "kind", "tags"]) {
    const value = given(values, name);
    if (value) body.push({ name, at: value.at, value });
  }
  const identities = given(values, "managed_identities");
  if (identities) body.push({ name: "identity", at: identities.at, value: inside(identities, identityOf) });
  return object(body, common.at, common.because);
}

function inside(value: Value, make: (value: ObjectOf) => Value): Value {
  return onEachSide([value], value.at, ([side = value]) => (side.kind === "object" ? make(side) : side));
}

function member(value: Value, name: string): Value | undefined {
  if (value.kind !== "object") return value.kind === "scalar" ? undefined : value;
  const found = propertyOf(value, name)?.value;
  return found && !isNull(found) ? found : undefined;
}

/** Members under other names; what is not named is left out, and open. */
function renamed(value: ObjectOf, names: { readonly [name: string]: string }): Value {
  const properties = [...value.props.values()].flatMap((property): readonly Property[] => {
    const name = own(names, property.name);
    return name === undefined || isNull(property.value) ? [] : [{ ...property, name }];
  });
  return object(properties, value.at, value.open);
}

function managedNetworkOf(value: ObjectOf): Value {
  const { at } = value;
  const mode = member(value, "isolation_mode");
  const rules = member(value, "outbound_rules");
  return object(
    [
      ...(mode ? [{ name: "isolationMode", at: mode.at, value: mode }] : []),
      ...(rules ? [{ name: "outboundRules", at: rules.at, value: inside(rules, outboundRulesOf) }] : []),
    ],
    at,
    value.open,
  );
}

/** By name, whatever their kind. */
function outboundRulesOf(value: ObjectOf): Value {
  const kinds = { fqdn: "FQDN", private_endpoint: "PrivateEndpoint", service_tag: "ServiceTag" };
  const spelt = {
    ...{ resource_id: "serviceResourceId", sub_resource_target: "subresourceTarget", spark_enabled: "sparkEnabled" },
    ...{
      action: "action",
      service_tag: "serviceTag",
      address_prefixes: "addressPrefixes",
      protocol: "protocol",
      port_ranges: "portRanges",
    },
  };
  const rules: Property[] = [];
  let open = value.open;
  for (const [argument, kind] of Object.entries(kinds)) {
    const all = member(value, argument);
    if (all && all.kind !== "object")
      open ??= "because" in all ? all.because : { kind: "azure", text: "These rules are known when it is deployed." };
    if (all?.kind !== "object") continue;
    open ??= all.open;
    for (const rule of all.props.values()) {
      const { at } = rule.value;
      const destination = inside(rule.value, (one) => (kind === "FQDN" ? (member(one, "destination") ?? one) : renamed(one, spelt)));
      const type = { name: "type", at, value: scalar(kind, at) };
      rules.push({ ...rule, value: object([type, { name: "destination", at, value: destination }], at) });
    }
  }
  return object(rules, value.at, open);
}

function serverlessOf(value: ObjectOf): Value {
  const { at } = value;
  const [subnet, address] = [member(value, "subnet_id"), member(value, "public_ip_enabled") ?? scalar(false, at)];
  return object(
    [
      ...(subnet ? [{ name: "serverlessComputeCustomSubnet", at: subnet.at, value: subnet }] : []),
      { name: "serverlessComputeNoPublicIP", at: address.at, value: toArm("not", address) },
    ],
    at,
    value.open,
  );
}

function identityOf(value: ObjectOf): Value {
  const { at } = value;
  const ids = member(value, "user_assigned_resource_ids");
  const system = member(value, "system_assigned");
  const isSystem = system?.kind === "scalar" && String(system.value) === "true";
  const isKnown = (!system || system.kind === "scalar") && (!ids || (ids.kind === "list" && !ids.open));
  const words = [...(isSystem ? ["SystemAssigned"] : []), ...(ids?.kind === "list" && ids.items.length > 0 ? ["UserAssigned"] : [])];
  const type = { name: "type", at, value: scalar(words.join(", ") || "SystemAssigned", at) };
  const because: Reason = { kind: "module", text: "Which identities the module assigns is not known." };
  return object(
    [...(isKnown ? [type] : []), ...(ids ? [{ name: "userAssignedIdentities", at, value: toArm("identities", ids) }] : [])],
    at,
    isKnown ? value.open : because,
  );
}

function encryptionOf(value: ObjectOf): Value {
  const vault = member(value, "key_vault_resource_id");
  const identity = member(value, "user_assigned_identity");
  const identityId = identity ? member(identity, "resource_id") : undefined;
  const because: Reason = { kind: "module", text: "The module makes the key's address from the vault and the key's name." };
  const { at } = value;
  return object(
    [
      { name: "status", at, value: scalar("Enabled", at) },
      { name: "keyVaultProperties", at, value: object(vault ? [{ name: "keyVaultArmId", at, value: vault }] : [], at, because) },
      ...(identityId ? [{ name: "identity", at, value: object([{ name: "userAssignedIdentity", at, value: identityId }], at) }] : []),
    ],
    at,
  );
}

/** As azurerm declares them inside the module; those of a map that nobody knows are among what is not seen. */
function endpoints(values: Inputs, workspace: Value, common: Common): readonly Declaration[] {
  const all = given(values, "private_endpoints");
  const map = azurerm.get("azurerm_private_endpoint");
  if (all?.kind !== "object" || !map) return [];
  return [...all.props.values()].flatMap(({ name, value }) => {
    if (value.kind !== "object") return [];
    const key = `${common.prefix}azurerm_private_endpoint.this[${JSON.stringify(name)}]`;
    const called = member(value, "name") ?? text([scalar("pep-", value.at), given(values, "name") ?? scalar("", value.at)], value.at);
    const shared = { ...placed(common), at: value.at, key, names: [called] };
    return declare(map, "azurerm_private_endpoint", endpointOf(value, workspace, values), shared, 4);
  });
}

function endpointOf(value: ObjectOf, workspace: Value, values: Inputs): ObjectOf {
  const { at } = value;
  const made = (members: Readonly<Record<string, Value | undefined>>): ObjectOf =>
    record(
      Object.entries(members).flatMap(([name, one]) => (one ? [{ name, at: one.at, value: one }] : [])),
      at,
    );
  const zones = member(value, "private_dns_zone_resource_ids");
  const groups = list([scalar("amlworkspace", at)], at);
  const connection = { private_connection_resource_id: workspace, subresource_names: groups, is_manual_connection: scalar(false, at) };
  const group = { name: member(value, "private_dns_zone_group_name") ?? scalar("default", at), private_dns_zone_ids: zones };
  const managed = given(values, "private_endpoints_manage_dns_zone_group");
  const isKept = zones && (!managed || (managed.kind === "scalar" && String(managed.value) === "true"));
  return made({
    location: member(value, "location") ?? given(values, "location"),
    subnet_id: member(value, "subnet_resource_id"),
    private_service_connection: list([made({ name: scalar("pse", at), ...connection })], at),
    private_dns_zone_group: isKept ? list([made(group)], at) : undefined,
  });
}
