import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { regionOf } from "../../../reach/coverage.ts";
import { onlyOwnStorage } from "../../questions/way-repair.ts";
import { ANYWHERE, settled, waysOut } from "../../questions/ways-out.ts";

export const rule: Rule = {
  id: "data-exfiltration",
  title: "Computes reach only the storage accounts that were chosen",
  severity: "warning",
  why: `Computes need the service tag \`Storage\`, and it lets data out to every storage account of the region, other people's as well. A service endpoint
policy on the subnet closes that: it lets through the accounts that it names and those of the service itself.`,
  how: `Give the subnet the service endpoint \`Microsoft.Storage\` and a service endpoint policy with your accounts and the alias
\`/services/Azure/MachineLearning\`.`,
  documents: ["data-exfiltration"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const { sources, asked } = waysOut(context);
    const target = { is: "tag", name: `storage.${regionOf(context.graph, context.scenario)}` } as const;
    for (const source of sources) {
      const subject = source.resource;
      const { endpointPolicies, serviceEndpoints } = source.subnet;
      const open = asked.walk(source, target, "tcp", { from: 443, to: 443 });
      // Where everything is open, storage is the smallest part of it: 'outbound-unrestricted' says so.
      if (open.is !== "allowed" || asked.walk(source, ANYWHERE, "tcp", { from: 443, to: 443 }).is === "allowed") continue;
      const endpoint = serviceEndpoints.some((service) => service.startsWith("microsoft.storage"));
      if (endpointPolicies === true && endpoint) yield { is: "met", subject, witness: { at: source.at, name: "service endpoint policy" } };
      else if (typeof endpointPolicies !== "boolean") {
        const message = `It cannot be told whether ${source.name} has a service endpoint policy. ${endpointPolicies.text}${settled(endpointPolicies)}`;
        yield { is: "unclear", subject, at: source.at, because: endpointPolicies, message };
      } else {
        const lacks = endpointPolicies ? "the service endpoint 'Microsoft.Storage'" : "a service endpoint policy";
        const message = `'${open.witness.name}' lets ${source.name} reach every storage account, and the subnet lacks ${lacks}, so data can be sent to anybody's account. Give the subnet the service endpoint 'Microsoft.Storage' and a policy with your accounts and '/services/Azure/MachineLearning'.`;
        yield {
          is: "unmet",
          subject,
          at: source.at,
          message,
          repair: onlyOwnStorage(context.graph, source.subnet, { endpoint: !endpoint, policy: !endpointPolicies }),
          related: open.witness.at.from === "default" ? [] : [{ at: open.witness.at, message: "This lets storage through." }],
        };
      }
    }
  },
};
