import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { flowVerdicts, hasTag } from "../../questions/flows.ts";

export const rule: Rule = {
  id: "outbound-fqdn",
  title: "Every host that a workspace needs and no service tag holds is reached from its computes",
  severity: "error",
  why: `Package indexes and some Microsoft sites have no service tag. Where a firewall stands between the computes and the Internet and does not let these
hosts through, environments are not built and packages are not installed. Which hosts apply follows from what the deployment uses; Python packages are
taken to be used unless the configuration says otherwise.`,
  how: `Allow the host in an application rule of the firewall, or in a network rule when the firewall is a DNS proxy. \`*.anaconda.com\` does not take in
\`anaconda.com\`: allow both. For packages from a mirror of your own, switch the feature off in the configuration.`,
  documents: ["use-a-firewall", "recommended-outbound", "il5-guide"],
  controls: ["SC-7"],
  check(context: Context): Iterable<Verdict> {
    return flowVerdicts(context, (row) => !hasTag(row));
  },
};
