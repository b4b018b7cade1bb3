// Holds the rows in force to the facts that were drawn from today's documents, cloud by cloud, name by name and port by port.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Cloud } from "../../src/model/declaration.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { defaultAsOf, inCloud, inForceOn } from "../../src/rulebook/requirements/select.ts";
import { lacksTag } from "../../src/rulebook/service-tags/known.ts";

interface Fact {
  readonly id: string;
  readonly kind: string;
  readonly clouds: readonly Cloud[];
  readonly value: string;
  readonly ports: readonly string[] | null;
  readonly protocol: string | null;
  readonly normativity: string;
}

// The facts themselves are not part of the repository.
const drawn = new URL("../../../shared/requirements/current.json", import.meta.url);
const facts: readonly Fact[] = existsSync(drawn) ? JSON.parse(readFileSync(drawn, "utf8")) : [];

/** Names as the pages print them, and what they mean. */
const meant: readonly (readonly [RegExp, string])[] = [
  [/\.(<region>|region)$/, ""],
  [/^Frontdoor\.FirstParty$/i, "AzureFrontDoor.FirstParty"],
  [/^Keyvault$/i, "AzureKeyVault"],
  [/<your ACR name>/, "<registry>"],
  [/<your storage account name>/, "<storage>"],
  [/<your workspace ID>/, "<workspace>"],
];

function nameOf(value: string): string {
  return meant.reduce((name, [printed, means]) => name.replace(printed, means), value).toLowerCase();
}

/** `outbound tcp login.microsoftonline.com 443` of every alternative of every row in force. */
function askedIn(cloud: Cloud): ReadonlySet<string> {
  const rows = inCloud(requirements, cloud).filter((row) => inForceOn(row, defaultAsOf(requirements)));
  return new Set(
    rows.flatMap(({ flow }) =>
      (flow?.alternatives.flat() ?? []).flatMap((to) => {
        const ports = ("host" in to ? to.ports : undefined) ?? flow?.ports ?? [];
        return ports.map((port) => `${flow?.direction} ${flow?.protocol} ${"tag" in to ? to.tag : to.host} ${port}`.toLowerCase());
      }),
    ),
  );
}

test("every flow that today's documents ask for is asked for, in its clouds and on its ports", () => {
  const flows = facts.filter(({ kind, ports, normativity, value }) => {
    return ["fqdn", "serviceTag", "inboundNsg"].includes(kind) && ports?.length && normativity !== "info" && !value.startsWith("(");
  });
  assert.ok(facts.length === 0 || flows.length > 100);
  const lacking = (["public", "usgov", "china"] as const).flatMap((cloud) => {
    const asked = askedIn(cloud);
    return flows.flatMap((fact) => {
      if (!fact.clouds.includes(cloud) || lacksTag(nameOf(fact.value), cloud)) return [];
      const protocol = fact.protocol === "UDP" ? "udp" : "tcp";
      const direction = fact.kind === "inboundNsg" ? "inbound" : "outbound";
      const missing = (fact.ports ?? []).filter((port) => !asked.has(`${direction} ${protocol} ${nameOf(fact.value)} ${port}`));
      return missing.map((port) => `${cloud} ${fact.id} ${port}`);
    });
  });
  assert.deepEqual(lacking, []);
});

test("every private DNS zone of today's documents is asked for in its cloud", () => {
  const zones = facts.filter(({ kind, value }) => kind === "privateDnsZone" && value.startsWith("privatelink."));
  const lacking = zones.flatMap(({ id, clouds, value }) =>
    clouds.flatMap((cloud) => {
      const rows = inCloud(requirements, cloud).filter((row) => inForceOn(row, defaultAsOf(requirements)));
      return rows.some((row) => row.kind === "privateDnsZone" && row.value === value) ? [] : [`${cloud} ${id}`];
    }),
  );
  assert.deepEqual(lacking, []);
});
