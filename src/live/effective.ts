// Machines in the networks of a workspace, whose effective routes Azure can tell: nodes of AML's own computes are in none of our subscriptions.
import type { AzureRow, Json } from "../model/azure.ts";
import { settling } from "./failure.ts";
import { standingIn } from "./follow.ts";
import { effective } from "./network.ts";
import type { Connection } from "./pipeline.ts";
import { isObject } from "./read.ts";

export interface EffectiveRoute {
  readonly nic: string;
  /** A full sentence. */
  readonly text: string;
  readonly is: "told" | "not-told";
}

/** Network interfaces that stand in subnets of these rows and belong to no private endpoint. At most ten are asked. */
export function machineInterfaces(rows: readonly AzureRow[]): readonly string[] {
  const ofEndpoints = new Set(
    rows.flatMap((row) => (/\/privateendpoints\/[^/]+$/i.test(row.id) ? idsIn(row.properties, /\/networkinterfaces\/[^/]+$/i) : [])),
  );
  const inSubnets = rows.flatMap((row) => (/\/virtualnetworks\/[^/]+$/i.test(row.id) ? standingIn(row) : []));
  const nics = inSubnets.map((id) => id.toLowerCase()).filter((id) => id.includes("/networkinterfaces/"));
  return [...new Set(nics)].filter((id) => !ofEndpoints.has(id)).slice(0, 10);
}

/** Where traffic to the internet goes from each interface, as Azure itself computes it. */
export async function defaultRoutes(
  connection: Connection,
  nics: readonly string[],
  signal?: AbortSignal,
): Promise<readonly EffectiveRoute[]> {
  return Promise.all(
    nics.map(async (nic): Promise<EffectiveRoute> => {
      const name = nic.slice(nic.lastIndexOf("/") + 1);
      const read = await effective(connection, nic, "effectiveRouteTable", signal);
      if (read.is === "failed")
        return {
          nic,
          is: "not-told",
          text: `The effective routes of '${name}' are not told. ${read.failure.text}${settling(read.failure)}`,
        };
      const active = read.value.filter(isObject).find((route) => isActiveDefault(route));
      if (!active) return { nic, is: "told", text: `From '${name}' nothing leads to the internet.` };
      const address = Array.isArray(active.nextHopIpAddress) ? active.nextHopIpAddress.join(", ") : "";
      const by =
        String(active.source ?? "").toLowerCase() === "default" ? "by Azure's default" : `by a route of '${String(active.source)}'`;
      return {
        nic,
        is: "told",
        text: `From '${name}' traffic to the internet goes to ${String(active.nextHopType)}${address ? ` ${address}` : ""}, ${by}.`,
      };
    }),
  );
}

function isActiveDefault(route: { readonly [name: string]: Json }): boolean {
  const prefixes = Array.isArray(route.addressPrefix) ? route.addressPrefix : [];
  return prefixes.includes("0.0.0.0/0") && String(route.state).toLowerCase() === "active";
}

function idsIn(json: Json | undefined, pattern: RegExp, depth = 0): readonly string[] {
  if (depth > 40 || json === null || json === undefined) return [];
  if (typeof json === "string") return pattern.test(json) ? [json.toLowerCase()] : [];
  if (typeof json !== "object") return [];
  return Object.values(json).flatMap((value: Json) => idsIn(value, pattern, depth + 1));
}
