// The cloud that a configuration deploys to, by its provider blocks: with several, that of the workspaces.
import type { Cloud, Fragment } from "../../../model/declaration.ts";
import { own } from "../../../model/own.ts";
import { evaluate } from "../evaluate/expression.ts";
import { attributeOf, type Block, type Expression } from "../syntax/tree.ts";
import type { Declared, Placed } from "./files.ts";
import { type Module, originOf } from "./module.ts";

const clouds: { readonly [environment: string]: Cloud } = { public: "public", usgovernment: "usgov", china: "china" };

/** Undefined where no provider block of what is deployed says. */
export function cloudOf(module: Module): Fragment["cloud"] | undefined {
  const providers = module.blocks.filter(({ block }) => block.type === "provider" && isAzure(block.labels[0]?.text));
  const holders = module.declared.filter((declared) => holdsWorkspace(module, declared));
  const users = holders.length > 0 ? holders : module.declared.filter(({ type }) => type === "module" || isAzure(type.split("_")[0]));
  const used = new Set(users.flatMap((declared) => aliasesOf(declared.block)));
  const ofUse = used.size === 0 ? providers : providers.filter(({ block }) => used.has(aliasOf(block)));
  // The provider without an alias stands for all that name none.
  return first(
    module,
    [...ofUse].sort((a, b) => aliasOf(a.block).length - aliasOf(b.block).length),
  );
}

function first(module: Module, providers: readonly Placed[]): Fragment["cloud"] | undefined {
  for (const placed of providers) {
    const attribute = attributeOf(placed.block, "environment");
    if (!attribute) continue;
    const value = evaluate(attribute.value, module.scopeOf(placed.uri));
    const is = value.kind === "scalar" ? own(clouds, String(value.value).toLowerCase()) : undefined;
    if (is) return { is, at: value.at.from === "file" ? value.at : originOf(placed) };
  }
  return undefined;
}

function isAzure(name: string | undefined): boolean {
  return name === "azurerm" || name === "azapi";
}

const workspace = /^microsoft\.machinelearningservices\/workspaces(@|$)/i;

function holdsWorkspace(module: Module, { type, name, block }: Declared): boolean {
  if (type === "azapi_resource") return workspace.test(literal(attributeOf(block, "type")?.value));
  if (type !== "module") return /^azurerm_(machine_learning_workspace|ai_foundry)$/.test(type);
  const calls = [...module.fragments].filter(([key]) => key === `module.${name}` || key.startsWith(`module.${name}[`));
  return calls.some(([, { declarations }]) => declarations.some((one) => workspace.test(one.type)));
}

/** The aliases that a resource or a module's call names; the empty one where it names none. */
function aliasesOf(block: Block): readonly string[] {
  const passed = attributeOf(block, "providers")?.value;
  if (passed?.kind !== "object") return [aliasIn(attributeOf(block, "provider")?.value)];
  return passed.members.filter(({ key }) => isAzure(literal(key))).map(({ value }) => aliasIn(value));
}

/** `gov` of `azurerm.gov`, as an expression or as text. */
function aliasIn(expression: Expression | undefined): string {
  if (expression?.kind === "attribute") return expression.name;
  return literal(expression).split(".")[1] ?? "";
}

function aliasOf(block: Block): string {
  return literal(attributeOf(block, "alias")?.value);
}

function literal(expression: Expression | undefined): string {
  return expression?.kind === "literal" ? String(expression.value) : "";
}
