// What azurerm keeps apart from the resource that it adds to: where nobody knows how many there are, or for which one, nothing is settled.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../../src/model/assemble.ts";
import type { Graph, Resource } from "../../../src/model/graph.ts";
import { look } from "../../../src/model/look.ts";
import type { Path } from "../../../src/model/value.ts";
import { azurerm } from "../../../src/sources/terraform/azurerm/index.ts";
import { type Field, knownTo } from "../../../src/sources/terraform/azurerm/table.ts";
import { evaluated } from "./folder.ts";

/** Lines of the block that adds to what `argument` points at. */
const doubts: Readonly<Record<string, (argument: string, id: string) => readonly string[]>> = {
  "their number is not known": (argument, id) => ["count = var.number", `${argument} = ${id}`],
  "what they are made for is not known": (argument, id) => ["for_each = var.all", `${argument} = ${id}`],
  "it is not known for which": (argument) => [`${argument} = var.id`],
  "it is for the one or for something else": (argument, id) => [`${argument} = var.first ? ${id} : var.id`],
};

const major = 4;

for (const [type, map] of azurerm) {
  const { amends } = map;
  if (amends === undefined) continue;
  const target = typeOf(map.arm);
  const paths = map.fields.filter((field) => knownTo(field, major)).flatMap((field) => pathsOf(field));
  const given = map.fields.flatMap((field) => linesOf(field));

  describe(type, () => {
    for (const [what, lines] of Object.entries(doubts)) {
      test(`settles nothing where ${what}`, () => {
        const graph = graphOf(block(target, "main", []) + block(type, "more", [...lines(amends, `${target}.main.id`), ...given]));
        const main = graph.get(`${target}.main`);
        assert.deepEqual(
          paths.filter((path) => settled(main, path)).map((path) => path.join(".")),
          [],
        );
      });
    }

    test("counts where it is there for sure, also when there is one for each of as many", () => {
      const one = block(target, "main", []) + block(type, "more", [`${amends} = ${target}.main.id`, ...given]);
      const each = ["for_each = var.all", `${amends} = ${target}.main[each.key].id`];
      const many = block(target, "main", ["for_each = var.all"]) + block(type, "more", [...each, ...given]);
      for (const main of [graphOf(one).get(`${target}.main`), graphOf(many).get(`${target}.main[*]`)])
        assert.ok(paths.every((path) => main && look(main.body, path).is === "value"));
    });
  });
}

for (const [type, map] of azurerm) {
  const parent = map.parent?.find((one) => knownTo(one, major));
  const above = map.arm.split("/").slice(0, -1).join("/");
  if (!parent || above.split("/").length !== 2) continue;
  const segment = map.arm.split("/").at(-1) ?? "";
  const way = parent.by === "id" ? "id" : "name";

  describe(type, () => {
    for (const [what, lines] of Object.entries(doubts)) {
      test(`leaves open what its parent has where ${what}`, () => {
        const own = ['name = "child"', ...lines(parent.argument, `${typeOf(above)}.main.${way}`)];
        const graph = graphOf(block(typeOf(above), "main", ['name = "main"']) + block(type, "child", own));
        const main = graph.get(`${typeOf(above)}.main`);
        assert.ok(main && graph.children(main, segment).open);
      });
    }
  });
}

test("an endpoint may have the zone group that a 'dynamic' block makes of what is not known", () => {
  const group = (over: string) => `dynamic "private_dns_zone_group" {
    for_each = ${over}
    content {
      name                 = "default"
      private_dns_zone_ids = var.zones
    }
  }`;
  const of = (over: string) => {
    const graph = graphOf(block("azurerm_private_endpoint", "main", [group(over)]));
    const main = graph.get("azurerm_private_endpoint.main");
    assert.ok(main);
    const { items, open } = graph.children(main, "privateDnsZoneGroups");
    return { items: items.filter((one) => !one.repeated && one.condition.length === 0).length, open: open !== undefined };
  };
  assert.deepEqual(of("var.zones"), { items: 0, open: true });
  assert.deepEqual(of("[1]"), { items: 1, open: false });
  assert.deepEqual(of("[]"), { items: 0, open: false });
});

function graphOf(text: string): Graph {
  const asked = [...new Set([...text.matchAll(/var\.(\w+)/g)].map(([, name = ""]) => name))];
  return assemble([evaluated({ "main.tf": asked.map((name) => `variable "${name}" {}\n`).join("") + text })]);
}

function block(type: string, label: string, lines: readonly string[]): string {
  return `resource "${type}" "${label}" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

/** The type of azurerm that declares a resource of this type of ARM. */
function typeOf(arm: string): string {
  const found = [...azurerm].find(([, map]) => map.arm === arm && map.amends === undefined);
  assert.ok(found, arm);
  return found[0];
}

/** Whether it is known what stands there, or that nothing does. */
function settled(main: Resource | undefined, path: Path): boolean {
  assert.ok(main);
  const seen = look(main.body, path);
  if (seen.is !== "value") return seen.is === "absent";
  const { kind, at } = seen.value;
  return kind === "list" ? seen.value.open === undefined : kind !== "choice" && kind !== "unknown" && at.from === "file";
}

function pathsOf(field: Field): readonly Path[] {
  if (field.kind === "value") return [field.path];
  if (!field.many) return field.fields.flatMap(pathsOf).map((path) => [...field.path, ...path]);
  return field.argument === "" ? [field.path] : [];
}

/** Something for each argument; for one of a list, a list. */
function linesOf(field: Field): readonly string[] {
  if (!knownTo(field, major)) return [];
  if (field.kind === "block") return field.argument === "" ? field.fields.flatMap(linesOf) : [];
  return [`${field.argument} = ${["same", "first", "keyName", "keyVersion", "keyVaultUri"].includes(field.codec) ? '"x"' : '["x"]'}`];
}
