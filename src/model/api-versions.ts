// What the absence of a property says depends on the API version of the template that leaves it out.

import type { Declaration } from "./declaration.ts";
import { own } from "./own.ts";
import { object, type Property, unknown, type Value } from "./value.ts";

interface Row {
  /** Of `properties`, as written. */
  readonly name: string;
  /** Absence says nothing in API versions before this date, or in those since it. */
  readonly before?: string;
  readonly since?: string;
  /** Continues "API version '…'". */
  readonly says: string;
  /** As in a `Reason`. */
  readonly settle: string;
}

/**
 * Settings that rules read, by lower-case type, whose absence is *open*: the API version does not know them, or makes something else of
 * their absence than another version does. A template of such a version neither sets nor resets them.
 *
 * Not listed is what Azure documents one default for, whatever the API version: there absence is that default, also where the version is
 * older than the property. So it is with `publicNetworkAccess` of stores, online endpoints and monitoring (enabled), with
 * `allowSharedKeyAccess` (allowed), `networkRuleBypassOptions` (trusted services), `enableNodePublicIp` (true), `enableSoftDelete` (true),
 * `enablePurgeProtection` and `requireInfrastructureEncryption` (off), and with what a resource has only when it is asked for: encryption with
 * a customer's key, managed network, serverless subnet, build compute. Those of subnets stand with the rules that read them, as subnets are
 * written within their network: `privateEndpointNetworkPolicies` before 2022-07-01, `defaultOutboundAccess` since 2025-07-01.
 *
 * First versions are those of the types that Bicep generates from Azure's specifications, read on 2026-08-20; `v1LegacyMode` as the page on
 * network isolation with version 2 of the API has it, `supportsHttpsTrafficOnly` as the storage API's reference ("The default value is true
 * since API version 2019-04-01"), `enableRbacAuthorization` as learn.microsoft.com/azure/key-vault/general/access-control-default, 2026-04-10.
 */
const rows: Readonly<Record<string, readonly Row[]>> = {
  "microsoft.machinelearningservices/workspaces": [
    {
      name: "publicNetworkAccess",
      before: "2021-07-01",
      says: "does not know 'publicNetworkAccess', so what the resource has is not seen.",
      settle: "use API version 2021-07-01 or later and write 'publicNetworkAccess'",
    },
    {
      name: "v1LegacyMode",
      before: "2022-05-01",
      says: "does not know 'v1LegacyMode': legacy mode is on unless the workspace was given otherwise.",
      settle: "use API version 2022-05-01 or later",
    },
  ],
  "microsoft.storage/storageaccounts": [
    {
      name: "supportsHttpsTrafficOnly",
      before: "2019-04-01",
      says: "is from before Azure turned 'supportsHttpsTrafficOnly' on where nothing is written, so what the account has is not seen.",
      settle: "write 'supportsHttpsTrafficOnly', or use API version 2019-04-01 or later",
    },
  ],
  "microsoft.keyvault/vaults": [
    {
      name: "enableRbacAuthorization",
      since: "2026-02-01",
      says: "lets roles decide in new vaults where 'enableRbacAuthorization' is not written, and leaves vaults that exist as they are.",
      settle: "write 'enableRbacAuthorization'",
    },
  ],
};

/** The body of a declaration, with values that nobody knows where the absence of a property says nothing in its API version. */
export function bodyAsOf({ type, apiVersion, body }: Declaration): Value {
  const known = own(rows, type.toLowerCase());
  const date = /^\d{4}-\d{2}-\d{2}/.exec(apiVersion ?? "")?.[0];
  const properties = body.kind === "object" ? body.props.get("properties") : undefined;
  if (!known || date === undefined || body.kind !== "object" || properties?.value.kind !== "object") return body;
  const { value } = properties;
  const open = known.filter((row) => isOpen(row, date) && !value.props.has(row.name.toLowerCase()));
  if (open.length === 0) return body;
  const added = open.map(({ name, says, settle }): Property => {
    const because = { kind: "azure", text: `API version '${apiVersion}' ${says}`, settle, at: value.at } as const;
    return { name, at: value.at, value: unknown(because, value.at) };
  });
  const whole = { ...properties, value: object([...value.props.values(), ...added], value.at, value.open) };
  return object(
    [...body.props.values()].map((one) => (one === properties ? whole : one)),
    body.at,
    body.open,
  );
}

function isOpen({ before, since }: Row, date: string): boolean {
  return (before !== undefined && date < before) || (since !== undefined && date >= since);
}
