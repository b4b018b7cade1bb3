// The one way these tests read templates: in memory, links between files followed.
import { assemble } from "../../../src/model/assemble.ts";
import type { Cloud, Declaration, Fragment } from "../../../src/model/declaration.ts";
import type { Graph } from "../../../src/model/graph.ts";
import type { Host } from "../../../src/model/reader.ts";
import type { Value } from "../../../src/model/value.ts";
import { armReader } from "../../../src/sources/arm/reader.ts";

export type Files = { readonly [name: string]: string };

export interface Options {
  readonly cloud?: Cloud;
  readonly region?: string;
  readonly parameters?: readonly string[];
}

const root = "file:///w/";

export function hostOf(files: Files, options: Options = {}): Host {
  const host: Host = {
    cloud: options.cloud ?? "public",
    ...(options.region !== undefined && { region: options.region }),
    read: (uri) => {
      const text = files[uri.replace(root, "")];
      return text === undefined ? "missing" : { uri, text };
    },
    list: (folder) => Object.keys(files).flatMap((name) => (folder === root && !name.includes("/") ? root + name : [])),
    module: (call) => armReader.call(call, host),
  };
  return host;
}

/** What `main.json` declares. */
export function read(files: Files | string, options: Options = {}): Fragment {
  const all = typeof files === "string" ? { "main.json": files } : files;
  const parameters = (options.parameters ?? []).map((name) => root + name);
  return armReader.evaluate({ uri: `${root}main.json`, parameters, prefix: "" }, hostOf(all, options));
}

/** A template of resources and what else is given. */
export function template(resources: readonly unknown[] | object, more: object = {}): string {
  return JSON.stringify(
    {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      ...more,
      resources,
    },
    undefined,
    2,
  );
}

/** The outputs of a template that has them alone. */
export function outputs(
  expressions: { readonly [name: string]: unknown },
  more: object = {},
  options: Options = {},
): { readonly [name: string]: unknown } {
  const given = Object.fromEntries(Object.entries(expressions).map(([name, value]) => [name, { type: "string", value }]));
  return Object.fromEntries(
    [...read(template([], { ...more, outputs: given }), options).outputs].map(([name, value]) => [name, plain(value)]),
  );
}

/** One value, as an expression gives it. */
export function value(expression: string, more: object = {}, options: Options = {}): unknown {
  return outputs({ it: `[${expression}]` }, more, options).it;
}

export function graphOf(files: Files | string, options: Options = {}): Graph {
  return assemble([read(files, options)]);
}

export function bodyOf(fragment: Fragment, key: string): unknown {
  const found = fragment.declarations.find((one) => one.key === key);
  return found && plain(found.body);
}

/** A line for each declaration: key, type, names. */
export function lines(fragment: Fragment): readonly string[] {
  return fragment.declarations.map(lineOf);
}

function lineOf({ key, type, names, existing, condition, repeated }: Declaration): string {
  const when = condition.map((literal) => `${literal.is ? "" : "!"}${literal.test}`).join(" & ");
  return [
    key,
    type,
    names.map((name) => String(plain(name))).join("/"),
    existing ? "existing" : "",
    when && `if ${when}`,
    repeated ? "repeated" : "",
  ]
    .filter((part) => part !== "")
    .join(" | ");
}

/** A value as plain data: what is not known in angle brackets, with its reason's kind. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "text":
      return value.parts.map((part) => String(plain(part))).join("");
    case "object": {
      const props = Object.fromEntries([...value.props.values()].map((property) => [property.name, plain(property.value)]));
      return value.open ? { ...props, "...": value.open.kind } : props;
    }
    case "list":
      return [...value.items.map(plain), ...(value.open ? [`... ${value.open.kind}`] : [])];
    case "reference": {
      const to =
        value.to.by === "key" ? `#${value.to.key}` : `${value.to.type}(${value.to.names.map((name) => String(plain(name))).join(", ")})`;
      return `→${[to, ...value.path].join(".")}`;
    }
    case "choice":
      return ["if", value.when.test, plain(value.then), plain(value.else)];
    case "constant":
      return `<${value.name}>`;
    case "unknown":
      return `<? ${value.because.kind}>`;
  }
}
