// `aml-network-audit rules [ID]`.
import { parseArgs } from "node:util";
import { cell, createPaint, table } from "../report/paint.ts";
import { rulePage } from "../report/rule-page.ts";
import { rules } from "../rulebook/index.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { wantsColour } from "./print.ts";

export async function rulesCommand(args: readonly string[], host: Host): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [id, ...more] = positionals;
  if (more.length) throw new Refusal("'rules' explains one rule at a time.");
  if (id !== undefined) {
    const rule = rules.find((one) => one.id === id);
    if (!rule) throw new Refusal(`There is no rule '${id}'. 'aml-network-audit rules' lists them.`);
    host.write(rulePage(rule));
    return exit.fine;
  }
  const paint = createPaint(wantsColour(host));
  const rows = rules.map((rule) => [cell(rule.id, paint.bold(rule.id)), cell(rule.severity), cell(`${rule.title}.`)]);
  host.write(`${table(rows).join("\n")}\n`);
  return exit.fine;
}
