import type { Change, Repair } from "../../../model/repair.ts";
import type { Requirement } from "../../../model/requirement.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { EVERY_PORT } from "../../../reach/match/ports.ts";
import { splitTag } from "../../../reach/match/tags.ts";
import type { Entry, Word } from "../../questions/entries.ts";
import { calledEntry, drawnAt, entriesOf, removalOf, servesMachineLearning } from "../../questions/entries.ts";
import type { Reach } from "../../questions/entry-ports.ts";
import { reachOf } from "../../questions/entry-ports.ts";
import { hiddenWords, isRemote } from "../../questions/hidden-words.ts";
import { placeIn } from "../../questions/setting.ts";

export const rule: Rule = {
  id: "overbroad-rule",
  title: "Rules let through the protocols, ports and directions that are needed",
  severity: "warning",
  why: `The pages of 2020 and 2021 advised any protocol, every port, and traffic both to and from the services. Each flow needs a protocol and a few
ports, and answers come back by themselves: everything beyond that is open for whoever gets hold of a machine inside, or stands outside.`,
  how: "Name the protocol and the ports that the rows give for the tag or host, and take away rules for traffic from services that never call.",
  documents: ["use-a-firewall", "il5-guide"],
  controls: ["SC-7", "AC-4", "CM-7"],
  *check(context: Context): Iterable<Verdict> {
    const asked = new Set(context.book.flatMap(tagsOf).filter((tag) => tag !== "virtualnetwork" && tag !== "azureloadbalancer"));
    for (const entry of entriesOf(context.graph)) {
      if (!entry.allows || (entry.kind !== "network" && entry.kind !== "security")) continue;
      const remote = entry.words.filter(
        ({ place }) => place === (entry.direction === "inbound" ? "source" : "destination") || place === "host",
      );
      const outside = remote.find(({ text, place }) => place === "host" || isWhole(text) || asked.has(splitTag(text.toLowerCase()).base));
      if (!outside || (isWhole(outside.text) && !servesMachineLearning(context.graph))) continue;
      const reach = reachOf(entry);
      if (!reach) continue;
      const backward = entry.direction === "inbound" ? callsNever(context, remote) : undefined;
      const verdict = backward ? inboundFrom(entry, backward) : breadth(context, entry, reach, remote, outside);
      yield verdict ?? { is: "met", subject: entry.resource, witness: { at: drawnAt(entry), name: entry.name } };
    }
    yield* hiddenWords(context.graph, "it lets through no more than is needed", (one, entry) => {
      return entry.allows && (entry.kind === "network" || entry.kind === "security") && isRemote(one, entry) && isWide(entry);
    });
  },
};

/** Only what takes every port may be too broad. */
function isWide(entry: Entry): boolean {
  return reachOf(entry)?.ports.some(({ from, to }) => from <= 1 && to === EVERY_PORT.to) ?? true;
}

function isWhole(text: string): boolean {
  return /^(\*|any|internet|0\.0\.0\.0\/0)$/i.test(text);
}

/** A tag that rows have only outbound: nothing ever comes from it. */
function callsNever({ book }: Context, words: readonly Word[]): Word | undefined {
  const tagged = (direction: "inbound" | "outbound") => new Set(book.filter(({ flow }) => flow?.direction === direction).flatMap(tagsOf));
  const inbound = tagged("inbound");
  const outbound = tagged("outbound");
  const bases = words.map(({ text }) => splitTag(text.toLowerCase()).base);
  return words.find((_, index) => outbound.has(bases[index] ?? "") && !inbound.has(bases[index] ?? ""));
}

function tagsOf({ flow }: Requirement): readonly string[] {
  return flow?.alternatives.flat().flatMap((to) => ("tag" in to ? [to.tag.toLowerCase()] : [])) ?? [];
}

function inboundFrom(entry: Entry, word: Word): Verdict {
  const message = `${calledEntry(entry)} lets '${word.text}' call into the network, which that service never does: answers come back by themselves. The rule only opens the network; take it away.`;
  const repair = {
    title: `Take ${calledEntry(entry)} away`,
    changes: [removalOf(entry)],
    caution: "Something other than Azure Machine Learning may use the rule.",
  };
  return {
    is: "unmet",
    subject: entry.resource,
    value: word.text,
    at: drawnAt(entry),
    message: capital(message),
    repair,
  };
}

function breadth(context: Context, entry: Entry, reach: Reach, remote: readonly Word[], outside: Word): Verdict | undefined {
  const everyPort = reach.ports.some(({ from, to }) => from <= 1 && to === EVERY_PORT.to);
  const everyProtocol = reach.protocols === undefined;
  if (!everyPort) return undefined;
  const needed = neededBy(context, entry, remote);
  if (needed?.ports.includes("*")) return undefined;
  const what = everyProtocol ? "every protocol and port" : "every port";
  const advice = needed
    ? `Azure Machine Learning needs ${needed.protocols.join(" and ")} on ${needed.ports.join(", ")} there. Name these.`
    : "Name the protocols and ports that are needed.";
  const repair = needed && narrowing(entry, reach, needed);
  return {
    is: "unmet",
    subject: entry.resource,
    value: outside.text,
    at: drawnAt(entry),
    message: capital(
      `${calledEntry(entry)} lets ${what} through ${entry.direction === "inbound" ? "from" : "to"} '${outside.text}', so whoever gets hold of a machine may use any of them. ${advice}`,
    ),
    ...(everyProtocol ? {} : { severity: "note" as const }),
    ...(repair && { repair }),
  };
}

interface Needed {
  readonly ports: readonly string[];
  readonly protocols: readonly ("TCP" | "UDP")[];
}

/** What the rows in force need of these destinations; undefined where one of them is in no row. */
function neededBy({ requirements }: Context, entry: Entry, remote: readonly Word[]): Needed | undefined {
  const rows = remote.map(({ text, place }) =>
    requirements.filter(({ flow }) => {
      if (!flow || (entry.direction !== "both" && flow.direction !== entry.direction)) return false;
      return flow.alternatives.flat().some((to) => {
        if (place === "host") return "host" in to && to.host.toLowerCase() === text.toLowerCase();
        return "tag" in to && to.tag.toLowerCase() === splitTag(text.toLowerCase()).base;
      });
    }),
  );
  if (rows.length === 0 || rows.some((found) => found.length === 0)) return undefined;
  const flows = rows.flat().flatMap(({ flow }) => flow ?? []);
  const protocols = [...new Set(flows.flatMap(({ protocol }) => (protocol === "Any" ? (["TCP", "UDP"] as const) : [protocol])))];
  return { ports: [...new Set(flows.flatMap(({ ports }) => ports))], protocols };
}

function narrowing(entry: Entry, reach: Reach, { ports, protocols }: Needed): Repair {
  const at = (path: Reach["portsPath"]) => placeIn(entry.resource, path);
  const title = `Let ${protocols.join(" and ")} through on ${ports.join(", ")} only`;
  const caution = "Something other than Azure Machine Learning may use the rule.";
  if (entry.kind === "network") {
    const changes: readonly Change[] = [
      { do: "set", ...at(reach.portsPath), value: ports },
      { do: "set", ...at(reach.protocolsPath), value: protocols },
    ];
    return { title, changes, caution };
  }
  const [only, ...others] = ports;
  const alone = others.length === 0 && only !== undefined;
  const wanted = alone ? "destinationPortRange" : "destinationPortRanges";
  const moved = wanted !== reach.portsPath.at(-1);
  const protocol: readonly Change[] =
    protocols.length === 1 ? [{ do: "set", ...at(reach.protocolsPath), value: protocols[0] === "UDP" ? "Udp" : "Tcp" }] : [];
  const changes: readonly Change[] = [
    moved
      ? { do: "exchange", ...at(reach.portsPath), name: wanted, value: alone ? only : ports }
      : { do: "set", ...at(reach.portsPath), value: alone ? only : ports },
    ...protocol,
  ];
  return { title, changes, caution };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
