import type { Cloud } from "../../../model/declaration.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { hostCover } from "../../../reach/match/hosts.ts";
import { cloudOfHost, counterpart } from "../../questions/clouds.ts";
import type { Entry, Hidden, Word } from "../../questions/entries.ts";
import { calledEntry, drawnAt, entriesOf } from "../../questions/entries.ts";
import { fromBook } from "../../questions/from-book.ts";
import { hiddenWords } from "../../questions/hidden-words.ts";
import { zoneName, zoneType } from "../../questions/zones.ts";
import { requirements as everyCloud } from "../../requirements/index.ts";

export const rule: Rule = {
  id: "wrong-cloud-host",
  title: "Hosts that are let through belong to the cloud that is deployed to",
  severity: "warning",
  why: `Services have other hosts in each cloud: storage accounts are at \`core.windows.net\` in Azure public, at \`core.usgovcloudapi.net\` in Azure Government
and at \`core.chinacloudapi.cn\` in Azure operated by 21Vianet. A rule for the hosts of another cloud lets through what is not needed, and what
is needed stays blocked.`,
  how: "Write the host of this cloud, or say with `--cloud` or in the configuration which cloud it is.",
  documents: ["use-a-firewall", "il5-guide"],
  controls: ["SC-7"],
  *check(context: Context): Iterable<Verdict> {
    const needed = hostsByCloud(context.book).get(context.cloud) ?? [];
    for (const entry of entriesOf(context.graph)) {
      const telling = entry.words.filter(({ place, text }) => (place === "host" || place === "url") && cloudOfHost(text));
      const wrong = telling.filter(({ text }) => cloudOfHost(text) !== context.cloud && !serves(text, needed));
      for (const word of wrong) yield unmet(entry, word, context.cloud);
      if (telling.length > 0 && wrong.length === 0) {
        yield { is: "met", subject: entry.resource, witness: { at: drawnAt(entry, telling[0]), name: entry.name } };
      }
    }
    const isHost = ({ place }: Hidden) => place === "host" || place === "url";
    yield* hiddenWords(context.graph, "its hosts belong to this cloud", isHost);
    yield* zones(context);
  },
};

const hostsByCloud = fromBook((book) => {
  const hosts = new Map<Cloud, string[]>([
    ["public", []],
    ["usgov", []],
    ["china", []],
  ]);
  for (const { flow, clouds } of book) {
    const own = flow?.alternatives.flat().flatMap((to) => ("host" in to ? [to.host] : [])) ?? [];
    for (const cloud of clouds) hosts.get(cloud)?.push(...own);
  }
  return hosts;
});

const cloudNames: { readonly [cloud in Cloud]: string } = {
  public: "Azure public",
  usgov: "Azure Government",
  china: "Azure operated by 21Vianet",
};

/** A few services have the same hosts in every cloud. */
function serves(host: string, needed: readonly string[]): boolean {
  return hostCover(host, "*.instances.azureml.ms") === "all" || needed.some((one) => hostCover(one, host) === "all");
}

/** Zones of another cloud, but for those whose endpoints `private-dns-zone` speaks of. */
function* zones({ graph, cloud, requirements }: Context): Iterable<Verdict> {
  const rows = everyCloud.filter(({ kind }) => kind === "privateDnsZone");
  for (const zone of graph.ofType(zoneType)) {
    const name = zoneName(zone);
    const foreign = rows.find(({ value }) => value === name);
    if (!foreign || rows.some(({ value, clouds }) => value === name && clouds.includes(cloud))) continue;
    const right = rows.find((row) => row.clouds.includes(cloud) && stem(row.id) === stem(foreign.id));
    if (!right || requirements.some(({ id }) => id === right.id)) continue;
    const at = zone.names[0]?.at ?? zone.at;
    const change = at.from === "file" ? { do: "replace" as const, at, value: right.value } : undefined;
    yield {
      is: "unmet",
      subject: zone,
      requirement: right,
      value: foreign.value,
      at: at.from === "default" ? zone.at : at,
      message: `The zone '${foreign.value}' is one of ${cloudNames[foreign.clouds[0] ?? "public"]}, and this is deployed to ${cloudNames[cloud]}, where private endpoints resolve by '${right.value}'. Name it so.`,
      ...(change && { repair: { title: `Name the zone '${right.value}'`, changes: [change] } }),
    };
  }
}

function stem(id: string): string {
  return id.replace(/-(usgov|china)$/, "");
}

function unmet(entry: Entry, word: Word, cloud: Cloud): Verdict {
  const of = cloudOfHost(word.text) ?? "public";
  const right = counterpart(word.text, cloud);
  const advice = right ? ` Write '${right}'.` : " Write the host that the service has in this cloud.";
  const known = right !== undefined && word.known && word.at.from === "file";
  return {
    is: "unmet",
    subject: entry.resource,
    value: word.text,
    at: drawnAt(entry, word),
    message: `'${word.text}' in ${calledEntry(entry)} is a host of ${cloudNames[of]}, and this is deployed to ${cloudNames[cloud]}, where the service is not reached by it.${advice}`,
    ...(known &&
      word.at.from === "file" && { repair: { title: `Write '${right}'`, changes: [{ do: "replace", at: word.at, value: right }] } }),
  };
}
