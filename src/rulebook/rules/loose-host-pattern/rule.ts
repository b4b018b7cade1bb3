import type { Repair } from "../../../model/repair.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { hostCover, isFirewallPattern } from "../../../reach/match/hosts.ts";
import type { Entry, Word } from "../../questions/entries.ts";
import { calledEntry, drawnAt, entriesOf } from "../../questions/entries.ts";
import { fromBook } from "../../questions/from-book.ts";
import { hiddenWords } from "../../questions/hidden-words.ts";
import { placeIn } from "../../questions/setting.ts";

export const rule: Rule = {
  id: "loose-host-pattern",
  title: "Host patterns let through what is meant and nothing else",
  severity: "warning",
  why: `An asterisk in a host of Azure Firewall stands for any text: \`*pytorch.org\` also lets \`evilpytorch.org\` through. A host without asterisk is
that host alone: \`azurecr.io\` lets no registry through, only the bare domain, behind which there is nothing. A host with a path matches
no request at all, because a host name has no path. Microsoft's older pages advise all three.`,
  how: "Write `*.pytorch.org` and `pytorch.org` for a domain with its hosts, `*.azurecr.io` for the hosts below a domain, and leave paths out or put them into a URL rule.",
  documents: ["firewall-faq", "use-a-firewall", "il5-guide"],
  controls: ["SC-7", "AC-4"],
  *check({ graph, book }: Context): Iterable<Verdict> {
    const asked = patternsOf(book);
    for (const entry of entriesOf(graph)) {
      const hosts = entry.words.filter(({ place }) => place === "host");
      const loose = hosts.flatMap((word) => {
        const verdict = looseness(entry, word);
        return verdict && concerns(word.text, asked) ? [verdict] : [];
      });
      yield* loose;
      if (hosts.length > 0 && loose.length === 0) {
        yield { is: "met", subject: entry.resource, witness: { at: drawnAt(entry, hosts[0]), name: entry.name } };
      }
    }
    yield* hiddenWords(graph, "its host patterns let through what is meant and nothing else", ({ place }) => place === "host");
  },
};

const patternsOf = fromBook((book) =>
  book.flatMap(({ flow }) => flow?.alternatives.flat().flatMap((to) => ("host" in to ? [to.host.replace(/<[^<>]*>/g, "*")] : [])) ?? []),
);

/** Whether a host has to do with any that is or was asked for. */
function concerns(host: string, asked: readonly string[]): boolean {
  const plain = host.replace(/^https?:\/\//i, "").replace(/\/.*$/s, "");
  return bare.has(plain.toLowerCase()) || asked.some((one) => hostCover(plain, one) !== "none");
}

/** Domains of Azure that are nothing by themselves, with the hosts below them that are meant. */
const bare: ReadonlyMap<string, string> = new Map([
  ["windows.net", "*.blob.core.windows.net"],
  ["microsoft.com", "mcr.microsoft.com"],
  ...["core.windows.net", "core.usgovcloudapi.net", "core.chinacloudapi.cn"].map((name) => [name, `*.blob.${name}`] as const),
  ...["blob", "file", "queue", "table", "dfs"].flatMap((service) =>
    ["core.windows.net", "core.usgovcloudapi.net", "core.chinacloudapi.cn"].map((name) => below(`${service}.${name}`)),
  ),
  ...["azurecr.io", "azurecr.us", "azurecr.cn", "vault.azure.net", "vault.usgovcloudapi.net", "vault.azure.cn"].map(below),
  ...["azureml.ms", "azureml.net", "azureml.us", "azureml.cn", "instances.azureml.ms", "instances.azureml.net", "pythonhosted.org"].map(
    below,
  ),
]);

function below(name: string): readonly [string, string] {
  return [name, `*.${name}`];
}

function looseness(entry: Entry, word: Word): Verdict | undefined {
  const host = word.text.toLowerCase();
  if (/^https?:|\//.test(host)) return withPath(entry, word);
  const meant = bare.get(host);
  if (meant) {
    const unmet = `'${word.text}' in ${calledEntry(entry)} is the bare domain alone, so nothing below it is let through and what the rule is for stays blocked. Write '${meant}'.`;
    return verdictOf(entry, word, unmet, replacing(word, meant));
  }
  const domain = /^\*([a-z0-9-]+\.[a-z0-9.-]+)$/.exec(host)?.[1];
  if (domain) {
    const unmet = `'${word.text}' in ${calledEntry(entry)} also lets hosts such as 'evil${domain}' through, which anybody may own. Write '*.${domain}' and '${domain}'.`;
    return verdictOf(entry, word, unmet, splitting(entry, word, domain));
  }
  if (isFirewallPattern(host) || entry.kind === "managed") return undefined;
  const unmet = `'${word.text}' in ${calledEntry(entry)} has an asterisk that is not at the very left, which Azure Firewall does not take. Write the name out or begin it with '*.'.`;
  return verdictOf(entry, word, unmet, undefined);
}

function withPath(entry: Entry, word: Word): Verdict {
  const host = word.text.replace(/^https?:\/\//i, "").replace(/[/:].*$/s, "");
  const unmet = `'${word.text}' in ${calledEntry(entry)} has a path or a scheme, which no host name has, so the rule matches nothing. Write '${host}', or use a URL rule, which needs Azure Firewall Premium with TLS inspection.`;
  return verdictOf(entry, word, unmet, host && word.known ? replacing(word, host) : undefined);
}

function verdictOf(entry: Entry, word: Word, message: string, repair: Repair | undefined): Verdict {
  return { is: "unmet", subject: entry.resource, value: word.text, at: drawnAt(entry, word), message, ...(repair && { repair }) };
}

function replacing(word: Word, value: string): Repair | undefined {
  if (word.at.from !== "file") return undefined;
  return { title: `Write '${value}'`, changes: [{ do: "replace", at: word.at, value }] };
}

/** The hosts of the domain, and the domain itself beside them where they stand in a list. */
function splitting(entry: Entry, word: Word, domain: string): Repair | undefined {
  const repair = replacing(word, `*.${domain}`);
  const there = entry.words.some(({ text }) => text.toLowerCase() === domain);
  if (!repair || !word.list || there) return repair;
  const append = { do: "append" as const, ...placeIn(entry.resource, word.list), value: domain };
  return { title: `Write '*.${domain}' and '${domain}'`, changes: [append, ...repair.changes] };
}
