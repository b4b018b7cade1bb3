// azurerm by meaning, row by row (`meaning.txt`): each argument is read to what ARM has, in every major that has it, and written back as itself.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { assemble } from "../../../src/model/assemble.ts";
import { look } from "../../../src/model/look.ts";
import type { Draft } from "../../../src/model/repair.ts";
import type { Path } from "../../../src/model/value.ts";
import { azurerm } from "../../../src/sources/terraform/azurerm/index.ts";
import { toJson } from "../../../src/sources/terraform/evaluate/values.ts";
import { evaluated } from "./folder.ts";
import { written } from "./written.ts";

const rows = readFileSync(new URL("meaning.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("|").map((part) => part.trim()));

for (const [type = "", argument = "", majors = "", where = "", wanted = ""] of rows) {
  const path: Path = where.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  describe(`${type} ${argument || "with nothing written"}`, () => {
    for (const major of majors.replace(/\D/g, "")) {
      test(`is ${wanted} at ${where} in azurerm ${major}`, () => {
        assert.equal(found(fileOf(type, major, argument), type, path), wanted);
      });
      if (argument === "" || majors.includes("*")) continue;
      test(`is what a fix of ${where} writes in azurerm ${major}`, () => {
        const value = JSON.parse(wanted) as Draft;
        const after = written({ "main.tf": fileOf(type, major, "") }, [{ do: "set", resource: `${type}.it`, path, value }]);
        assert.ok(typeof after === "object", String(after));
        assert.equal(found(after["main.tf"] ?? "", type, path), wanted);
        const [name = ""] = argument.split(" ");
        assert.match(after["main.tf"] ?? "", new RegExp(`\\b${name.split(".").at(-1)}\\s+=`));
      });
    }
  });
}

/** Nothing but the argument, inside its blocks. */
function fileOf(type: string, major: string, argument: string): string {
  const [way = "", value = ""] = argument.split(/ = (.*)/);
  const steps = way === "" ? [] : way.split(".");
  const inside = steps.reduceRight(
    (inner, step, index) => (index === steps.length - 1 ? `${step} = ${value}` : `${step} {\n${inner}\n}`),
    "",
  );
  const amends = azurerm.get(type)?.amends;
  const target = [...azurerm].find(
    ([, map]) => amends !== undefined && map.arm === azurerm.get(type)?.arm && map.amends === undefined,
  )?.[0];
  const more = target ? `resource "${target}" "main" {\n  name = "main"\n}\n` : "";
  const aims = target ? `${amends} = ${target}.main.id\n` : "";
  const name = amends === undefined && way !== "name" ? 'name = "it"\n' : "";
  return `terraform {\n  required_providers {\n    azurerm = {\n      version = "~> ${major}.0"\n    }\n  }\n}\n${more}resource "${type}" "it" {\n  ${name}${aims}${inside}\n}\n`;
}

/** What ARM has there, as JSON; `absent`, `unclear`. */
function found(text: string, type: string, path: Path): string {
  const resource = assemble([evaluated({ "main.tf": text })]).get(`${type}.it`);
  assert.ok(resource);
  const seen = look(resource.body, path);
  return seen.is === "value" ? JSON.stringify(toJson(seen.value)) : seen.is;
}
