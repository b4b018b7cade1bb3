// `aml-network-audit explain`: one flow traced step by step in every deployment that has a network.
import { parseArgs } from "node:util";
import { createAuditor, loadReaders } from "../audit.ts";
import { auditWithDisk } from "../disk/give.ts";
import { folderUriOf } from "../disk/uri.ts";
import { loadWasm } from "../disk/wasm.ts";
import { parseDestination, traceFlow } from "../reach/trace.ts";
import { createPaint } from "../report/paint.ts";
import { createPlaces } from "../report/places.ts";
import { printWalks } from "../report/walk.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { readInputs } from "./inputs.ts";
import { narrowToFiles } from "./narrow.ts";
import { clouds, oneOf, regionOf } from "./options.ts";
import { wantsColour } from "./print.ts";
import { readSettings } from "./settings.ts";

const options = {
  from: { type: "string" },
  to: { type: "string" },
  cloud: { type: "string" },
  region: { type: "string" },
  config: { type: "string" },
  "service-tags": { type: "string", multiple: true },
} as const;

/** Exits with 1 when the flow is blocked anywhere, so that scripts can ask. */
export async function explainCommand(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.to === undefined)
    throw new Refusal("Say with '--to' where the flow leads, as in '--to AzureMachineLearning:443' or '--to pypi.org'.");
  const destination = parseDestination(values.to);
  if (!destination)
    throw new Refusal(`'${values.to}' is no destination. Write a tag, host or address, as in 'Storage.eastus:443' or '10.0.0.4:53/udp'.`);
  const asked = {
    config: values.config,
    cloud: oneOf("cloud", values.cloud, clouds),
    region: regionOf(values.region),
    profile: undefined,
    asOf: undefined,
    serviceTags: values["service-tags"],
  };
  const { settings, excluded } = await readSettings(positionals[0] ?? ".", asked, host);
  const inputs = await readInputs(positionals, undefined, excluded, host);
  const root = folderUriOf(inputs.root);
  const auditor = createAuditor(await loadReaders(await loadWasm()), root, host.today);
  for (const { uri, text } of inputs.files) auditor.put(uri, text);
  const whole = await auditWithDisk(auditor, settings);
  const { deployments } = inputs.only ? narrowToFiles(whole, inputs.only) : whole;
  if (!deployments.length) throw new Refusal("No deployment was found there.");
  const paint = createPaint(wantsColour(host));
  const places = createPlaces(root, (uri) => auditor.text(uri)?.text);
  const traced = deployments.map(({ id, graph, scenario }) => ({
    id,
    traces: traceFlow(graph, scenario, destination, values.from, settings.tags?.find(({ cloud }) => cloud === scenario.cloud)?.prefixes),
  }));
  const known = traced.filter(({ traces }) => traces.length > 0);
  if (!known.length && values.from !== undefined)
    throw new Refusal(`There is no subnet or managed network '${values.from}' in what was read.`);
  const width = Math.min(host.columns ?? 100, 140);
  for (const { id, traces } of known.length ? known : traced.slice(0, 1)) {
    if (deployments.length > 1) host.write(`${paint.bold(id)}\n`);
    host.write(`${printWalks(traces, places, paint, width)}\n`);
  }
  return known.some(({ traces }) => traces.some(({ walk }) => walk.is === "blocked")) ? exit.findings : exit.fine;
}
