// A folder of Terraform in memory, evaluated, and its declarations as text.
import type { Fragment } from "../../../src/model/declaration.ts";
import type { Host } from "../../../src/model/reader.ts";
import type { Value } from "../../../src/model/value.ts";
import { loadTerraform } from "../../../src/sources/terraform/load.ts";
import { wasm } from "./grammar.ts";

export const root = "file:///repository/";
export const reader = await loadTerraform(wasm);

export type Files = Readonly<Record<string, string>>;

export function hostOf(files: Files): Host {
  let depth = 0;
  const host: Host = {
    cloud: "public",
    read: (uri) => {
      const text = files[uri.slice(root.length)];
      return text === undefined ? "missing" : { uri, text };
    },
    list: (folder) => {
      const inside = Object.keys(files).filter((path) => (root + path).slice(0, (root + path).lastIndexOf("/") + 1) === folder);
      return inside.length > 0 ? inside.map((path) => root + path).sort() : "missing";
    },
    module: (call) => {
      depth++;
      const deep = depth > 20;
      const fragment = deep ? { declarations: [], outputs: new Map(), unseen: [], problems: [] } : reader.call(call, host);
      depth--;
      return fragment;
    },
  };
  return host;
}

export function evaluated(files: Files, parameters: readonly string[] = [], folder = ""): Fragment {
  return reader.evaluate({ uri: root + folder, parameters: parameters.map((path) => root + path), prefix: "" }, hostOf(files));
}

/** One declaration a line: key, type, names, condition, body. */
export function drawn(fragment: Fragment): readonly string[] {
  return fragment.declarations.map(({ key, type, names, condition, repeated, existing, body }) => {
    const when = condition.map((literal) => `${literal.is ? "" : "!"}${literal.test}`).join(" and ");
    const marks = [existing ? " existing" : "", repeated ? " any number" : "", when && ` if ${when}`].join("");
    return `${key} ${type}(${names.map(shown).join("/")})${marks} ${shown(body)}`;
  });
}

/** Defaults of the provider have a `~` behind them. */
export function shown(value: Value): string {
  switch (value.kind) {
    case "scalar":
      return JSON.stringify(value.value) + (value.at.from === "default" ? "~" : "");
    case "text":
      return `"${value.parts.map((part) => (part.kind === "scalar" ? part.value : `\${${shown(part)}}`)).join("")}"`;
    case "object": {
      const inner = [...value.props.values()].map((property) => `${property.name}: ${shown(property.value)}`);
      return `{${[...inner, ...(value.open ? ["…"] : [])].join(", ")}}`;
    }
    case "list":
      return `[${[...value.items.map(shown), ...(value.open ? ["…"] : [])].join(", ")}]`;
    case "reference":
      return [value.to.by === "key" ? value.to.key : value.to.type, ...value.path].join(".");
    case "choice":
      return `(${value.when.is ? "" : "!"}${value.when.test} ? ${shown(value.then)} : ${shown(value.else)})`;
    case "constant":
      return `<${value.name}>`;
    case "unknown":
      return `?${value.because.kind}`;
  }
}
