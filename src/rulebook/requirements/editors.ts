// Visual Studio Code with compute instances, in the browser and on the desktop.
import type { Requirement, SourceLine } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { hosts, outbound, type Row, row, tag } from "./row.ts";

const server = "Compute instances fetch the server of Visual Studio Code and its extensions from here.";
const web = "Visual Studio Code for the Web loads itself from here.";

export const editors: readonly Requirement[] = [
  ...["*.vscode.dev", "*.vscode-unpkg.net", "*.vscode-cdn.net", "*.vscodeexperiments.azureedge.net", "default.exp-tas.com"].map((host) =>
    editor(host, "vscodeWeb", web),
  ),
  editor("code.visualstudio.com", "vscodeDesktop", "Visual Studio Code for the desktop is installed from here."),
  ...["marketplace.visualstudio.com", "vscode.blob.core.windows.net", "*.gallerycdn.vsassets.io", "vscode.download.prss.microsoft.com"].map(
    (host) => editor(host, "vscode", server),
  ),
  ...since2021(shape("update.code.visualstudio.com", "vscode", server), [139, 267], [1204, 1290]),
  ...since2021(shape("*.vo.msecnd.net", "vscode", server), [139, 267], [1204, 1290]),
  ...since2021(
    {
      ...shape("raw.githubusercontent.com", "vscode", "The websocket server that joins the desktop to a compute instance comes from here."),
      id: "outbound-vscode-websocket-server",
    },
    [140, 268],
    [1205, 1291],
    "required-public-access",
  ),
  row({
    ...shape("github.com", "interactiveJobs", "The websocket server of interactive jobs comes from here."),
    id: "outbound-vscode-interactive-jobs",
    since: "2026-03-19",
    sources: pages("use-a-firewall"),
  }),
  row({
    id: "outbound-vscode-server-ports",
    kind: "serviceTag",
    value: "AzureMachineLearning",
    flow: { ...outbound("TCP", ["8704-8710"], tag("AzureMachineLearning"), hosts("*.instances.azureml.ms")), from: "client" },
    when: ["vscode"],
    level: "situational",
    why: "The server on a compute instance takes the first free port of these.",
    since: "2026-03-19",
    sources: pages("use-a-firewall"),
  }),
];

function editor(host: string, feature: string, why: string): Requirement {
  return row({ ...shape(host, feature, why), since: "2026-03-19", sources: pages("use-a-firewall") });
}

/** Hosts that 2021 and the guide ask for on http and https, and today's page without a port. */
function since2021(
  shared: Omit<Row, "since" | "sources">,
  lines2021: readonly number[],
  guide: readonly number[],
  today = "use-a-firewall",
): readonly Requirement[] {
  const older: readonly SourceLine[] = [...cite.y2021(...lines2021), ...cite.il5(...guide)];
  return [
    row({ ...shared, since: "2022-11-01", sources: pages(today) }),
    row({
      ...shared,
      id: `${shared.id}-http`,
      flow: outbound("TCP", ["80", "443"], hosts(shared.value)),
      since: "2021-07-29",
      until: "2022-10-31",
      replacedBy: [shared.id],
      sources: older,
    }),
  ];
}

function shape(host: string, feature: string, why: string) {
  return {
    id: `outbound-vscode-${host.replace("*.", "any-").replaceAll(".", "-")}`,
    kind: "fqdn",
    value: host,
    flow: outbound("TCP", ["443"], hosts(host)),
    when: [feature],
    level: "situational",
    why,
  } as const;
}
