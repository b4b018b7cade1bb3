import type { Resource } from "../../../model/graph.ts";
import type { Context, Rule, Severity, Verdict } from "../../../model/verdict.ts";
import { differs, unclear, verdict } from "../../questions/answer.ts";
import { coverage } from "../../questions/coverage.ts";
import type { Connections } from "../../questions/endpoints.ts";
import { connectionsOf, connectionsTo } from "../../questions/endpoints.ts";
import { hasServiceEndpoints, isShut } from "../../questions/exposure.ts";
import { addEndpoint } from "../../questions/link-repair.ts";
import { called, opening } from "../../questions/naming.ts";
import type { LinkRow } from "../../questions/targets.ts";
import { linkRows, linkTargets, roleOf, zoneRowsFor } from "../../questions/targets.ts";
import { isolationOf, orphanProjects, unseenStores } from "../../questions/workspaces.ts";

export const rule: Rule = {
  id: "private-endpoint",
  title: "The workspace and its stores have a private endpoint for each sub-resource that is used",
  severity: "warning",
  why: `A private endpoint gives a sub-resource an address in your network. A workspace needs one for itself (\`amlworkspace\`), its storage account one for
\`blob\` and one for \`file\`, its key vault (\`vault\`) and its registry (\`registry\`) one each. If one lacks, that traffic goes over the internet,
or nowhere when public access is off.`,
  how: `Declare a private endpoint for each sub-resource that is named, in a subnet of the network that uses the workspace, with a DNS zone group.
A managed network makes the endpoints of the stores by itself.`,
  documents: ["secure-workspace", "private-link", "il5-guide"],
  policies: [
    "45e05259-1eb5-4f70-9574-baf73e9d219b",
    "40cec1dd-a100-4920-b15b-3024fe8901ab",
    "6edd7eda-6dd8-40f7-810d-67160c639cd9",
    "e8eef0a8-67cf-4eb4-9386-14b0e78733d4",
  ],
  controls: ["AC-4", "AC-17", "SC-7", "SC-7(3)"],
  *check(context: Context): Iterable<Verdict> {
    const { graph } = context;
    const all = connectionsOf(graph);
    const rows = linkRows(context, "privateEndpoint");
    for (const row of rows) {
      for (const { resource, workspace } of linkTargets(graph, row)) yield judge(context, all, row, resource, workspace);
    }
    for (const row of rows) {
      const role = roleOf(row.link.type);
      for (const { workspace, because } of role ? unseenStores(graph, role) : []) {
        const whether = `the '${role}' of ${called(workspace)} has a private endpoint for '${row.link.group}'`;
        yield { ...unclear(workspace, because, whether), requirement: row, value: row.link.group };
      }
    }
    for (const { project, because } of orphanProjects(graph)) {
      yield unclear(project, because, `the hub of ${called(project)} has its private endpoints`);
    }
  },
};

function judge(context: Context, all: Connections, row: LinkRow, resource: Resource, workspace: Resource | undefined): Verdict {
  const { group } = row.link;
  const { items, open } = connectionsTo(all, resource, group);
  const covered = coverage(
    resource.condition,
    items.map(({ when }) => when),
  );
  const wording = {
    requirement: row,
    value: group,
    whether: `${called(resource)} has a private endpoint for '${group}'`,
    unmet: `${opening(resource)} has no private endpoint for '${group}'. ${consequence(resource)} Add a private endpoint with '${group}' and its DNS zone group.`,
    severity: severityOf(row, resource),
    repair: addEndpoint(context.graph, resource, group, zoneRowsFor(context, row.link.type, group)),
  };
  const witness = items[0]?.endpoint;
  if (covered.is === "always" && witness) {
    return verdict(resource, { is: "met", at: witness.at }, { ...wording, witness: called(witness) });
  }
  const managed = workspace && workspace !== resource ? isolationOf(workspace) : "Disabled";
  if (managed === "AllowInternetOutbound" || managed === "AllowOnlyApprovedOutbound") {
    const name = `the managed network of ${workspace ? called(workspace) : "the workspace"}`;
    return verdict(resource, { is: "met", at: workspace?.at ?? resource.at }, { ...wording, witness: name });
  }
  const because =
    open ?? (typeof managed === "object" ? managed : covered.is === "sometimes" ? differs(covered.lacking, resource.condition) : undefined);
  return verdict(resource, because ? { is: "unclear", at: resource.at, because } : { is: "unmet", at: resource.at }, wording);
}

function consequence(resource: Resource): string {
  if (isShut(resource).is !== "met") return "Its traffic goes over the internet.";
  if (hasServiceEndpoints(resource)) return "Service endpoints let the named subnets in, but only those, and studio does not use them.";
  const itself = resource.kind.startsWith("microsoft.machinelearningservices/");
  return `Its public access is closed, so that ${itself ? "nobody" : "no compute"} can reach it.`;
}

/** Out of reach is an error; what service endpoints still let in, or a document only advises, is a note. */
function severityOf(row: LinkRow, resource: Resource): Severity {
  if (row.level === "recommended" || hasServiceEndpoints(resource)) return "note";
  return isShut(resource).is === "met" ? "error" : "warning";
}
