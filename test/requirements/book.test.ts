import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { requirementsPage, requirementsPath, scenarioPage, scenarioPath } from "../../scripts/docs/requirements.ts";
import { features } from "../../src/analysis/scenario/features.ts";
import type { Cloud } from "../../src/model/declaration.ts";
import type { Destination, Requirement } from "../../src/model/requirement.ts";
import { parsePorts } from "../../src/reach/match/ports.ts";
import { documents } from "../../src/rulebook/documents.ts";
import { requirements } from "../../src/rulebook/requirements/index.ts";
import { dayOf, defaultAsOf, inForce, inForceOn, revisions } from "../../src/rulebook/requirements/select.ts";
import { lacksTag, tagInCloud } from "../../src/rulebook/service-tags/known.ts";

const clouds: readonly Cloud[] = ["public", "usgov", "china"];

describe("the book of requirements", () => {
  test("has ids of its own, whole sentences and real documents in every row", () => {
    assert.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length);
    for (const row of requirements) {
      assert.match(row.id, /^[a-z0-9-]+$/, row.id);
      assert.ok(row.why.endsWith("."), row.id);
      assert.ok(row.sources.length > 0, row.id);
      for (const { document, revision } of row.sources) {
        const known = documents.find(({ id }) => id === document)?.revisions.some(({ name }) => name === revision);
        assert.ok(known, `${row.id} cites ${document} ${revision}`);
      }
      for (const condition of row.when)
        assert.ok(
          features.some(({ name }) => name === condition.replace("!", "")),
          `${row.id} needs ${condition}`,
        );
      for (const id of row.replacedBy ?? [])
        assert.ok(
          requirements.some((other) => other.id === id),
          `${row.id} is replaced by ${id}`,
        );
      assert.ok(!row.until || row.since <= row.until, row.id);
      assert.ok(dayOf(row.since) && dayOf(row.checked) && (!row.until || dayOf(row.until)), row.id);
    }
  });

  test("asks on any day for each destination and port of a flow only once, and on one condition, ranges and asterisks included", () => {
    const days = [...new Set(requirements.flatMap(({ since, until }) => [since, ...(until ? [until, dayAfter(until)] : [])]))].sort();
    let compared = 0;
    for (const day of days) {
      for (const cloud of clouds) {
        const asks = new Map<string, { readonly row: Requirement; readonly from: number; readonly to: number }[]>();
        for (const row of requirements.filter((one) => one.flow && one.clouds.includes(cloud) && inForceOn(one, day))) {
          for (const { key, ports } of asksOf(row)) {
            const range = parsePorts(ports);
            assert.ok(range, `${row.id} ${ports}`);
            const before = asks.get(key) ?? [];
            for (const other of before) {
              compared += 1;
              const apart = other.row === row || never(other.row, row) || other.to < range.from || range.to < other.from;
              assert.ok(apart, `${day} ${cloud}: '${other.row.id}' and '${row.id}' both ask for ${key} ${ports}`);
            }
            asks.set(key, [...before, { row, ...range }]);
          }
        }
      }
    }
    assert.ok(compared > 100);
  });

  test("never asks in a cloud for a tag that its published list lacks", () => {
    for (const row of requirements) {
      for (const to of row.flow?.alternatives.flat() ?? []) {
        if (!("tag" in to)) continue;
        for (const cloud of row.clouds) assert.ok(!lacksTag(to.tag, cloud), `${row.id} asks for ${to.tag} in ${cloud}`);
      }
    }
    assert.deepEqual(tagInCloud("AzureFrontDoor.FirstParty", "usgov"), {
      is: "not-here",
      name: "AzureFrontDoor.FirstParty",
      clouds: ["public"],
    });
  });

  test("gives every tag a real name, in its written form", () => {
    for (const { flow } of requirements) {
      for (const to of flow?.alternatives.flat() ?? [])
        if ("tag" in to) assert.deepEqual(tagInCloud(to.tag, "public"), { is: "known", name: to.tag });
    }
  });

  test("is taken as of its newest check by default, and of any revision that a contract names", () => {
    assert.equal(
      defaultAsOf(requirements),
      requirements
        .map(({ checked }) => checked)
        .sort()
        .at(-1),
    );
    const valuesOn = (asOf: string, cloud: Cloud = "public") =>
      inForce(requirements, { cloud, asOf: dayOf(asOf) ?? "", region: "eastus", features: new Map() }).map(
        ({ value, flow }) => `${value} ${flow?.ports ?? ""}`,
      );
    assert.ok(valuesOn("2020-03").includes("*.aether.ms *"));
    assert.ok(valuesOn("2021-07").includes("AzureMachineLearning 443"));
    assert.ok(valuesOn("il5-2022-09", "usgov").includes("AzureMachineLearning 443,18881"));
    assert.ok(!valuesOn("il5-2022-09").some((value) => value.startsWith("BatchNodeManagement")));
    assert.ok(valuesOn("2023").includes("BatchNodeManagement 443"));
    assert.ok(valuesOn("2026-03").includes("AzureMachineLearning 5831"));
    for (const [name, day] of revisions) assert.equal(dayOf(name), day);
    assert.equal(dayOf("2021-02-30"), undefined);
  });

  test("puts the region into hosts", () => {
    const rows = inForce(requirements, { cloud: "public", asOf: "2026-11-21", region: "westus2", features: new Map() });
    const written = JSON.stringify(rows.map(({ flow }) => flow));
    assert.ok(written.includes("westus2.tundra.azureml.ms"));
    assert.ok(!written.includes("<region>"));
  });

  test("is the one that its pages show; 'npm run docs' writes them", () => {
    const page = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    assert.equal(page(requirementsPath), requirementsPage());
    assert.equal(page(scenarioPath), scenarioPage());
  });
});

/** Direction, where it starts, protocol and destination, with each of the ports; what does as well as the row's own value is left out. */
function asksOf({ flow, value }: Requirement): readonly { readonly key: string; readonly ports: string }[] {
  if (!flow) return [];
  const own = flow.alternatives.filter((alternative) => alternative.some((to) => nameOf(to) === value));
  return own.flat().flatMap((to) =>
    (("host" in to ? to.ports : undefined) ?? flow.ports).map((ports) => ({
      key: [flow.direction, flow.from ?? "compute", flow.protocol, nameOf(to)].join(" "),
      ports,
    })),
  );
}

function nameOf(to: Destination): string {
  return "tag" in to ? to.tag : to.host;
}

/** Whether two rows never apply together. */
function never(a: Requirement, b: Requirement): boolean {
  return a.when.some((condition) => b.when.includes(condition.startsWith("!") ? condition.slice(1) : `!${condition}`));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
