// Data sources that tell of the deployment itself: what they give is the same everywhere in it.

import type { Origin } from "../../../model/origin.ts";
import { own } from "../../../model/own.ts";
import { constant, type Reason, type Value } from "../../../model/value.ts";

const here: { readonly [type: string]: { readonly [attribute: string]: string } } = {
  "data.azurerm_client_config": {
    tenant_id: "tenant()",
    subscription_id: "subscription()",
    object_id: "deployer()",
    client_id: "client()",
  },
  "data.azurerm_subscription": { tenant_id: "tenant()", subscription_id: "subscription()", id: "subscription().id" },
  "data.azapi_client_config": { tenant_id: "tenant()", subscription_id: "subscription()", object_id: "deployer()" },
};

export function dataAttribute(declared: { readonly type: string }, name: string, at: Origin): Value | undefined {
  const named = own(own(here, declared.type), name);
  if (!named) return undefined;
  const because: Reason = { kind: "parameter", text: "This is that of whoever deploys." };
  return constant(named, because, at);
}
