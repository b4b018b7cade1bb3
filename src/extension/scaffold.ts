// Writes a scaffold into a new editor: what it is of, its language, cloud and region are asked, nothing is saved.
import { l10n, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ScaffoldParams, scaffoldMethod } from "../server/azure-protocol.ts";

const languages = [
  { label: "Bicep", language: "bicep", id: "bicep" },
  { label: "ARM JSON", language: "arm", id: "json" },
  { label: "Terraform", language: "terraform", id: "terraform" },
] as const;

const clouds = [
  { label: "Azure", cloud: "public" },
  { label: "Azure Government", cloud: "usgov" },
  { label: "Azure operated by 21Vianet", cloud: "china" },
] as const;

export async function scaffold(client: BaseLanguageClient): Promise<void> {
  const things = [
    { label: l10n.t("Firewall policy"), what: "firewall-policy" },
    { label: l10n.t("Network security group"), what: "network-security-group" },
    { label: l10n.t("Route table"), what: "route-table" },
    { label: l10n.t("Private endpoints with their DNS zones"), what: "private-endpoints" },
    { label: l10n.t("Customer-managed keys"), what: "customer-managed-keys" },
  ] as const;
  const thing = await window.showQuickPick(things, { placeHolder: l10n.t("What a workspace needs") });
  const language = thing && (await window.showQuickPick(languages, { placeHolder: l10n.t("The language to write it in") }));
  const cloud = language && (await window.showQuickPick(clouds, { placeHolder: l10n.t("The cloud that it is for") }));
  if (!cloud) return;
  const region = await window.showInputBox({
    prompt: l10n.t("The region, as Azure names it, or nothing for all of them"),
    placeHolder: "eastus",
  });
  if (region === undefined) return;
  const params: ScaffoldParams = {
    what: thing.what,
    language: language.language,
    cloud: cloud.cloud,
    ...(region.trim() !== "" && { region: region.trim().toLowerCase().replaceAll(" ", "") }),
  };
  const content = await client.sendRequest<string | null>(scaffoldMethod, params);
  if (content !== null) await window.showTextDocument(await workspace.openTextDocument({ language: language.id, content }));
}
