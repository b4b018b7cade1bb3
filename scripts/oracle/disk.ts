// Answers what evaluation asks from the disk.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Fragment } from "../../src/model/declaration.ts";
import type { Host, ModuleCall, Reader, Source } from "../../src/model/reader.ts";
import { armReader } from "../../src/sources/arm/reader.ts";
import { bicepReader } from "../../src/sources/bicep/reader.ts";

const readers: readonly Reader[] = [bicepReader, armReader];
const none: Fragment = { declarations: [], outputs: new Map(), unseen: [], problems: [] };

/** What a file declares, its modules read from the disk, but for those whose text is given by their URI. */
export function fragmentOf(path: string, given: ReadonlyMap<string, string> = new Map()): Fragment {
  const uri = pathToFileURL(path).href;
  const reader = readers.find((one) => one.claims(uri));
  return reader?.evaluate({ uri, parameters: [], prefix: "" }, host(given)) ?? none;
}

function host(given: ReadonlyMap<string, string>): Host {
  const known = new Map<string, Source | "missing">([...given].map(([uri, text]) => [uri, { uri, text }]));
  const read = (uri: string): Source | "missing" => {
    const have = known.get(uri) ?? fromDisk(uri);
    known.set(uri, have);
    return have;
  };
  let depth = 0;
  const own: Host = {
    cloud: "public",
    read,
    list: (folder) => (folder.startsWith("file:") ? readdirSync(fileURLToPath(folder)).map((name) => folder + name) : "missing"),
    module: (call) => {
      if (depth > 20) return none;
      depth++;
      const fragment = moduleOf(call, own);
      depth--;
      return fragment;
    },
  };
  return own;
}

function moduleOf(call: ModuleCall, own: Host): Fragment {
  return readers.find((one) => one.claims(call.uri))?.call(call, own) ?? none;
}

function fromDisk(uri: string): Source | "missing" {
  try {
    return uri.startsWith("file:") ? { uri, text: readFileSync(fileURLToPath(uri), "utf8") } : "missing";
  } catch {
    return "missing";
  }
}
