// What the editor's settings and the configuration file of a folder together ask for.
import type { ClientCapabilities, Connection } from "vscode-languageserver";
import { excludes } from "../analysis/configuration/excludes.ts";
import type { Settings } from "../analysis/configuration/settings.ts";
import { dayOf } from "../rulebook/requirements/select.ts";
import type { Files } from "./files.ts";

export interface FolderSettings {
  readonly enabled: boolean;
  readonly showUnclear: boolean;
  /** Whether the meaning of tags is shown beside them. */
  readonly inlayHints: boolean;
  readonly settings: Settings;
  /** Whether a file or folder, by its URI, is left out. */
  readonly excluded: (uri: string) => boolean;
}

/** Asks the editor and reads the disk anew. Settings of the editor that are not at their defaults win. */
export async function folderSettings(
  connection: Connection,
  capabilities: ClientCapabilities,
  files: Files,
  root: string,
): Promise<FolderSettings> {
  const said = capabilities.workspace?.configuration
    ? await connection.workspace.getConfiguration({ scopeUri: root, section: "amlNetworkAudit" }).catch(() => undefined)
    : undefined;
  const { settings } = await files.configuration(root);
  const editor = fromEditor(said);
  const tags = await listsOf(connection, files, editor.serviceTags, root);
  const merged = { ...settings, ...editor.settings, ...(tags.length > 0 && { tags }) };
  return {
    enabled: editor.enabled,
    showUnclear: editor.showUnclear || (settings.showUnclear ?? false),
    inlayHints: editor.inlayHints,
    settings: merged,
    excluded: excludes(merged),
  };
}

/** The lists of service tags that the editor's settings name. One that cannot be read is said, and left out. */
async function listsOf(
  connection: Connection,
  files: Files,
  named: readonly string[],
  folder: string,
): Promise<NonNullable<Settings["tags"]>> {
  const lists = await Promise.all(named.map((one) => files.serviceTags(one, folder)));
  for (const list of lists) if ("problem" in list) connection.window.showWarningMessage(list.problem);
  return lists.flatMap((list) => ("tags" in list ? [list.tags] : []));
}

interface FromEditor {
  readonly enabled: boolean;
  readonly showUnclear: boolean;
  readonly inlayHints: boolean;
  /** Paths. */
  readonly serviceTags: readonly string[];
  readonly settings: Partial<Settings>;
}

/** Whatever an editor sends: what is not understood is passed over. */
function fromEditor(said: unknown): FromEditor {
  const value = (name: string): unknown => (typeof said === "object" && said !== null ? Reflect.get(said, name) : undefined);
  const cloud = (["public", "usgov", "china"] as const).find((one) => one === value("cloud"));
  const profile = (["il5", "none"] as const).find((one) => one === value("profile"));
  const region = value("region");
  const asOf = value("asOf");
  const serviceTags = value("serviceTags");
  return {
    enabled: value("enable") !== false,
    showUnclear: value("showUnclear") === true,
    inlayHints: value("inlayHints") === true,
    serviceTags: Array.isArray(serviceTags) ? serviceTags.filter((one) => typeof one === "string" && one !== "") : [],
    settings: {
      ...(cloud && { cloud }),
      ...(profile && { profile }),
      ...(typeof region === "string" && /^[a-z0-9]+$/.test(region) && { region }),
      ...(typeof asOf === "string" && dayOf(asOf) !== undefined && { asOf }),
    },
  };
}
