// A small world of files for tests of Bicep.
import type { Declaration, Fragment } from "../../../src/model/declaration.ts";
import { look } from "../../../src/model/look.ts";
import type { Host, Reader } from "../../../src/model/reader.ts";
import type { Path, Value } from "../../../src/model/value.ts";
import { armReader } from "../../../src/sources/arm/reader.ts";
import { bicepReader } from "../../../src/sources/bicep/reader.ts";

const readers: readonly Reader[] = [bicepReader, armReader];

/** Texts by their paths below `file:///w/`. */
export type Files = { readonly [path: string]: string };

export function hostOf(files: Files, cloud: Host["cloud"] = "public"): Host {
  const active: string[] = [];
  const host: Host = {
    cloud,
    read: (uri) => {
      const text = files[uri.replace("file:///w/", "")];
      return text === undefined ? "missing" : { uri, text };
    },
    list: (folder) => {
      const inside = Object.keys(files).filter((path) => `file:///w/${path}`.replace(/[^/]*$/, "") === folder);
      return inside.length > 0 ? inside.map((path) => `file:///w/${path}`).sort() : "missing";
    },
    module: (call) => {
      const reader = readers.find((one) => one.claims(call.uri));
      if (!reader || active.filter((uri) => uri === call.uri).length > 1) return empty;
      active.push(call.uri);
      const fragment = reader.call(call, host);
      active.pop();
      return fragment;
    },
  };
  return host;
}

const empty: Fragment = { declarations: [], outputs: new Map(), unseen: [], problems: [] };

/** What `main.bicep` of the files declares. */
export function evaluate(files: Files | string, parameters: readonly string[] = [], cloud: Host["cloud"] = "public"): Fragment {
  const all = typeof files === "string" ? { "main.bicep": files } : files;
  const entry = { uri: "file:///w/main.bicep", parameters: parameters.map((path) => `file:///w/${path}`), prefix: "" };
  return bicepReader.evaluate(entry, hostOf(all, cloud));
}

export function declared(fragment: Fragment, key: string): Declaration {
  const found = fragment.declarations.find((one) => one.key === key);
  if (!found) throw new Error(`No '${key}' among ${fragment.declarations.map((one) => one.key).join(", ")}.`);
  return found;
}

/** The value at a path as plain text, so that a test can say all of it. */
export function said(value: Value, path: Path = []): unknown {
  const seen = look(value, path);
  return seen.is === "value" ? plain(seen.value) : seen.is === "absent" ? "absent" : `? ${seen.because.kind}`;
}

function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "text":
      return value.parts.map((part) => (part.kind === "scalar" ? part.value : `\${${plain(part)}}`)).join("");
    case "list":
      return value.items.map(plain);
    case "object":
      return Object.fromEntries([...value.props.values()].map((property) => [property.name, plain(property.value)]));
    case "reference": {
      const to = value.to.by === "key" ? value.to.key : `${value.to.type}(${value.to.names.map(plain).join(", ")})`;
      return `-> ${[to, ...value.path].join(".")}`;
    }
    case "choice":
      return { [value.when.test]: plain(value.then), else: plain(value.else) };
    case "constant":
      return `<${value.name}>`;
    case "unknown":
      return `? ${value.because.kind}`;
  }
}

/** The value of an output of a file that has nothing else to show. */
export function output(text: string, more: Files = {}): unknown {
  const fragment = evaluate({ "main.bicep": text, ...more });
  const value = fragment.outputs.get("o");
  return value && plain(value);
}
