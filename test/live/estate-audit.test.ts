import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Auditor } from "../../src/analysis/auditor.ts";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { inLiveWords, putSnapshot } from "../../src/audit-azure.ts";
import { readEstate } from "../../src/live/estate.ts";
import { masked, parseSnapshot } from "../../src/live/snapshot.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import type { Snapshot } from "../../src/model/azure.ts";
import { estateRows, estateTable } from "../../src/report/estate.ts";
import { rules } from "../../src/rulebook/index.ts";
import { connected } from "../azure/connected.ts";
import { forbidden } from "../azure/fault.ts";
import { hubEstate, linkedHub } from "../azure/hub.ts";
import { linkedRows, resource, workspaceRows } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";

function judge(snapshot: Snapshot) {
  const auditor = new Auditor({ readers: [], rules, root: "file:///", today: "2026-03-19" });
  const workspaces = putSnapshot(auditor, snapshot);
  return { workspaces, result: auditor.audit(defaultSettings) };
}

describe("an audit of what runs", () => {
  test("the rows of the scenarios, read over the wire, have the verdicts of the rows themselves", async () => {
    for (const scenario of ["exposed", "half-private", "closed-egress"]) {
      const rows = JSON.parse(readFileSync(new URL(`../scenarios/${scenario}/azure.json`, import.meta.url), "utf8"));
      await using azure = await simulate({ rows, pageSize: 2 });
      const read = await readEstate(connected(azure), {});
      assert.deepEqual(read.blind, []);
      const there = judge(read).result;
      const here = judge({ schema: 1, cloud: "public", taken: "", rows, blind: [] }).result;
      assert.deepEqual(
        there.findings.map((one) => [one.rule, one.verdict, one.message]),
        here.findings.map((one) => [one.rule, one.verdict, one.message]),
      );
      assert.ok(here.findings.length > 0, scenario);
    }
  });

  test("one workspace by ARM has the verdicts that it has in its estate, alone or behind a hub", async () => {
    for (const rows of [[...linkedRows(1), ...linkedRows(2)], linkedHub(3)]) {
      await using azure = await simulate({ rows });
      const connection = connected(azure);
      const id = rows.find(({ name }) => name === "mlw1")?.id ?? "";
      const said = (snapshot: Snapshot) => {
        const { workspaces, result } = judge(snapshot);
        const mine = workspaces.find((one) => one.id === id)?.deployment ?? "";
        const of = result.checks.filter(({ deployments }) => deployments.includes(mine));
        return of.map(({ rule, verdict, subject, value }) => `${rule} ${verdict} ${subject.name} ${value ?? ""}`).sort();
      };
      const [alone, among] = [said(await readWorkspace(connection, id)), said(await readEstate(connection, {}))];
      assert.ok(alone.length > 50);
      assert.deepEqual(alone, among);
    }
  });

  test("ids in whatever case give the same verdicts", async () => {
    const shouted = hubEstate(2).map((row) => {
      const properties = JSON.stringify(row.properties).replaceAll(/"\/subscriptions\/[^"]*"/g, (id) =>
        id.length % 2 ? id.toUpperCase() : id.toLowerCase(),
      );
      return { ...row, properties: JSON.parse(properties) };
    });
    const verdicts = (rows: readonly unknown[]) =>
      judge({ schema: 1, cloud: "public", taken: "", rows: rows as Snapshot["rows"], blind: [] }).result.checks.map(
        ({ rule, verdict, subject, value }) => `${rule} ${verdict} ${subject.name} ${value ?? ""}`.toLowerCase(),
      );
    await using azure = await simulate({ rows: shouted });
    const read = await readEstate(connected(azure), {});
    assert.deepEqual(read.blind, []);
    assert.deepEqual(verdicts(read.rows).sort(), verdicts(hubEstate(2)).sort());
  });

  test("what lies where nobody looked is told as not read, not as another deployment", async () => {
    const gone = /\/(routeTables|networkSecurityGroups)\//i;
    const rows = workspaceRows().filter(({ id }) => !gone.test(id));
    await using azure = await simulate({ rows });
    const { result } = judge(await readEstate(connected(azure), {}));
    const said = JSON.stringify(inLiveWords(result).findings);
    assert.doesNotMatch(said, /another deployment|aml-network-audit\.json/);
    assert.match(said, /was not read: it lies where this reading did not look, or a right lacks there\./);
    assert.match(said, /read the subscription that holds it too, with the Reader role there/);
  });

  test("datastores are read, and judged like declared ones", async () => {
    const workspace = workspaceRows()[0];
    assert.ok(workspace);
    const properties = { datastoreType: "AzureBlob", accountName: "stml1", credentials: { credentialsType: "AccountKey" } };
    const datastore = resource(`${workspace.id}/datastores/data`, { ...properties, serviceDataAccessAuthIdentity: "None" });
    await using azure = await simulate({ rows: [...workspaceRows(), datastore] });
    const { result } = judge(await readEstate(connected(azure), {}));
    assert.deepEqual(
      result.checks.filter(({ rule }) => rule === "datastore-identity").map(({ verdict, subject }) => [verdict, subject.name]),
      [["unmet", "data"]],
    );
  });

  test("what may not be read is unclear, never unmet and never met", async () => {
    await using azure = await simulate({ rows: workspaceRows(1) });
    const whole = judge(await readEstate(connected(azure), {})).result;
    azure.faults.push({ on: (request) => /privateDnsZoneGroups|ruleCollectionGroups|computes/i.test(request.path), does: forbidden() });
    const { result } = judge(await readEstate(connected(azure), {}));
    const was = new Set(whole.findings.filter((one) => one.verdict === "unmet").map((one) => `${one.rule} ${one.value}`));
    const accused = result.findings.filter((one) => one.verdict === "unmet" && !was.has(`${one.rule} ${one.value}`));
    assert.deepEqual(
      accused.map((one) => `${one.rule} ${one.value}: ${one.message}`),
      [],
    );
    assert.ok(result.findings.some((one) => one.verdict === "unclear" && /Reader|right/.test(one.because?.text ?? "")));
  });

  test("each workspace is judged by itself, the worst first in the table", async () => {
    const rows = [...workspaceRows(1), ...workspaceRows(2)].map((row) =>
      row.name === "mlw2" ? { ...row, properties: { ...(row.properties as object), publicNetworkAccess: "Enabled" } } : row,
    );
    await using azure = await simulate({ rows });
    const { result, workspaces } = judge(await readEstate(connected(azure), {}));
    assert.deepEqual(
      workspaces.map((one) => one.name),
      ["mlw1", "mlw2"],
    );
    const table = estateRows(result);
    assert.match(table[0]?.deployment ?? "", /mlw2/);
    assert.ok((table[0]?.errors ?? 0) + (table[0]?.warnings ?? 0) > (table[1]?.errors ?? 0) + (table[1]?.warnings ?? 0));
    assert.match(estateTable(table), /2 workspaces: /);
  });
});

describe("a snapshot", () => {
  test("gives the same findings when it is read again, and holds no secret and nobody's name", async () => {
    const rows = workspaceRows(1).map((row) => ({
      ...row,
      systemData: { createdBy: "ada@contoso.example", createdByType: "User" },
      tags: { contact: "ada@contoso.example", note: "ask ada@contoso.example" },
      properties: {
        ...(row.properties as object),
        adminPassword: "hunter2",
        instrumentationKey: "key-key-key",
        primaryConnectionString: "AccountKey=abc",
      },
    }));
    await using azure = await simulate({ rows });
    const read = await readEstate(connected(azure), {});
    const text = JSON.stringify(masked(read));
    assert.doesNotMatch(text, /hunter2|key-key-key|AccountKey|ada@|contoso/);
    const again = parseSnapshot(text);
    assert.equal(again.is, "snapshot");
    const messages = (snapshot: Snapshot) => judge(snapshot).result.findings.map((one) => one.message);
    assert.deepEqual(again.is === "snapshot" && messages(again.snapshot), messages(read));
  });

  test("an export of Resource Graph is read as one; anything else is refused with a reason", () => {
    const rows = workspaceRows(1);
    for (const text of [JSON.stringify(rows), JSON.stringify({ data: rows }), `\uFEFF${JSON.stringify({ value: rows })}`]) {
      const parsed = parseSnapshot(text);
      assert.equal(parsed.is === "snapshot" && parsed.snapshot.rows.length, rows.length);
    }
    for (const text of ["", "{", "null", "1", '{"schema":2,"rows":[]}', '{"rows":1}']) {
      const parsed = parseSnapshot(text);
      assert.match(parsed.is === "not" ? parsed.why : "", /\.$/, text);
    }
  });
});
