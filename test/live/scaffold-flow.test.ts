import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { defaultSettings } from "../../src/analysis/configuration/settings.ts";
import { viewAzure } from "../../src/azure-view.ts";
import { scaffold } from "../../src/scaffold/scaffold.ts";
import { readers } from "../support/audit.ts";

const rows = JSON.parse(readFileSync(new URL("../scenarios/closed-egress/azure.json", import.meta.url), "utf8"));

test("each failing flow of the tree can be written as a policy of its own, with its region and nothing else", async () => {
  const view = viewAzure({ schema: 1, cloud: "public", taken: "", rows, blind: [] }, defaultSettings, [], "2026-11-21");
  const egress = view.workspaces[0]?.areas.find(({ id }) => id === "egress")?.items ?? [];
  const failing = egress.filter(({ state, requirement }) => state === "unmet" && requirement !== undefined);
  assert.ok(failing.length > 5);
  for (const { label, requirement = "" } of failing) {
    for (const language of ["bicep", "arm", "terraform"] as const) {
      const wish = { what: "firewall-policy", language, cloud: "public", region: "eastus", features: new Map(), requirement } as const;
      const written = scaffold(wish, await readers());
      assert.ok("text" in written, requirement);
      assert.ok(written.text.includes(label.replace(/\.eastus$/, "")), `${requirement} in ${language}: ${label}`);
      const others = failing.filter((one) => !label.includes(one.label) && !one.label.includes(label));
      for (const other of others)
        assert.ok(!written.text.includes(`'${other.label}'`) && !written.text.includes(`"${other.label}"`), other.label);
    }
  }
});
