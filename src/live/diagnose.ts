// Azure's own check of a workspace: a POST that reads, answered after a while at the address it gives.

import type { Json } from "../model/azure.ts";
import { own } from "../model/own.ts";
import { failureOf } from "./failure-of.ts";
import type { Connection } from "./pipeline.ts";
import { type Answer, address, isObject, parse, send } from "./read.ts";

export interface Diagnosis {
  /** `dnsResolution`, `nsg`, `udr`, … */
  readonly area: string;
  readonly code: string;
  /** `Error`, `Warning`, `Information`, or what Azure invents next. */
  readonly level: string;
  readonly message: string;
}

const AREAS: readonly (readonly [key: string, results: string])[] = [
  ["udr", "userDefinedRouteResults"],
  ["nsg", "networkSecurityRuleResults"],
  ["resourceLock", "resourceLockResults"],
  ["dnsResolution", "dnsResolutionResults"],
  ["storageAccount", "storageAccountResults"],
  ["keyVault", "keyVaultResults"],
  ["containerRegistry", "containerRegistryResults"],
  ["applicationInsights", "applicationInsightsResults"],
  ["others", "otherResults"],
];

/** Five minutes are enough for all but Azure's worst days. */
const LONGEST = 5 * 60 * 1000;

/** An empty list means that no problem was found in network, names and locks; it does not test who may do what. */
export async function diagnose(connection: Connection, workspace: string, signal?: AbortSignal): Promise<Answer<readonly Diagnosis[]>> {
  const right = "Microsoft.MachineLearningServices/workspaces/diagnose/read";
  const asking = { right, signal };
  try {
    const body = { value: Object.fromEntries(AREAS.map(([key]) => [key, {}])) };
    let response = await send(connection, "POST", address(connection, `${workspace}/diagnose`, asking), asking, body);
    const started = connection.clock.now();
    while (response.status === 202) {
      const location = response.headers.get("location") ?? response.request.url;
      if (connection.clock.now() - started > LONGEST) {
        return {
          is: "failed",
          failure: { kind: "timeout", text: "Azure is still checking after five minutes.", settle: "ask again later" },
        };
      }
      const seconds = Number(response.headers.get("retry-after") ?? "10");
      await connection.clock.wait(Math.min(Number.isFinite(seconds) ? seconds : 10, 60) * 1000, signal);
      response = await send(connection, "GET", location, asking);
    }
    return { is: "read", value: diagnosesOf(parse(response)) };
  } catch (thrown) {
    return { is: "failed", failure: failureOf(thrown, right, signal?.aborted) };
  }
}

function diagnosesOf(body: Json): readonly Diagnosis[] {
  const value = isObject(body) && isObject(body.value) ? body.value : {};
  return AREAS.flatMap(([area, results]) => {
    const list = own(value, results);
    return (Array.isArray(list) ? list : []).filter(isObject).map((one) => ({
      area,
      code: String(one.code ?? ""),
      level: String(one.level ?? ""),
      message: String(one.message ?? ""),
    }));
  });
}
