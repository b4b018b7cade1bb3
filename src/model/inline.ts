// Children that Azure lets one write inside their parent's body: they become resources like those declared by themselves.

import type { Resource } from "./graph.ts";
import { both, cases, look } from "./look.ts";
import { own } from "./own.ts";
import type { Condition, Path, Reason, Value } from "./value.ts";
import { scalar } from "./value.ts";

interface Place {
  readonly path: Path;
  readonly segment: string;
}

const places: Readonly<Record<string, readonly Place[]>> = {
  "microsoft.network/virtualnetworks": [
    { path: ["properties", "subnets"], segment: "subnets" },
    { path: ["properties", "virtualNetworkPeerings"], segment: "virtualNetworkPeerings" },
  ],
  "microsoft.network/networksecuritygroups": [{ path: ["properties", "securityRules"], segment: "securityRules" }],
  "microsoft.network/routetables": [{ path: ["properties", "routes"], segment: "routes" }],
  "microsoft.network/azurefirewalls": [
    { path: ["properties", "networkRuleCollections"], segment: "networkRuleCollections" },
    { path: ["properties", "applicationRuleCollections"], segment: "applicationRuleCollections" },
    { path: ["properties", "natRuleCollections"], segment: "natRuleCollections" },
  ],
  "microsoft.machinelearningservices/workspaces": [{ path: ["properties", "managedNetwork", "outboundRules"], segment: "outboundRules" }],
};

/** Items of one inline list of one parent, and why there may be more. */
export interface InlineChildren {
  readonly segment: string;
  readonly items: readonly Resource[];
  readonly open?: Reason;
}

export function inlineChildren(parent: Resource): readonly InlineChildren[] {
  return (own(places, parent.kind) ?? []).map((place) => childrenAt(parent, place));
}

function childrenAt(parent: Resource, { path, segment }: Place): InlineChildren {
  const items: Resource[] = [];
  let open: Reason | undefined;
  for (const { when, seen } of cases(parent.body, path, parent.condition)) {
    if (seen.is === "unclear") open ??= seen.because;
    if (seen.is !== "value") continue;
    if (seen.value.kind === "list" || seen.value.kind === "object") open ??= seen.value.open;
    else open ??= { kind: "unsupported", text: `'${segment}' of this resource is not a list that can be read.` };
    for (const { name, value, at } of entriesOf(seen.value)) {
      for (const item of cases(value, [], when)) {
        if (item.seen.is === "unclear") open ??= item.seen.because;
        if (item.seen.is !== "value") continue;
        const body = item.seen.value;
        if (body.kind === "object") items.push(child(parent, segment, body, [...path, at], item.when, name));
        else
          open ??=
            "because" in body ? body.because : { kind: "unsupported", text: `An item of '${segment}' is not an object that can be read.` };
      }
    }
  }
  return open ? { segment, items, open } : { segment, items };
}

/** Items of a list, or of an object that is keyed by name. */
function entriesOf(value: Value): readonly { name?: Value; value: Value; at: string | number }[] {
  if (value.kind === "list") return value.items.map((item, at) => ({ value: item, at }));
  if (value.kind !== "object") return [];
  return [...value.props.values()].map((property) => ({
    name: scalar(property.name, property.at),
    value: property.value,
    at: property.name,
  }));
}

function child(parent: Resource, segment: string, body: Value, path: Path, when: Condition, key?: Value): Resource {
  const named = look(body, ["name"]);
  const position = path.at(-1) ?? 0;
  const name: Value = key ?? (named.is === "absent" ? scalar(`${position}`, body.at) : named.is === "value" ? named.value : named.near);
  const label = name.kind === "scalar" ? name.value : position;
  const declaration = {
    key: `${parent.key}/${segment}/${label}`,
    type: `${parent.type}/${segment}`,
    ...(parent.apiVersion ? { apiVersion: parent.apiVersion } : {}),
    names: [...parent.names, name],
    ...(parent.home ? { home: parent.home } : {}),
    existing: parent.existing,
    condition: both(parent.condition, when),
    body,
    at: body.kind === "object" ? (body.props.get("name")?.value.at ?? body.at) : body.at,
    span: body.at,
    calls: parent.calls,
    language: parent.language,
  };
  return { ...declaration, kind: declaration.type.toLowerCase(), parent, inline: path, declarations: parent.declarations };
}
