// The first revision: hosts only, every protocol and port. All of it is replaced; the rows stay so that such rules can be pointed out.
import type { Requirement } from "../../model/requirement.ts";
import { cite } from "../documents.ts";
import { hosts, outbound, row } from "./row.ts";

const table: readonly (readonly [host: string, line: number, why: string, replacedBy: readonly string[]])[] = [
  ["*.batchai.core.windows.net", 36, "Batch AI managed the computes.", ["outbound-batch-node-management"]],
  ["ml.azure.com", 37, "Studio.", ["outbound-azure-front-door-frontend"]],
  ["*.azureml.ms", 38, "The service's API.", ["outbound-azure-machine-learning-tcp"]],
  ["*.experiments.azureml.net", 39, "The experiments service.", ["outbound-azure-machine-learning-tcp"]],
  ["*.modelmanagement.azureml.net", 40, "The model management service.", ["outbound-azure-machine-learning-tcp"]],
  ["mlworkspace.azure.ai", 41, "Studio before it moved.", ["outbound-azure-front-door-frontend"]],
  ["*.aether.ms", 42, "The pipeline service before it moved.", ["outbound-azure-machine-learning-tcp"]],
  ["*.instances.azureml.net", 43, "Compute instances.", ["outbound-azure-machine-learning-tcp"]],
  ["windows.net", 44, "Blob storage; as a host name it is only the bare domain.", ["outbound-storage"]],
  ["vault.azure.net", 45, "Key vaults; as a host name it is only the bare domain.", ["outbound-azure-key-vault", "private-endpoint-vault"]],
  ["microsoft.com", 46, "Base images; as a host name it is only the bare domain.", ["outbound-microsoft-container-registry"]],
  ["azurecr.io", 47, "Container registries; as a host name it is only the bare domain.", ["outbound-azure-container-registry"]],
  ["anaconda.com", 55, "Conda packages.", ["outbound-anaconda-com"]],
  ["pypi.org", 56, "Pip packages.", ["outbound-pypi-org"]],
];

export const revision2020: readonly Requirement[] = table.map(([host, line, why, replacedBy]) =>
  row({
    id: `outbound-2020-${host.replace("*.", "any-").replaceAll(".", "-")}`,
    kind: "fqdn",
    value: host,
    flow: outbound("Any", ["*"], hosts(host)),
    clouds: ["public"],
    when: line > 50 ? ["python"] : [],
    why: `${why} The page of 2020 let it through on every protocol and port.`,
    since: "2020-03-24",
    until: "2021-07-28",
    replacedBy,
    sources: cite.y2020(line, 26),
  }),
);
