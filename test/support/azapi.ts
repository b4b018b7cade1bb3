// A template of ARM as Terraform's azapi provider has it, each body in `jsonencode`.
import type { Texts } from "./shapes.ts";

interface Declared {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly scope?: string;
  readonly [property: string]: unknown;
}

/** Undefined where it says more than ids and parameters. */
export function asAzapi(text: string): Texts | undefined {
  const template: { readonly parameters?: Record<string, unknown>; readonly resources: readonly Declared[] } = JSON.parse(
    text.replace(/^\s*\/\/.*$/gm, ""),
  );
  if (!Array.isArray(template.resources)) return undefined;
  const labels = new Map(template.resources.map((one, index) => [`${one.type} ${one.name}`.toLowerCase(), `azapi_resource.r${index}`]));
  const spelt = template.resources.map((one, index) => block(one, `r${index}`, labels));
  if (spelt.includes(undefined)) return undefined;
  const asked = new Set(Object.keys(template.parameters ?? {}).filter((name) => name !== "location"));
  const variables = [...asked, "location", "group_id"].map((name) => `variable "${name}" {\n  type = string\n}\n`);
  return { "main.tf": [...spelt, ...variables].join("\n") };
}

function block(resource: Declared, label: string, labels: ReadonlyMap<string, string>): string | undefined {
  const { type, apiVersion, name, scope, location, dependsOn: _, ...body } = resource;
  const own = name.split("/");
  const parentType = type.slice(0, type.lastIndexOf("/"));
  const parent = own.length > 1 ? labels.get(`${parentType} ${own.slice(0, -1).join("/")}`.toLowerCase()) : undefined;
  const spelt = [value(body, labels, "  "), value(own.at(-1) ?? "", labels, ""), value(scope ?? "", labels, "")];
  const [shape, called, on] = spelt;
  if (shape === undefined || called === undefined || on === undefined || (own.length > 1 && !parent)) return undefined;
  const under = parent ? `${parent}.id` : scope === undefined ? "var.group_id" : on;
  const place = location === undefined ? "" : `  location  = ${location === "global" ? '"global"' : "var.location"}\n`;
  const head = `  type      = "${type}@${apiVersion}"\n  name      = ${called}\n  parent_id = ${under}\n${place}`;
  return `resource "azapi_resource" "${label}" {\n${head}  body = jsonencode(${shape})\n}\n`;
}

function value(json: unknown, labels: ReadonlyMap<string, string>, indent: string): string | undefined {
  if (typeof json === "string") return json.startsWith("[") ? expression(json, labels) : JSON.stringify(json);
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  const inner = `${indent}  `;
  const parts = Array.isArray(json)
    ? json.map((item) => value(item, labels, inner))
    : Object.entries(json).map(([name, item]) => {
        const [key, spelt] = [name.startsWith("[") ? expression(name, labels) : name, value(item, labels, inner)];
        return key === undefined || spelt === undefined ? undefined : `${name.startsWith("[") ? `(${key})` : key} = ${spelt}`;
      });
  if (parts.includes(undefined)) return undefined;
  const [open, close, end] = Array.isArray(json) ? ["[", "]", ","] : ["{", "}", ""];
  return parts.length === 0 ? open + close : `${open}\n${parts.map((part) => `${inner}${part}${end}\n`).join("")}${indent}${close}`;
}

/** An id of a resource of the template, or of a child of one; what is read from one; a parameter. */
function expression(json: string, labels: ReadonlyMap<string, string>): string | undefined {
  const parameter = /^\[parameters\('(\w+)'\)\]$/.exec(json)?.[1];
  if (parameter) return `var.${parameter}`;
  if (/^\[(?:subscription\(\)\.tenantId|tenant\(\)\.tenantId)\]$/.test(json)) return '"72f988bf-0000-0000-0000-2d7cd011db47"';
  if (/^\[guid\(.*\)\]$/.test(json)) return '"3f1c9a52-0000-0000-0000-5a1f0c2b7d11"';
  const role = /^\[subscriptionResourceId\('([^']*)', '([^']*)'\)\]$/.exec(json);
  if (role) return `"/providers/${role[1]}/${role[2]}"`;
  const read = /^\[reference\((resourceId\([^)]*\)), '[^']*'(, 'Full')?\)\.([\w.]+)\]$/.exec(json);
  if (read) {
    const id = expression(`[${read[1]}]`, labels);
    return id && `${id.replace(/\.id$/, ".output")}.${read[2] ? "" : "properties."}${read[3]}`;
  }
  const words = /^\[resourceId\(('[^']*'(?:, '[^']*')*)\)\]$/
    .exec(json)?.[1]
    ?.split(", ")
    .map((word) => word.slice(1, -1));
  const [type = "", ...names] = words ?? [];
  const whole = labels.get(`${type} ${names.join("/")}`.toLowerCase());
  if (whole) return `${whole}.id`;
  const above = labels.get(`${type.slice(0, type.lastIndexOf("/"))} ${names.slice(0, -1).join("/")}`.toLowerCase());
  return above && `"\${${above}.id}/${type.slice(type.lastIndexOf("/") + 1)}/${names.at(-1)}"`;
}
