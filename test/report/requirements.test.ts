import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Asked, rowsFor, writeRequirements } from "../../src/report/requirements.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";

const asOf = "2026-11-21";
const print = (asked: Asked, format: Parameters<typeof writeRequirements>[2]) =>
  writeRequirements(rowsFor(requirements, asked), asked, format);

/** Lines of an allow list that are no comments. */
function allowed(asked: Asked): readonly string[] {
  return print(asked, "allow-list")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

describe("printed requirements", () => {
  test("are plain hosts, protocols and ports for a firewall that knows no tags", () => {
    const lines = allowed({ cloud: "public", region: "westus2", asOf });
    for (const line of lines) assert.match(line, /^[a-z0-9*.<>-]+\t(TCP|UDP|Any)\t[0-9,*-]+$/, line);
    assert.ok(lines.includes("login.microsoftonline.com\tTCP\t80,443"));
    assert.ok(lines.includes("*.instances.azureml.ms\tTCP\t443,18881"));
    assert.ok(lines.includes("westus2.tundra.azureml.ms\tUDP\t5831"));
    assert.ok(lines.includes("*.westus2.batch.azure.com\tTCP\t443"));
    assert.ok(lines.includes("pypi.org\tTCP\t443"));
    assert.ok(!lines.some((line) => line.startsWith("ghcr.io")), "RStudio is not usual");
    assert.equal(new Set(lines).size, lines.length);
  });

  test("name the hosts of each cloud, and the tags that have no hosts", () => {
    const usgov = allowed({ cloud: "usgov", asOf });
    assert.ok(usgov.includes("*.ml.azure.us\tTCP\t443"));
    assert.ok(!usgov.some((line) => line.includes("core.windows.net")));
    assert.match(print({ cloud: "usgov", asOf }, "allow-list"), /# BatchNodeManagement\tTCP\t443\tno hosts are published/);
    assert.ok(allowed({ cloud: "china", asOf }).includes("login.chinacloudapi.cn\tTCP\t80,443"));
  });

  test("leave nothing out of a condition that another condition asks for too", () => {
    const list = print({ cloud: "public", asOf }, "allow-list");
    const kubernetes = list.split("\n\n").find((block) => block.includes("(kubernetes)"));
    assert.match(kubernetes ?? "", /^# Only with an attached Kubernetes cluster \(kubernetes\)$/m);
    for (const host of ["<storage>.blob.core.windows.net", "<registry>.azurecr.io"]) assert.ok(kubernetes?.includes(`# ${host}\t`), host);
    assert.ok(list.includes("(firewallBeforeStorage)\n# <storage>.file.core.windows.net\tTCP\t445"));
  });

  test("ask in each revision for the hosts and ports that its own pages name", () => {
    const on = (day: string) => allowed({ cloud: "public", asOf: day });
    assert.ok(on("2021-07-29").includes("graph.windows.net\tTCP\t80,443"));
    assert.ok(on("2022-09-18").includes("graph.windows.net\tTCP\t443"));
    assert.ok(
      !on("2021-07-29").includes("*.data.mcr.microsoft.com\tTCP\t443") && on("2022-09-18").includes("*.data.mcr.microsoft.com\tTCP\t443"),
    );
    assert.ok(!on("2023-04-30").some((line) => line.includes("azurefd")) && on(asOf).some((line) => line.includes("azurefd")));
    const guide = print({ cloud: "usgov", asOf: "2022-09-18" }, "allow-list");
    assert.match(guide, /# \*\.azurecr\.us\tTCP\t443/);
    assert.match(print({ cloud: "usgov", asOf: "2020-03-24" }, "text"), /No document of that day speaks of this cloud\./);
  });

  test("write a tag with the region where that form is enough", () => {
    const text = print({ cloud: "public", region: "westus2", asOf }, "text");
    assert.match(text, /BatchNodeManagement\[\.westus2\] /);
    assert.match(text, /\n {2}AzureMachineLearning /);
  });

  test("are those of the revision that is asked for", () => {
    assert.match(print({ cloud: "public", asOf: "2020-03-24" }, "text"), /\*\.aether\.ms +\*/);
    assert.doesNotMatch(print({ cloud: "public", asOf }, "text"), /aether/);
    const all = rowsFor(requirements, { cloud: "public", asOf: "all" });
    assert.ok(all.some(({ until }) => until !== undefined));
    assert.match(print({ cloud: "public", asOf: "all" }, "text"), /2020-03-24 to 2021-07-28/);
  });

  test("are rows with their value, flat, for programs", () => {
    const rows: readonly Record<string, unknown>[] = JSON.parse(print({ cloud: "usgov", asOf }, "json"));
    const signIn = rows.find(({ id }) => id === "outbound-azure-active-directory-usgov");
    assert.deepEqual(
      [signIn?.kind, signIn?.value, signIn?.direction, signIn?.protocol, signIn?.ports],
      ["serviceTag", "AzureActiveDirectory", "outbound", "TCP", ["80", "443"]],
    );
    assert.ok(rows.every((row) => typeof row.value === "string" && !Object.values(row).includes(null)));
    assert.ok(!rows.some(({ value }) => value === "AzureFrontDoor.FirstParty"));
  });

  test("are tables with reasons and sources in Markdown", () => {
    const page = print({ cloud: "public", asOf }, "markdown");
    assert.match(page, /^# What an Azure Machine Learning workspace needs in Azure public, as of 2026-11-21/);
    assert.match(page, /\| `outbound-azure-machine-learning-udp` \| `AzureMachineLearning` \|.*UDP 5831/);
    assert.match(page, /use-a-firewall 2026-03-19/);
  });
});
