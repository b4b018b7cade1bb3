// Where a resource lies or a deployment deploys to.
import { canonical } from "../../expression/canonical.ts";
import { ownGroup, ownSubscription } from "../../expression/functions/deployment.ts";
import type { Declaration } from "../../model/declaration.ts";
import type { Value } from "../../model/value.ts";
import { at } from "./json.ts";
import type { Instance, Program } from "./program.ts";
import { jsonValue } from "./value.ts";

export function isDeployment(type: string): boolean {
  return type.toLowerCase() === "microsoft.resources/deployments";
}

/** Where an `existing` resource or a deployment says that it lies; any other lies where its template is deployed to. */
export function homeOf(program: Program, instance: Instance): Declaration["home"] {
  const around = program.call.scope;
  if (!at(instance.node, "existing") && !isDeployment(instance.type)) return around;
  const subscription = placed(program, instance, "subscriptionId", ownSubscription(program.env));
  const resourceGroup = placed(program, instance, "resourceGroup", ownGroup(program.env));
  if (!subscription && !resourceGroup) return around;
  return { ...around, ...(subscription && { subscription }), ...(resourceGroup && { resourceGroup }) };
}

function placed(program: Program, instance: Instance, name: string, here: Value): Value | undefined {
  const node = at(instance.node, name);
  const value = node && jsonValue(node, program.document, instance.env);
  return value && canonical(value) !== canonical(here) ? value : undefined;
}
