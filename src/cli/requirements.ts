// `aml-network-audit requirements`.
import { parseArgs } from "node:util";
import { rowsFor, writeRequirements } from "../report/requirements.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { dayOf, defaultAsOf } from "../rulebook/requirements/select.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { asOfDay, clouds, oneOf, regionOf } from "./options.ts";
import { wantsColour } from "./print.ts";

const options = {
  cloud: { type: "string", default: "public" },
  region: { type: "string" },
  "as-of": { type: "string" },
  format: { type: "string", default: "text" },
} as const;

export async function requirementsCommand(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length) throw new Refusal(`'requirements' takes options only; '${positionals[0]}' is none.`);
  const cloud = oneOf("cloud", values.cloud, clouds) ?? "public";
  const format = oneOf("format", values.format, ["text", "json", "markdown", "allow-list"] as const) ?? "text";
  const region = regionOf(values.region);
  const said = values["as-of"] === "all" ? "all" : asOfDay(values["as-of"]);
  const asOf = said === "all" ? "all" : ((said !== undefined ? dayOf(said) : undefined) ?? defaultAsOf(requirements));
  const asked = { cloud, ...(region !== undefined && { region }), asOf } as const;
  host.write(writeRequirements(rowsFor(requirements, asked), asked, format, wantsColour(host)));
  return exit.fine;
}
