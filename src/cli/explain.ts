// `aml-network-audit explain`: one flow traced step by step in every deployment that has a network.
import { parseArgs } from "node:util";
import { createAuditor, loadReaders } from "../audit.ts";
import { auditWithDisk } from "../disk/give.ts";
import { folderUriOf } from "../disk/uri.ts";
import { loadWasm } from "../disk/wasm.ts";
import type { Cloud } from "../model/declaration.ts";
import type { Deployment } from "../model/finding.ts";
import { regionOf as askedRegion } from "../reach/coverage.ts";
import { sourceNames } from "../reach/sources.ts";
import type { Destination } from "../reach/trace.ts";
import { parseDestination, traceFlow } from "../reach/trace.ts";
import { legible } from "../report/legible.ts";
import { createPaint } from "../report/paint.ts";
import { createPlaces } from "../report/places.ts";
import { printWalks } from "../report/walk.ts";
import { tagsHolding } from "../rulebook/requirements/host-tags.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { tagInCloud } from "../rulebook/service-tags/known.ts";
import { likelyTag } from "../rulebook/service-tags/likely.ts";
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
  for (const { uri, message } of inputs.problems) if (!auditor.text(uri)) auditor.putUnread(uri, message);
  const whole = await auditWithDisk(auditor, settings, undefined, inputs.asked);
  const { deployments } = inputs.only ? narrowToFiles(whole, inputs.only) : whole;
  if (!deployments.length) throw new Refusal("No deployment was found there.");
  if (destination.target.is === "tag") refuseUnknownTag(values.to, destination.target.name, deployments);
  const paint = createPaint(wantsColour(host));
  const places = createPlaces(root, (uri) => auditor.text(uri)?.text, legible);
  const traced = deployments.map(({ id, graph, scenario, servicePrefixes }) => ({
    id,
    traces: traceFlow(graph, scenario, held(destination, scenario.cloud, askedRegion(graph, scenario)), values.from, servicePrefixes),
  }));
  const known = traced.filter(({ traces }) => traces.length > 0);
  if (!known.length && values.from !== undefined) throw new Refusal(noSource(values.from, deployments));
  const width = Math.min(host.columns ?? 100, 140);
  for (const { id, traces } of known.length ? known : traced.slice(0, 1)) {
    if (deployments.length > 1) host.write(`${paint.bold(legible(id))}\n`);
    host.write(`${printWalks(traces, places, paint, width)}\n`);
  }
  return known.some(({ traces }) => traces.some(({ walk }) => walk.is === "blocked")) ? exit.findings : exit.fine;
}

/** With the service tags that hold a host, as far as the documents say: a rule for them is a rule for the host. */
function held(destination: Destination, cloud: Cloud, region: string): Destination {
  const { target } = destination;
  const tags = target.is === "host" ? tagsHolding(requirements, target.host, cloud, region) : [];
  return target.is === "host" && tags.length > 0 ? { ...destination, target: { ...target, tags } } : destination;
}

/** A name that no published list has is a slip of the pen: what is blocked or allowed for it would mean nothing. */
function refuseUnknownTag(written: string, name: string, deployments: readonly Deployment[]): void {
  const cloud = deployments[0]?.scenario.cloud ?? "public";
  if (name.includes("<") || tagInCloud(name, cloud).is !== "unknown") return;
  const likely = likelyTag(name, cloud);
  throw new Refusal(
    `'${written}' is no service tag that is published${likely ? `; '${likely}' is` : ""}. Write a tag, a host with a dot, or an address.`,
  );
}

function noSource(from: string, deployments: readonly Deployment[]): string {
  const names = [...new Set(deployments.flatMap(({ graph }) => sourceNames(graph)))];
  const known = names.slice(0, 12).map((name) => `'${name}'`);
  const more = names.length > known.length ? ` and ${names.length - known.length} more` : "";
  const list = known.length ? ` There are ${known.join(", ")}${more}.` : "";
  return `There is no subnet, machine or managed network '${from}' in what was read.${list}`;
}
