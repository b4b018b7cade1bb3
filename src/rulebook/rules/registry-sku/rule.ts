import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import { connectionsOf, leadsTo } from "../../questions/endpoints.ts";
import { isOff } from "../../questions/exposure.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "registry-sku",
  title: "The workspace's container registry is Premium",
  severity: "warning",
  why: "Only a Premium registry has private endpoints, a firewall and customer-managed keys. With Basic or Standard the registry stays public and a private endpoint to it fails to deploy.",
  how: "Set the registry's SKU to `Premium`.",
  documents: ["secure-workspace"],
  policies: ["bd560fc0-3c69-498a-ae9f-aa8eb7de0e13"],
  controls: ["SC-7"],
  check: asLongAs("registry-premium", function* ({ graph }): Iterable<Verdict> {
    const connections = connectionsOf(graph).items;
    for (const { resource } of storesOf(graph, "containerRegistry")) {
      const needed = isOff(resource).is === "met" || connections.some(({ to }) => leadsTo(to, resource));
      yield verdict(resource, ask(resource, ["sku", "name"], isOneOf(["Premium"], false)), {
        whether: `${called(resource)} is Premium`,
        unmet: `${opening(resource)} is not Premium, and only Premium has private endpoints and closes public access. ${needed ? "What this deployment asks of it fails. " : ""}Set its SKU to 'Premium'.`,
        severity: needed ? "error" : "warning",
        repair: setting(resource, ["sku", "name"], "Premium", `Make ${called(resource)} Premium`),
      });
    }
  }),
};
