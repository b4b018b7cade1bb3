// Package indexes and installers. Before winter 2022/23 the pages asked for http and https alike; since then nothing says that 80 is needed.
import type { Requirement, SourceLine } from "../../model/requirement.ts";
import { cite, pages } from "../documents.ts";
import { hosts, outbound, row } from "./row.ts";

interface Package {
  readonly id: string;
  readonly host: string;
  readonly feature: string;
  readonly why: string;
  /** Lines of the older revisions, which ask for 80 as well. */
  readonly older: readonly SourceLine[];
  readonly newer: readonly SourceLine[];
  /** The host as older revisions write it. */
  readonly formerly?: string;
}

const outboundPages = pages("recommended-outbound", "use-a-firewall", "managed-network");

export const packages: readonly Requirement[] = [
  ...versions({
    id: "outbound-anaconda-com",
    host: "anaconda.com",
    feature: "python",
    why: "Default conda packages are installed from here.",
    older: [...cite.y2021(133, 237), ...cite.il5(1198, 1284)],
    newer: [...cite.tags2023(31), ...outboundPages],
  }),
  ...versions({
    id: "outbound-anaconda-com-hosts",
    host: "*.anaconda.com",
    feature: "python",
    why: "Default conda packages are installed from the hosts below 'anaconda.com'.",
    older: [...cite.y2021(133, 237), ...cite.il5(1198, 1284)],
    newer: [...cite.tags2023(31), ...outboundPages],
  }),
  ...versions({
    id: "outbound-anaconda-org-hosts",
    host: "*.anaconda.org",
    feature: "python",
    why: "Conda reads its repositories' data from here.",
    older: [...cite.y2021(134, 238), ...cite.il5(1199, 1285)],
    newer: [...cite.tags2023(32), ...outboundPages],
  }),
  ...versions({
    id: "outbound-pypi-org",
    host: "pypi.org",
    feature: "python",
    why: "Pip resolves dependencies from its default index here.",
    older: [...cite.y2021(135, 239), ...cite.il5(1200, 1286)],
    newer: [...cite.tags2023(33), ...outboundPages],
  }),
  ...versions({
    id: "outbound-pythonhosted-org-hosts",
    host: "*.pythonhosted.org",
    feature: "pythonIndex",
    why: "Needed as well when user settings overwrite pip's index.",
    older: [...cite.y2021(135, 239), ...cite.il5(1200, 1286)],
    newer: [...cite.tags2023(33), ...outboundPages],
  }),
  ...versions({
    id: "outbound-pytorch-org-hosts",
    host: "*.pytorch.org",
    formerly: "*pytorch.org",
    feature: "pytorch",
    why: "PyTorch packages and data of its examples come from here.",
    older: [...cite.y2021(137, 240), ...cite.il5(1202, 1288)],
    newer: [...cite.tags2023(34), ...outboundPages],
  }),
  row({
    id: "outbound-pytorch-org",
    kind: "fqdn",
    value: "pytorch.org",
    flow: outbound("TCP", ["443"], hosts("pytorch.org")),
    when: ["pytorch"],
    level: "recommended",
    why: "PyTorch's own site, which '*.pytorch.org' does not cover.",
    since: "2023-06-12",
    sources: pages("recommended-outbound", "use-a-firewall", "managed-network"),
  }),
  ...versions({
    id: "outbound-tensorflow-org-hosts",
    host: "*.tensorflow.org",
    feature: "tensorflow",
    why: "TensorFlow packages and data of its examples come from here.",
    older: [...cite.y2021(138, 241), ...cite.il5(1203, 1289)],
    newer: [...cite.tags2023(35), ...outboundPages],
  }),
  ...versions({
    id: "outbound-cran",
    host: "cloud.r-project.org",
    feature: "r",
    why: "CRAN packages for R are installed from here.",
    older: [...cite.y2021(136, 252), ...cite.il5(1201, 1287)],
    newer: [...cite.tags2023(48), ...pages("use-a-firewall")],
  }),
  ...rstudio("outbound-ghcr-io", "ghcr.io"),
  ...rstudio("outbound-ghcr-packages", "pkg-containers.githubusercontent.com"),
  ...["docker.io", "*.docker.io", "*.docker.com", "production.cloudflare.docker.com", "cdn.auth0.com", "cdn-lfs.huggingface.co"].map(
    (host) =>
      row({
        id: `outbound-hugging-face-${host.replace("*.", "any-").replaceAll(".", "-")}`,
        kind: "fqdn",
        value: host,
        flow: outbound("TCP", ["443"], hosts(host)),
        when: ["huggingFace"],
        level: "situational",
        why: "Models of Hugging Face are deployed from images and files that come through this host.",
        since: "2025-05-23",
        sources: pages("managed-network"),
      }),
  ),
];

/** The row as it is, and the one for http and https that it replaced. */
function versions({ id, host, feature, why, older, newer, formerly }: Package): readonly Requirement[] {
  const shared = { kind: "fqdn", when: [feature], level: "recommended", why } as const;
  const former = formerly ?? host;
  return [
    row({
      ...shared,
      id,
      value: host,
      flow: outbound("TCP", ["443"], hosts(host)),
      since: "2022-11-01",
      sources: newer,
    }),
    row({
      ...shared,
      id: `${id}-http`,
      value: former,
      flow: outbound("TCP", ["80", "443"], hosts(former)),
      since: "2021-07-29",
      until: "2022-10-31",
      replacedBy: [id],
      sources: older,
    }),
  ];
}

function rstudio(id: string, host: string): readonly Requirement[] {
  return [
    row({
      id,
      kind: "fqdn",
      value: host,
      flow: outbound("TCP", ["443"], hosts(host)),
      when: ["rstudio"],
      level: "situational",
      why: "The image of RStudio is pulled from here when it is installed on a compute instance.",
      since: "2022-11-01",
      sources: [...cite.tags2023(45, 46), ...pages("use-a-firewall")],
    }),
  ];
}
