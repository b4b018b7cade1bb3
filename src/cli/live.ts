// `audit --live`: rows of Azure in place of files, or a snapshot of them.
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { budget, REAL_CLOCK } from "../live/budget.ts";
import { CLOUDS } from "../live/clouds.ts";
import { credentialFor } from "../live/credential.ts";
import { readEstate } from "../live/estate.ts";
import { connect } from "../live/pipeline.ts";
import type { Scope } from "../live/resource-graph.ts";
import { masked, parseSnapshot } from "../live/snapshot.ts";
import type { Snapshot } from "../model/azure.ts";
import type { Cloud } from "../model/declaration.ts";
import { type Host, Refusal } from "./host.ts";
import type { LiveAsked } from "./live-options.ts";

/** What Azure or a snapshot says; undefined when files are to be audited. */
export async function azureAsked(asked: LiveAsked, cloud: Cloud | undefined, host: Host): Promise<Snapshot | undefined> {
  if (!asked.live) return asked.snapshot === undefined ? undefined : load(resolve(host.cwd, asked.snapshot));
  const snapshot = await read(scopeOf(asked), cloud ?? "public", host);
  if (asked.snapshot !== undefined) await save(snapshot, resolve(host.cwd, asked.snapshot));
  for (const spot of snapshot.blind) host.say(`${spot.text}${spot.settle ? ` To settle it, ${spot.settle}.` : ""}\n`);
  const [first] = snapshot.blind;
  if (snapshot.rows.length === 0 && first) throw new Refusal("Nothing of Azure could be read.");
  if (snapshot.rows.length === 0) throw new Refusal("No Azure Machine Learning workspace was found there.");
  return snapshot;
}

function scopeOf(asked: LiveAsked): Scope {
  const ways = [asked.subscription, asked["management-group"], asked["all-subscriptions"] || undefined].filter((way) => way !== undefined);
  if (ways.length !== 1) throw new Refusal("'--live' takes one of '--subscription ID', '--management-group ID' or '--all-subscriptions'.");
  for (const id of asked.subscription ?? []) {
    if (!/^[0-9a-f-]{36}$/i.test(id))
      throw new Refusal(`'${id}' is no id of a subscription. It is written as in '00000000-0000-0000-0000-000000000000'.`);
  }
  return {
    ...(asked.subscription ? { subscriptions: asked.subscription } : {}),
    ...(asked["management-group"] === undefined ? {} : { managementGroup: asked["management-group"] }),
    ...(asked["resource-group"] === undefined ? {} : { resourceGroup: asked["resource-group"] }),
    ...(asked.workspace === undefined ? {} : { workspace: asked.workspace }),
  };
}

async function read(scope: Scope, named: Cloud, host: Host): Promise<Snapshot> {
  const simulated = host.env.AML_NETWORK_AUDIT_TEST_ARM;
  // Tests put a simulated Azure in Azure's place; nothing but loopback is taken.
  const isLoopback = simulated !== undefined && /^https:\/\/localhost:\d+$/.test(simulated);
  const cloud = isLoopback ? { ...CLOUDS[named], endpoint: simulated } : CLOUDS[named];
  const ca = host.env.AML_NETWORK_AUDIT_TEST_CA;
  const tenant = host.env.AZURE_TENANT_ID;
  const connection = connect({
    cloud,
    credential: credentialFor({ kind: "auto", cloud, ...(tenant ? { tenant } : {}) }),
    budget: budget(REAL_CLOCK),
    ...(isLoopback && ca ? { ca } : {}),
    onThrottled: (seconds) => host.say(`Azure throttles reading; waiting ${Math.ceil(seconds)} s.\n`),
  });
  let told = 0;
  return readEstate(connection, scope, {
    onProgress: (done, of, text) => {
      if (done === of || done - told < 50) return;
      told = done;
      host.say(`Read ${done} of ${of}: ${text}\n`);
    },
  });
}

async function load(path: string): Promise<Snapshot> {
  const text = await readFile(path, "utf8").catch((error: Error) => {
    throw new Refusal(`The snapshot '${path}' could not be read: ${error.message}`);
  });
  const parsed = parseSnapshot(text);
  if (parsed.is === "not") throw new Refusal(`'${path}' cannot be audited as a snapshot. ${parsed.why}`);
  return parsed.snapshot;
}

async function save(snapshot: Snapshot, path: string): Promise<void> {
  await writeFile(path, `${JSON.stringify(masked(snapshot), undefined, 1)}\n`).catch((error: Error) => {
    throw new Refusal(`The snapshot could not be written to '${path}': ${error.message}`);
  });
}
