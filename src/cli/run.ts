// Chooses the command. The only place of the command line that catches.

import { own } from "../model/own.ts";
import { legible } from "../report/legible.ts";
import { version } from "../report/version.ts";
import { auditCommand } from "./audit.ts";
import { explainCommand } from "./explain.ts";
import { exit, type Host, Refusal } from "./host.ts";
import { initCommand } from "./init.ts";
import { requirementsCommand } from "./requirements.ts";
import { rulesCommand } from "./rules.ts";
import { scaffoldCommand } from "./scaffold.ts";
import { usage } from "./usage.ts";

type Command = (args: readonly string[], host: Host) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  audit: auditCommand,
  explain: explainCommand,
  requirements: requirementsCommand,
  rules: rulesCommand,
  scaffold: scaffoldCommand,
  init: initCommand,
};

/** Carries out a command line and gives its exit status. Never throws. */
export async function run(args: readonly string[], host: Host): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === "help" || name === "--help" || name === "-h") {
      host.write(usage);
      return name === undefined ? exit.refused : exit.fine;
    }
    if (name === "--version" || name === "-v") {
      host.write(`${version}\n`);
      return exit.fine;
    }
    if (rest.includes("--help") || rest.includes("-h")) {
      host.write(usage);
      return exit.fine;
    }
    const command = own(commands, name);
    if (!command) throw new Refusal(`There is no command '${name}'. The commands are ${Object.keys(commands).join(", ")}.`);
    return await command(rest, host);
  } catch (error) {
    host.say(`${explain(error)}\n`);
    return exit.refused;
  }
}

function explain(error: unknown): string {
  if (error instanceof Error && error.name === "Refusal") return legible(error.message);
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    return `${legible(error.message.split(". To specify")[0]?.replace(/\.$/, "") ?? "")}. See 'aml-network-audit --help'.`;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The audit failed on a defect of its own; what follows helps to mend it.\n${detail}`;
}
