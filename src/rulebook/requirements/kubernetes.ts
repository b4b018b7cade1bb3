// Attached Kubernetes clusters behind a firewall: what their nodes call. The pages give only the public hosts; other clouds have their own suffixes.
import type { Requirement, SourceLine } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound } from "./row.ts";

const current = pages("use-a-firewall");
const suffix = {
  public: { storage: "core.windows.net", registry: "azurecr.io", api: "api.azureml.ms" },
  usgov: { storage: "core.usgovcloudapi.net", registry: "azurecr.us", api: "api.ml.azure.us" },
} as const;

export const kubernetes: readonly Requirement[] = [
  ...everywhere("system-logs", ["kubernetes"], "Agents of the cluster upload their logs.", {
    public: ["*.kusto.windows.net", `*.table.${suffix.public.storage}`, `*.queue.${suffix.public.storage}`],
    usgov: ["*.kusto.windows.net", `*.table.${suffix.usgov.storage}`, `*.queue.${suffix.usgov.storage}`],
    lines: cite.il5(1308),
  }),
  ...everywhere("registry", ["kubernetes"], "Nodes pull images from the workspace's registry.", {
    public: [`<registry>.${suffix.public.registry}`, `<registry>.<region>.data.${suffix.public.registry}`],
    usgov: [`<registry>.${suffix.usgov.registry}`],
    lines: cite.il5(1309),
  }),
  ...everywhere("storage", ["kubernetes"], "Jobs read code, data and models from the workspace's storage account.", {
    public: [`<storage>.blob.${suffix.public.storage}`],
    usgov: [`<storage>.blob.${suffix.usgov.storage}`],
    lines: cite.il5(1310),
  }),
  ...everywhere("api", ["kubernetes"], "The extension of the cluster talks to the service.", {
    public: [`<workspace>.workspace.<region>.${suffix.public.api}`, "<region>.experiments.azureml.net", `<region>.${suffix.public.api}`],
    usgov: [`<workspace>.workspace.<region>.${suffix.usgov.api}`, `<region>.${suffix.usgov.api}`],
    lines: cite.il5(1311),
  }),
  ...everywhere("pypi", ["kubernetes", "kubernetesTraining"], "Training jobs install pip packages.", {
    public: ["pypi.org"],
    usgov: ["pypi.org"],
    lines: cite.il5(1312),
  }),
  ...everywhere(
    "ubuntu",
    ["kubernetes", "kubernetesTraining"],
    "Training jobs install security patches.",
    {
      public: ["archive.ubuntu.com", "security.ubuntu.com", "ppa.launchpad.net"],
      usgov: ["archive.ubuntu.com", "security.ubuntu.com", "ppa.launchpad.net"],
      lines: cite.il5(1313),
    },
    "80",
  ),
];

function everywhere(
  name: string,
  when: readonly string[],
  why: string,
  table: { readonly public: readonly string[]; readonly usgov: readonly string[]; readonly lines: readonly SourceLine[] },
  port = "443",
): readonly Requirement[] {
  const flow = (names: readonly string[]) => ({ ...outbound("TCP", [port], hosts(...names)), from: "kubernetes" as const });
  return columns(
    {
      id: `outbound-kubernetes-${name}`,
      kind: "fqdn",
      value: table.public[0] ?? "",
      when,
      level: "situational",
      why,
      since: "2022-09-18",
      sources: table.lines,
    },
    {
      public: { flow: flow(table.public), sources: current },
      usgov: { flow: flow(table.usgov), value: table.usgov[0] ?? "" },
    },
  );
}
