import { stringAt } from "../../../model/look.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { privateConnections } from "../../questions/targets.ts";

export const rule: Rule = {
  id: "private-endpoint-approval",
  title: "The connections of private endpoints are approved",
  severity: "warning",
  why: `A connection under \`manualPrivateLinkServiceConnections\` carries nothing until the owner of the resource approves it, and one that was rejected or
disconnected carries nothing at all. The deployment succeeds all the same.`,
  how: `Connect by \`privateLinkServiceConnections\` where you own the resource; Terraform: \`is_manual_connection = false\`.
Else have the owner approve the request.`,
  documents: ["private-link"],
  check: asLongAs("workspace-private-link", function* ({ graph }): Iterable<Verdict> {
    for (const { connection, group } of privateConnections(graph)) {
      const { endpoint, path, manual } = connection;
      const status = stringAt(endpoint.body, [...path, "properties", "privateLinkServiceConnectionState", "status"], connection.when);
      const approved = status ? status.toLowerCase() === "approved" : !manual;
      yield verdict(
        endpoint,
        { is: approved ? "met" : "unmet", at: endpoint.at },
        {
          value: group,
          whether: `${called(endpoint)} is approved`,
          unmet: status
            ? `The connection of ${called(endpoint)} to '${group}' is '${status}', so nothing passes. Have the owner of the resource approve it.`
            : `${opening(endpoint)} asks for '${group}' by a manual connection, which carries nothing until the owner of the resource approves it. Connect by 'privateLinkServiceConnections' where the resource is yours.`,
          ...(status && { severity: "error" as const }),
          witness: status ?? "privateLinkServiceConnections",
        },
      );
    }
  }),
};
