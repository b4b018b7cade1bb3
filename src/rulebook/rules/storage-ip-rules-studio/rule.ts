import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isFilled, not, verdict } from "../../questions/answer.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { removing } from "../../questions/setting.ts";
import { storesOf } from "../../questions/workspaces.ts";

const path = ["properties", "networkAcls", "ipRules"];

export const rule: Rule = {
  id: "storage-ip-rules-studio",
  title: "The storage account does not let people in by their address",
  severity: "warning",
  why: `Studio reads data on behalf of people through Azure's own services, not from their browser's address. A storage firewall that lets in addresses
therefore does not let studio in, and previews, uploads and notebooks fail for those very people.`,
  how: "Take the address rules out and use a private endpoint, or a resource access rule for the workspace.",
  documents: ["studio-network"],
  check: asLongAs("storage-address-rules", function* ({ graph }): Iterable<Verdict> {
    for (const { resource } of storesOf(graph, "storageAccount")) {
      const answer = not(ask(resource, path, isFilled));
      yield verdict(resource, answer, {
        whether: `${called(resource)} lets people in by their address`,
        unmet: `${opening(resource)} lets in addresses by 'ipRules', which studio does not support: data previews and notebooks fail for the people at those addresses. Use private endpoints or a resource access rule instead.`,
        repair: removing(
          resource,
          path,
          `Take the address rules out of ${called(resource)}`,
          "Whoever came in by those addresses is shut out.",
        ),
      });
    }
  }),
};
