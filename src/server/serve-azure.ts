// Live Azure before the same rules: the extension reads rows, never tokens come here.
import { defaultSettings } from "../analysis/configuration/settings.ts";
import { judgeSnapshot, viewAzure } from "../azure-view.ts";
import type { AzureView } from "../model/azure-view.ts";
import type { Reader } from "../model/reader.ts";
import { writeHtml } from "../report/html.ts";
import { version } from "../report/version.ts";
import { rules } from "../rulebook/index.ts";
import { scaffold } from "../scaffold/scaffold.ts";
import { abortable } from "./abortable.ts";
import {
  type AzureParams,
  type AzureReportParams,
  azureMethod,
  azureReportMethod,
  type ScaffoldParams,
  scaffoldMethod,
} from "./azure-protocol.ts";
import type { Server } from "./server.ts";

export function serveAzure({ connection, workspaces, settled, say, language }: Server, readers: Promise<readonly Reader[]>): void {
  connection.onRequest(
    azureMethod,
    ({ snapshot, listed }: AzureParams, token): Promise<AzureView> =>
      abortable(token, async (signal) => {
        await settled();
        const open = workspaces.all();
        const declared = await Promise.all(open.map((workspace) => workspace.audit({ signal })));
        const settings = open[0]?.asked.settings ?? defaultSettings;
        return viewAzure(
          snapshot,
          settings,
          declared.flatMap(({ result }) => result.deployments),
          today(),
          listed,
        );
      }),
  );
  connection.onRequest(
    azureReportMethod,
    ({ snapshot }: AzureReportParams, token): Promise<string> =>
      abortable(token, async () => {
        const settings = workspaces.all()[0]?.asked.settings ?? defaultSettings;
        const { result } = judgeSnapshot(snapshot, settings, today());
        return writeHtml({ result, root: "azure:/", rules, version, text: () => undefined }, { say, language });
      }),
  );
  connection.onRequest(scaffoldMethod, async (asked: ScaffoldParams) => {
    const written = scaffold({ ...asked, what: asked.what ?? "firewall-policy", features: new Map() }, await readers);
    return "text" in written ? written.text : null;
  });
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
