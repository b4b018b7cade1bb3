import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { flowVerdicts, hasTag } from "../../questions/flows.ts";

export const rule: Rule = {
  id: "outbound-service-tag",
  title: "Every Azure service that a workspace needs is reached from its computes",
  severity: "error",
  why: `Computes talk to Azure Machine Learning, Microsoft Entra ID, Azure Resource Manager, storage and other services. Where a firewall or
a network security group stands in the way and does not let a service through, computes cannot be made, jobs do not start, or images are not pulled.
Each flow is followed from the subnet of the computes through security group, route and firewall; a flow that a route takes past the firewall is not
held against the firewall. What people's own machines need is judged from virtual machines beside a Bastion host, as warnings; machines elsewhere
are not seen, and nothing is said of them.`,
  how: `Allow the service tag in a network rule of the firewall (or in a rule of the security group that denies it) for the subnet of the computes, with
the ports that are named. A tag that takes in another one serves as well: \`Storage\` for \`Storage.eastus\`. Firewalls that know no tags allow the hosts
that Microsoft names instead.`,
  documents: ["use-a-firewall", "required-public-access", "il5-guide"],
  controls: ["SC-7"],
  check(context: Context): Iterable<Verdict> {
    return flowVerdicts(context, hasTag);
  },
};
