// What a change of a network may and may not change of the answer.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { RUNS, walkOf } from "../reach/agreement.ts";
import type { RandomRule, World } from "../reach/small-world.ts";
import { worlds } from "../reach/small-world.ts";

const everything: RandomRule = { kind: "network", source: "*", to: "*", port: "*", protocol: "Any" };
const runs = { numRuns: Math.min(RUNS, 5000) };

describe("a change of a network", () => {
  test("that allows more above everything else never blocks", () => {
    fc.assert(
      fc.property(worlds(true), fc.nat(), (world, which) => {
        if (walkOf(world).is !== "allowed") return;
        const rules = world.collections.flatMap((one) => one.rules);
        const rule = rules.length ? (rules[which % rules.length] ?? everything) : everything;
        const more = { access: "Allow" as const, priority: 100, rules: [{ ...rule, source: rule.source === "?" ? "*" : rule.source }] };
        assert.notEqual(walkOf({ ...world, collections: [more, ...world.collections] }).is, "blocked");
      }),
      runs,
    );
  });

  test("that allows everything at every stage allows", () => {
    fc.assert(
      fc.property(worlds(true), (world) => {
        const routes = world.routes.filter(({ hop }) => hop !== "None");
        const open: World = {
          ...world,
          routes: routes.some(({ to }) => to === "0.0.0.0/0") ? routes : [...routes, { to: "0.0.0.0/0", hop: "firewall" }],
          security: [{ ...everything, access: "Allow", priority: 90 }, ...(world.security ?? [])],
          collections: [{ access: "Allow", priority: 100, rules: [everything] }, ...world.collections],
        };
        assert.equal(walkOf(open).is, "allowed");
      }),
      runs,
    );
  });

  test("in the order of the file changes nothing: priorities decide", () => {
    fc.assert(
      fc.property(worlds(true), (world) => {
        const turned: World = {
          ...world,
          security: world.security && [...world.security].reverse(),
          collections: [...world.collections].reverse(),
        };
        assert.equal(walkOf(turned).is, walkOf(world).is);
      }),
      runs,
    );
  });

  test("in the order of rules within a collection changes nothing", () => {
    fc.assert(
      fc.property(worlds(true), (world) => {
        const turned = { ...world, collections: world.collections.map((one) => ({ ...one, rules: [...one.rules].reverse() })) };
        assert.equal(walkOf(turned).is, walkOf(world).is);
      }),
      runs,
    );
  });

  test("that narrows the sources of what allows never allows more", () => {
    fc.assert(
      fc.property(worlds(false), (world) => {
        const narrow = (rule: RandomRule): RandomRule => ({ ...rule, source: rule.source === "*" ? "10.1.1.0/29" : rule.source });
        const changed: World = {
          ...world,
          collections: world.collections.map((one) => (one.access === "Allow" ? { ...one, rules: one.rules.map(narrow) } : one)),
        };
        if (walkOf(world).is === "blocked") assert.notEqual(walkOf(changed).is, "allowed");
      }),
      runs,
    );
  });

  test("that makes a part of it unknown never turns the answer round", () => {
    fc.assert(
      fc.property(worlds(false), fc.nat(), (world, which) => {
        const at = world.collections.length ? which % world.collections.length : 0;
        const vague: World = {
          ...world,
          collections: world.collections.map((one, index) =>
            index === at ? { ...one, rules: one.rules.map((rule) => (rule.kind === "network" ? { ...rule, port: "?" } : rule)) } : one,
          ),
        };
        const [before, after] = [walkOf(world).is, walkOf(vague).is];
        assert.ok(after === before || after === "unclear" || before === "unclear", `${before} became ${after}`);
      }),
      runs,
    );
  });
});
