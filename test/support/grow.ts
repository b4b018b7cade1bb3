// Grows files from the grammars of the three languages: whatever may stand beside what, deep or wide, and functions of anything.
import { library } from "../../src/expression/library.ts";
import { functions } from "../../src/sources/terraform/functions/call.ts";
import type { Chance } from "./mutate.ts";

/** A file of the kind, `.tf`, `.bicep` or `.json`. The same chance grows the same file. */
export function grow(kind: string, chance: Chance): string {
  const tongue = kind === ".tf" ? terraform : kind === ".bicep" ? bicep : arm;
  const names = Array.from({ length: 1 + chance.below(6) }, (_, index) => `n${index}`);
  const values = names.map((name) => [name, expression(tongue, names, chance, 1 + chance.below(7))] as const);
  return tongue.file(values);
}

interface Tongue {
  readonly quote: '"' | "'";
  readonly functions: readonly string[];
  name(name: string): string;
  list(items: readonly string[]): string;
  record(items: readonly (readonly [string, string])[]): string;
  loop(over: string, body: string, chance: Chance): string;
  readonly operators: readonly string[];
  file(values: readonly (readonly [string, string])[]): string;
}

const words = [
  "",
  "a",
  "10.0.0.0/16",
  "AzureMachineLearning",
  "privatelink.blob.core.windows.net",
  "{0}",
  "%s",
  "(a+)+$",
  "*",
  "__proto__",
  "é🌍",
  "2024-01-01T00:00:00Z",
];
const numbers = ["0", "1", "-1", "2147483647", "9007199254740993", "1000000"];

function expression(tongue: Tongue, names: readonly string[], chance: Chance, depth: number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[chance.below(items.length)] as Item;
  const inner = (): string => expression(tongue, names, chance, depth - 1);
  const several = (): string[] => Array.from({ length: chance.below(4) }, inner);
  switch (depth <= 0 ? chance.below(4) : chance.below(12)) {
    case 0:
      return `${tongue.quote}${pick(words)}${tongue.quote}`;
    case 1:
      return pick(numbers);
    case 2:
      return pick(["true", "false", "null"]);
    case 3:
      return tongue.name(pick(names));
    case 4:
      return tongue.list(several());
    case 5:
      return tongue.record(several().map((value) => [pick(names), value]));
    case 6:
      return tongue.loop(inner(), inner(), chance);
    case 7:
      return tongue === arm ? `if(${inner()}, ${inner()}, ${inner()})` : `(${inner()} ? ${inner()} : ${inner()})`;
    case 8:
      return tongue.operators.length === 0 ? inner() : `(${inner()} ${pick(tongue.operators)} ${inner()})`;
    case 9:
      return `${inner()}[${inner()}]`;
    default:
      return `${pick(tongue.functions)}(${several().join(", ")})`;
  }
}

const terraform: Tongue = {
  quote: '"',
  functions: [...functions.keys(), "templatefile", "try", "can"],
  name: (name) => `local.${name}`,
  list: (items) => `[${items.join(", ")}]`,
  record: (items) => `{ ${items.map(([name, value]) => `${name} = ${value}`).join(", ")} }`,
  loop: (over, body, chance) => (chance.below(2) ? `[for k, v in ${over} : ${body}]` : `{ for k, v in ${over} : k => ${body} }`),
  operators: ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "&&", "||"],
  file: (values) =>
    `locals {\n${values.map(([name, value]) => `  ${name} = ${value}\n`).join("")}}\n${values
      .map(
        ([name], index) =>
          `resource "azurerm_${["key_vault", "subnet", "private_endpoint"][index % 3]}" "${name}" {\n  for_each = local.${name}\n  name     = each.key\n  location = local.${name}\n}\n`,
      )
      .join("")}`,
};

const bicep: Tongue = {
  quote: "'",
  functions: [...library.keys()],
  name: (name) => name,
  list: (items) => `[\n${items.join("\n")}\n]`,
  record: (items) => `{\n${items.map(([name, value]) => `${name}: ${value}`).join("\n")}\n}`,
  loop: (over, body) => `map(${over}, v => ${body})`,
  operators: ["+", "-", "*", "/", "%", "==", "!=", "<", ">", "&&", "||", "??", "=~"],
  file: (values) =>
    `${values.map(([name, value]) => `var ${name} = ${value}\n`).join("")}${values
      .map(
        ([name]) =>
          `resource r_${name} 'Microsoft.KeyVault/vaults@2023-07-01' = [for v in ${name}: {\n  name: v\n  properties: ${name}\n}]\n`,
      )
      .join("")}`,
};

const arm: Tongue = {
  quote: "'",
  functions: [...library.keys()],
  name: (name) => `variables('${name}')`,
  list: (items) => `createArray(${items.join(", ")})`,
  record: (items) => `createObject(${items.map(([name, value]) => `'${name}', ${value}`).join(", ")})`,
  loop: (over, body) => `map(${over}, lambda('v', ${body}))`,
  operators: [],
  file: (values) =>
    JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      variables: Object.fromEntries(values.map(([name, value]) => [name, `[${value}]`])),
      resources: values.map(([name, value]) => ({
        type: "Microsoft.KeyVault/vaults",
        apiVersion: "2023-07-01",
        name: `[${value}]`,
        copy: { name, count: `[length(variables('${name}'))]` },
        properties: `[variables('${name}')]`,
      })),
    }),
};
