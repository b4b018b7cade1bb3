// How azurerm's arguments are read as ARM and written from it, out of the table that reader and writer share. Run by `npm run docs`.
import { azurerm } from "../../src/sources/terraform/azurerm/index.ts";
import type { Codec, Field, ResourceMap, ValueField } from "../../src/sources/terraform/azurerm/table.ts";

export const terraformMappingPath = "docs/terraform-mapping.md";

const spelt: Readonly<Record<Codec, string>> = {
  same: "",
  enabled: "`true` is `Enabled`, `false` is `Disabled`",
  not: "the opposite",
  notEnabled: "`true` is `Disabled`, `false` is `Enabled`",
  lowerEnabled: "`true` is `enabled`, `false` is `disabled`",
  ids: "a list of ids is a list of objects with `id`",
  zones: "a list of ids is a list of zone configurations",
  values: "a list of texts is a list of objects with `value`",
  services: "a list of texts is a list of objects with `service`",
  commas: "a list of texts is one text with commas",
  first: "one is a list of one",
  keyName: "the name of the key in its URI",
  keyVaultUri: "the vault in the key's URI, or of the vault's id",
  keyVersion: "the version in the key's URI",
  identities: "a list of ids is an object keyed by them",
  loadBalancer: "`true` is `InternalLoadBalancer`",
  capitals: "`Get` is `get`",
  role: "a role's name is the id of its definition",
};

export function terraformMappingPage(): string {
  const resources = [...azurerm].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = resources.map(([type, map]) => ({ type, map, rows: rowsOf(map) }));
  const count = rows.reduce((sum, one) => sum + one.rows.length, 0);
  return [
    "# Terraform and ARM",
    "",
    `What the audit understands of azurerm: ${rows.length} resources, ${count} arguments. The table is read both ways: what rules ask in ARM's names is found`,
    "in these arguments, and what a fix sets is written as them. In a path, `[]` is each item of a list. Majors are those of azurerm;",
    "none given means 3, 4 and 5. A default is what azurerm sends when the argument is not there. `azapi` resources are ARM as they stand and",
    "need no table. Generated; `npm run docs` writes it.",
    "",
    ...rows.flatMap((one) => section(one.type, one.map, one.rows)),
  ].join("\n");
}

function section(type: string, map: ResourceMap, rows: readonly string[]): readonly string[] {
  const notes = [
    `\`${map.arm}\`${map.amends ? `, added to what \`${map.amends}\` names` : ""}${map.scope ? `, about what \`${map.scope}\` names` : ""}.`,
    ...(map.parent
      ? [`Its parent stands in ${map.parent.map((one) => `\`${one.argument}\`${majorsOf(one.majors, " of ")}`).join(" or ")}.`]
      : []),
    ...(map.open ? ["Other arguments may be set; they are taken as not known."] : []),
    ...(map.ignored?.length ? [`No rule asks for ${map.ignored.map((one) => `\`${one}\``).join(", ")}.`] : []),
  ];
  const table = rows.length > 0 ? ["| Argument | ARM | Value | Majors | Default |", "| --- | --- | --- | --- | --- |", ...rows, ""] : [];
  return [`## ${type}`, "", notes.join(" "), "", ...table];
}

function rowsOf(map: ResourceMap): readonly string[] {
  const children = (map.children ?? []).flatMap((child) =>
    rowsIn(child.fields, `${child.argument}.`, `${child.arm.split("/").slice(2).join("/")}: `),
  );
  return [...rowsIn(map.fields, "", ""), ...children];
}

function rowsIn(fields: readonly Field[], argument: string, path: string): readonly string[] {
  return fields.flatMap((field) => {
    if (field.kind === "value") return [row(field, argument, path)];
    const below = `${path}${field.path.join(".")}${field.many ? "[]" : ""}`;
    const inner = field.argument === "" ? argument : `${argument}${field.argument}.`;
    const named = { ...(field.majors ? { majors: field.majors } : {}) };
    return rowsIn(
      field.fields.map((one) => ({ ...named, ...one })),
      inner,
      field.path.length > 0 ? `${below}.` : path,
    );
  });
}

function row(field: ValueField, argument: string, path: string): string {
  const cells = [
    `\`${argument}${field.argument}\``,
    `\`${path}${field.path.join(".")}\``,
    spelt[field.codec],
    majorsOf(field.majors, ""),
    defaultOf(field),
  ];
  return `| ${cells.join(" | ")} |`;
}

function majorsOf(majors: readonly number[] | undefined, before: string): string {
  return majors ? `${before}${majors.join(", ")}` : "";
}

function defaultOf({ default: fallback }: ValueField): string {
  if (fallback === undefined) return "";
  if (fallback === null || typeof fallback !== "object") return `\`${String(fallback)}\``;
  return Object.entries(fallback)
    .map(([major, value]) => `\`${String(value)}\` (${major})`)
    .join(", ");
}
