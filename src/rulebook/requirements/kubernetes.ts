// Attached Kubernetes clusters behind a firewall: what their nodes call. The pages give only the public hosts; other clouds have their own suffixes.
import type { Requirement } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { columns, hosts, outbound } from "./row.ts";

const suffix = {
  public: { storage: "core.windows.net", registry: "azurecr.io", api: "api.azureml.ms" },
  usgov: { storage: "core.usgovcloudapi.net", registry: "azurecr.us", api: "api.ml.azure.us" },
} as const;

const training = { when: ["kubernetes", "kubernetesTraining"] };

export const kubernetes: readonly Requirement[] = [
  ...always("system-logs", 1308, "Agents of the cluster upload their logs.", (cloud) => [
    "*.kusto.windows.net",
    `*.table.${suffix[cloud].storage}`,
    `*.queue.${suffix[cloud].storage}`,
  ]),
  ...narrowed("registry", 1309, "Nodes pull images from the workspace's registry.", {
    guide: (cloud) => [`*.${suffix[cloud].registry}`],
    today: (cloud) => {
      const { registry } = suffix[cloud];
      return cloud === "public" ? [`<registry>.${registry}`, `<registry>.<region>.data.${registry}`] : [`<registry>.${registry}`];
    },
  }),
  ...narrowed("storage", 1310, "Jobs read code, data and models from the workspace's storage account.", {
    guide: (cloud) => [`*.blob.${suffix[cloud].storage}`],
    today: (cloud) => [`<storage>.blob.${suffix[cloud].storage}`],
  }),
  ...narrowed("api", 1311, "The extension of the cluster talks to the service.", {
    guide: (cloud) => [`*.workspace.<region>.${suffix[cloud].api}`, ...experiments(cloud), `<region>.${suffix[cloud].api}`],
    today: (cloud) => [`<workspace>.workspace.<region>.${suffix[cloud].api}`, ...experiments(cloud), `<region>.${suffix[cloud].api}`],
  }),
  ...always("pypi", 1312, "Training jobs install pip packages.", () => ["pypi.org"], training),
  ...always(
    "ubuntu",
    1313,
    "Training jobs install security patches.",
    () => ["archive.ubuntu.com", "security.ubuntu.com", "ppa.launchpad.net"],
    { ...training, port: "80" },
  ),
];

type Names = (cloud: "public" | "usgov") => readonly string[];
type More = Partial<Pick<Requirement, "id" | "when" | "since" | "until" | "replacedBy" | "sources">> & { readonly port?: string };

/** The experiments service has only a public host. */
function experiments(cloud: "public" | "usgov"): readonly string[] {
  return cloud === "public" ? ["<region>.experiments.azureml.net"] : [];
}

/** Hosts that the guide and today's page name alike. */
function always(name: string, line: number, why: string, names: Names, more: More = {}): readonly Requirement[] {
  return rows(name, why, names, { since: "2022-09-18", sources: [...cite.il5(line), ...pages("use-a-firewall")], ...more });
}

/** Hosts for which the guide has a pattern and today's page the names of one's own. */
function narrowed(
  name: string,
  line: number,
  why: string,
  { guide, today }: { readonly guide: Names; readonly today: Names },
): readonly Requirement[] {
  const id = `outbound-kubernetes-${name}`;
  return [
    ...rows(name, why, today, { since: "2026-03-19", sources: pages("use-a-firewall") }),
    ...rows(`${name}-2022`, why, guide, { since: "2022-09-18", until: "2026-03-18", replacedBy: [id], sources: cite.il5(line) }),
  ];
}

function rows(name: string, why: string, names: Names, { port = "443", ...more }: More): readonly Requirement[] {
  const flow = (cloud: "public" | "usgov") => ({ ...outbound("TCP", [port], hosts(...names(cloud))), from: "kubernetes" as const });
  const shared = { id: `outbound-kubernetes-${name}`, kind: "fqdn", when: ["kubernetes"], level: "situational", why } as const;
  const replaced = more.replacedBy?.map((id) => `${id}-usgov`);
  return columns(
    { ...shared, since: "2022-09-18", value: names("public")[0] ?? "", ...more },
    {
      public: { flow: flow("public") },
      usgov: { flow: flow("usgov"), value: names("usgov")[0] ?? "", ...(replaced && { replacedBy: replaced }) },
    },
  );
}
