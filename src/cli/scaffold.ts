// `aml-network-audit scaffold`.
import { parseArgs } from "node:util";
import { loadReaders } from "../audit.ts";
import { loadWasm } from "../disk/wasm.ts";
import { scaffold } from "../scaffold/scaffold.ts";
import { seededThings } from "../scaffold/seeds.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { clouds, oneOf, regionOf } from "./options.ts";

const options = {
  language: { type: "string" },
  cloud: { type: "string", default: "public" },
  region: { type: "string" },
  feature: { type: "string", multiple: true },
} as const;

const languages = ["bicep", "arm", "terraform"] as const;

/** Prints one file that holds what the requirement rows ask for. */
export async function scaffoldCommand(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const what = oneOf("WHAT", positionals[0], seededThings);
  if (!what || positionals.length > 1) throw new Refusal(`'scaffold' writes one of ${seededThings.join(", ")}.`);
  const language = oneOf("language", values.language, languages);
  if (!language) throw new Refusal(`Say with '--language' what to write it in: ${languages.join(", ")}.`);
  const region = regionOf(values.region);
  const wish = {
    what,
    language,
    cloud: oneOf("cloud", values.cloud, clouds) ?? "public",
    ...(region === undefined ? {} : { region }),
    features: new Map(
      (values.feature ?? []).map((name) => (name.startsWith("!") ? ([name.slice(1), false] as const) : ([name, true] as const))),
    ),
  };
  const made = scaffold(wish, await loadReaders(await loadWasm()));
  if ("cannot" in made) throw new Refusal(made.cannot);
  host.write(made.text);
  return exit.fine;
}
