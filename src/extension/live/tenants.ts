// Which tenant is signed in to, where an account is at home in several.
import { ConfigurationTarget, l10n, window, workspace } from "vscode";
import { settling } from "../../live/failure.ts";
import { listTenants } from "../../live/tenants.ts";
import type { Tree } from "./tree.ts";

/** Whether another tenant was chosen. The choice is the setting `amlNetworkAudit.live.tenant`. */
export async function chooseTenant({ state: { connection } }: Tree): Promise<boolean> {
  if (!connection) return false;
  const { tenants, failure } = await window.withProgress({ location: { viewId: "amlNetworkAudit.live" } }, async () =>
    listTenants(connection),
  );
  if (failure) {
    await window.showErrorMessage(`${failure.text}${settling(failure)}`);
    return false;
  }
  const settings = workspace.getConfiguration("amlNetworkAudit");
  const own = { label: l10n.t("The account's own tenant"), description: "", id: "" };
  const choices = [own, ...tenants.map(({ id, name, domain }) => ({ label: name, description: domain, detail: id, id }))];
  const chosen = await window.showQuickPick(choices, { placeHolder: l10n.t("The tenant whose workspaces are read") });
  if (!chosen || chosen.id === settings.get("live.tenant", "")) return false;
  await settings.update("live.tenant", chosen.id === "" ? undefined : chosen.id, ConfigurationTarget.Global);
  return true;
}
