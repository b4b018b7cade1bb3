import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { computesOf } from "../../questions/computes.ts";
import { ANYWHERE, waysOut } from "../../questions/ways-out.ts";

const computeType = "Microsoft.MachineLearningServices/workspaces/computes";

export const rule: Rule = {
  id: "outbound-unrestricted",
  title: "Computes reach only what was allowed on purpose",
  severity: "note",
  why: `Without a firewall or a security group that denies the rest, every flow that a workspace needs gets through, and so does every other:
code that runs on a compute can send data anywhere. The required flows are met by the open default, not by a rule that somebody wrote.`,
  how: `Route the subnet of the computes to a firewall that allows the required flows, or close the security group with a rule that denies the rest,
or use a managed network with \`AllowOnlyApprovedOutbound\`.`,
  documents: ["data-exfiltration", "use-a-firewall"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const { sources, asked } = waysOut(context);
    const unseen = computesOf(context.graph, "amlcompute", "computeinstance").length === 0 && context.graph.mayHold(computeType);
    for (const source of sources) {
      const walk = asked.walk(source, ANYWHERE, "tcp", { from: 443, to: 443 });
      const subject = source.resource;
      if (walk.is === "blocked")
        yield { is: "met", subject, witness: { at: walk.blocker.at, name: walk.blocker.rule?.name ?? "what no rule allows is denied" } };
      if (walk.is === "unclear")
        yield {
          is: "unclear",
          subject,
          at: source.at,
          because: walk.because,
          message: `It cannot be told whether ${source.name} is open to every destination. ${walk.because.text}`,
        };
      if (walk.is !== "allowed") continue;
      if (unseen) {
        const message = `It cannot be told whether computes stand in ${source.name}, which everything may leave. ${unseen.text}`;
        yield { is: "unclear", subject, at: source.at, because: unseen, message };
        continue;
      }
      const message = `Everything may leave ${source.name}: '${walk.witness.name}' lets any destination through, so code on a compute can send data anywhere. Route it to a firewall that allows the required flows, or deny the rest in its security group.`;
      yield {
        is: "unmet",
        subject,
        at: source.at,
        message,
        related: [{ at: walk.witness.at, message: "This lets everything through." }].filter(({ at }) => at.from !== "default"),
      };
    }
  },
};
