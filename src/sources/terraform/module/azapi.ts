// azapi: ARM as it stands.
import type { Declaration } from "../../../model/declaration.ts";
import { idOf } from "../../../model/ids.ts";
import type { Origin } from "../../../model/origin.ts";
import { object, type Property, type Reason, scalar, text, unknown, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { decodedOf, fromJson, isNull, type Json, ownerOf, propertyOf, record } from "../evaluate/values.ts";
import { attributeOf } from "../syntax/tree.ts";
import { argumentOf, type BodyReader, textOf } from "./body.ts";
import type { Common } from "./declare.ts";
import type { Declared } from "./files.ts";
import { namesOfId } from "./ids.ts";

/** `Microsoft.X/y@version`, when it is azapi and says so. */
export function azapiTypeOf(declared: Declared, reader: BodyReader): { readonly type: string; readonly apiVersion?: string } | undefined {
  const isKnown = /^(data\.)?azapi_(resource|update_resource|data_plane_resource)$/.test(declared.type) || writes(declared, reader);
  if (!isKnown) return undefined;
  const spelt = textOf(argumentOf(declared.block, "type", reader));
  if (spelt === undefined) return undefined;
  const [type = "", apiVersion] = spelt.split("@");
  return apiVersion === undefined ? { type } : { type, apiVersion };
}

/** An action by itself carries no configuration; a request that writes the resource does. */
function writes(declared: Declared, reader: BodyReader): boolean {
  if (declared.type !== "azapi_resource_action") return false;
  const [method, action] = ["method", "action"].map((name) => textOf(argumentOf(declared.block, name, reader)));
  return /^(patch|put)$/i.test(method ?? "") && (action ?? "") === "";
}

export function azapiNames(declared: Declared, reader: BodyReader): readonly Value[] {
  const type = azapiTypeOf(declared, reader)?.type ?? "";
  const at: Origin = { from: "file", uri: declared.uri, start: declared.block.header.start, end: declared.block.header.end };
  const whole = attributeOf(declared.block, "resource_id") ? argumentOf(declared.block, "resource_id", reader) : undefined;
  if (whole && !isNull(whole)) return namesOfId(whole, type);
  const name = argumentOf(declared.block, "name", reader) ?? unknown({ kind: "azure", text: "The name is given when it is deployed." }, at);
  const above = type.split("/").slice(0, -1);
  if (above.length < 2) return [name];
  const parent = argumentOf(declared.block, "parent_id", reader);
  return parent
    ? [...namesOfId(parent, above.join("/")), name]
    : [...above.slice(1).map(() => unknown({ kind: "elsewhere", text: "The parent is not given." }, at)), name];
}

export function azapiDeclarations(declared: Declared, reader: BodyReader, common: Common): readonly Declaration[] {
  const spelt = azapiTypeOf(declared, reader);
  if (!spelt) return [];
  const existing = declared.type.startsWith("data.");
  const amends = /^azapi_(update_resource|resource_action)$/.test(declared.type)
    ? amended(declared, reader, spelt.type, common.at)
    : undefined;
  const scope = extensionScope(declared, reader, spelt.type);
  const home = homeOf(declared, reader);
  return [
    {
      ...common,
      ...spelt,
      existing,
      body: existing
        ? object([], common.at, { kind: "elsewhere", text: `'${common.symbol ?? spelt.type}' is declared in another deployment.` })
        : bodyOf(declared, reader, common),
      ...(amends ? { amends } : {}),
      ...(scope ? { scope } : {}),
      ...(home ? { home } : {}),
    },
  ];
}

/** The subscription and resource group that a parent's id spells out. */
function homeOf(declared: Declared, reader: BodyReader): Declaration["home"] {
  const parent = argumentOf(declared.block, "parent_id", reader);
  const found = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(\/|$)/i.exec(textOf(parent) ?? "");
  const [, subscription, group] = found ?? [];
  if (!parent || subscription === undefined || group === undefined) return undefined;
  return { subscription: scalar(subscription, parent.at), resourceGroup: scalar(group, parent.at) };
}

/** What is updated: by its id, or by its name and parent. */
function amended(declared: Declared, reader: BodyReader, type: string, at: Origin): Value {
  const whole = argumentOf(declared.block, "resource_id", reader);
  if (whole && !isNull(whole)) return whole;
  return { kind: "reference", to: { by: "id", type, names: azapiNames(declared, reader) }, path: [], at };
}

const extensions = /^microsoft\.(authorization|insights\/diagnosticsettings)/i;

function extensionScope(declared: Declared, reader: BodyReader, type: string): Value | undefined {
  if (!extensions.test(type)) return undefined;
  return argumentOf(declared.block, "parent_id", reader);
}

function bodyOf(declared: Declared, reader: BodyReader, common: Common): Value {
  const given = argumentOf(declared.block, "body", reader);
  const body = given ? onEachSide([given], given.at, ([side = given]) => decodedOf(side) ?? parsed(side)) : object([], common.span);
  if (body.kind !== "object") return body.kind === "choice" ? body : opened(body, common);
  const props: Property[] = [...body.props.values()];
  for (const name of ["location", "tags"]) {
    const attribute = attributeOf(declared.block, name);
    const value = attribute ? argumentOf(declared.block, name, reader) : undefined;
    if (attribute && value && !isNull(value)) props.push({ name, at: { from: "file", uri: reader.scope.uri, ...attribute.nameAt }, value });
  }
  const identity = identityOf(argumentOf(declared.block, "identity", reader));
  if (identity) props.push({ name: "identity", at: identity.at, value: identity });
  return object(props, body.at, body.open);
}

/** Around the number of a part that is not known; no document has it. */
const mark = "\ue000";

/** A string of JSON that was not encoded here. What is put into it and not known stands between its texts, or for a whole one. */
function parsed(value: Value): Value {
  if (value.kind !== "scalar" && value.kind !== "text") return value;
  const parts = value.kind === "text" ? value.parts : [value];
  const written = parts.map((part, index) => (part.kind === "scalar" ? String(part.value) : `${mark}${index}${mark}`)).join("");
  let json: Json;
  try {
    json = JSON.parse(written) as Json;
  } catch {
    return unknown({ kind: "unsupported", text: "This body is a string that cannot be read." }, value.at);
  }
  return filled(fromJson(json, value.at), parts);
}

function filled(value: Value, parts: readonly Value[]): Value {
  if (value.kind === "list") return { ...value, items: value.items.map((item) => filled(item, parts)) };
  if (value.kind === "object") {
    const properties = [...value.props.values()].map((property) => ({ ...property, value: filled(property.value, parts) }));
    return record(properties, value.at, value.open);
  }
  if (value.kind !== "scalar" || typeof value.value !== "string") return value;
  const pieces = value.value
    .split(mark)
    .map((piece, index) => (index % 2 === 1 ? (parts[Number(piece)] ?? value) : scalar(piece, value.at)));
  const [before, only, after] = pieces;
  const isWhole = pieces.length === 3 && before?.kind === "scalar" && before.value === "" && after?.kind === "scalar" && after.value === "";
  return isWhole && only ? only : pieces.length === 1 ? value : text(pieces, value.at);
}

function opened(body: Value, common: Common): Value {
  const because: Reason =
    body.kind === "unknown" || body.kind === "constant" ? body.because : { kind: "azure", text: "The body is known when it is deployed." };
  return object([], common.span, because);
}

function identityOf(blocks: Value | undefined): Value | undefined {
  const item = blocks?.kind === "list" ? blocks.items[0] : blocks;
  if (item?.kind !== "object") return undefined;
  const type = propertyOf(item, "type");
  const ids = propertyOf(item, "identity_ids");
  const properties: Property[] = type ? [type] : [];
  if (ids?.value.kind === "list") {
    const named = ids.value.items.map((id, index) => ({ name: nameOf(id, index), at: id.at, value: scalar(null, id.at) }));
    properties.push({ name: "userAssignedIdentities", at: ids.at, value: object(named, ids.value.at, ids.value.open) });
  }
  return object(properties, item.at, item.open);
}

function nameOf(id: Value, index: number): string {
  if (id.kind === "scalar") return String(id.value);
  const owner = ownerOf(id);
  return owner?.to.by === "key" ? owner.to.key : idOf(id) ? `id ${index}` : `${index}`;
}
