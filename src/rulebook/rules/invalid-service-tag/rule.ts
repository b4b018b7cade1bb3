import type { Cloud } from "../../../model/declaration.ts";
import type { Repair } from "../../../model/repair.ts";
import type { Context, Rule, Verdict } from "../../../model/verdict.ts";
import { parseRange } from "../../../reach/match/addresses.ts";
import type { Entry, Hidden, Word } from "../../questions/entries.ts";
import { calledEntry, drawnAt, entriesOf } from "../../questions/entries.ts";
import { hiddenWords, isRemote } from "../../questions/hidden-words.ts";
import { placeIn } from "../../questions/setting.ts";
import { listDate, tagInCloud } from "../../service-tags/known.ts";
import { likelyTag, tagMeantBy } from "../../service-tags/likely.ts";

export const rule: Rule = {
  id: "invalid-service-tag",
  title: "Service tags are ones that this cloud has",
  severity: "error",
  why: `Azure refuses a rule or route with a service tag that it does not have, and with it the whole deployment. Microsoft's own pages have printed
\`ContainerRegistry\`, \`Keyvault\` and \`Frontdoor.FirstParty\`, none of which is a tag, and clouds differ: Azure Government has no
\`AzureFrontDoor.FirstParty\`.`,
  how: "Write the tag as Microsoft's published list of the cloud has it. Case does not count; a region follows after a dot.",
  documents: ["service-tags", "published-service-tags", "use-a-firewall", "il5-guide"],
  controls: ["CM-6"],
  *check({ graph, cloud }: Context): Iterable<Verdict> {
    for (const entry of entriesOf(graph)) {
      const tags = entry.words.filter(isTag);
      const judged = tags.flatMap((word) => judge(entry, word, cloud) ?? []);
      yield* judged;
      if (tags.length > 0 && judged.length === 0) {
        yield { is: "met", subject: entry.resource, witness: { at: drawnAt(entry, tags[0]), name: entry.name } };
      }
    }
    const isAddress = ({ place }: Hidden) => place === "source" || place === "destination";
    yield* hiddenWords(graph, "its service tags are ones that this cloud has", (one, entry) => isAddress(one) && isRemote(one, entry));
  },
};

const unknownParts = /\u{e000}[^\u{e000}\u{e001}]*\u{e001}/gu;
const cloudNames: { readonly [cloud in Cloud]: string } = {
  public: "Azure public",
  usgov: "Azure Government",
  china: "Azure operated by 21Vianet",
};

/** Letters, digits and dots, and no address: a tag, perhaps with a region that is not known. */
function isTag({ place, text }: Word): boolean {
  if (place !== "source" && place !== "destination") return false;
  const plain = text.replace(unknownParts, "x");
  return /^[a-z][a-z0-9]*(\.[a-z0-9]+)*$/i.test(plain) && !text.startsWith("\u{e000}") && !parseRange(plain) && !/^any$/i.test(plain);
}

function judge(entry: Entry, word: Word, cloud: Cloud): Verdict | undefined {
  const hasOpenRegion = !word.known;
  const tag = hasOpenRegion ? word.text.replace(/\.?\u{e000}.*$/su, "") : word.text;
  const answer = tagInCloud(tag, cloud);
  const where = `'${tag}' in ${calledEntry(entry)}`;
  switch (answer.is) {
    case "known":
      return forbidden(entry, word, answer.name);
    case "unknown":
    case "unlisted": {
      const likely = likelyTag(tag, cloud);
      const real = tagMeantBy(tag);
      if (!likely && real) {
        const message = `${where} is no service tag of Azure, so the deployment is refused. What is meant, '${real}', is none of ${cloudNames[cloud]} either. Take it away; hosts of what it is for can be let through by name.`;
        return { ...unmet(entry, word, message, undefined), ...removing(entry, word) };
      }
      if (!likely) return unlisted(entry, word, tag, cloud);
      const message = `${where} is no service tag of Azure, so the deployment is refused. Write '${likely}'.`;
      return unmet(entry, word, message, hasOpenRegion ? undefined : likely);
    }
    case "not-regional":
      return regional(entry, word, tag, answer, cloud);
    case "not-here": {
      const message = `${where} is no service tag of ${cloudNames[cloud]}, only of ${answer.clouds.map((one) => cloudNames[one]).join(" and ")}, so the deployment is refused. Take it away; hosts of what it is for can be let through by name.`;
      return { ...unmet(entry, word, message, undefined), ...removing(entry, word) };
    }
  }
}

/** Azure knows a few tags that it does not publish, and new ones come: a name like no other is not proven wrong. */
function unlisted(entry: Entry, word: Word, tag: string, cloud: Cloud): Verdict {
  const date = listDate(cloud);
  const list = date
    ? `The list of ${cloudNames[cloud]} published in ${date} has no such tag`
    : `No list of ${cloudNames[cloud]} is at hand, and no other cloud has it`;
  const because = { kind: "elsewhere", text: `${list}.`, settle: "look for it in a newer list" } as const;
  const message = `It cannot be told whether '${tag}' in ${calledEntry(entry)} is a service tag. ${because.text} To settle it, ${because.settle}.`;
  return { is: "unclear", subject: entry.resource, value: tag, at: drawnAt(entry, word), because, message };
}

/** Azure Firewall takes no tags that stand for the network itself. */
function forbidden(entry: Entry, word: Word, name: string): Verdict | undefined {
  if (entry.kind !== "network" || !["VirtualNetwork", "AzureLoadBalancer"].includes(name)) return undefined;
  return unmet(
    entry,
    word,
    `'${name}' in ${calledEntry(entry)} is a tag of security groups, which Azure Firewall does not take. Write the addresses of the network.`,
    undefined,
  );
}

function regional(
  entry: Entry,
  word: Word,
  tag: string,
  { name, sure }: { readonly name: string; readonly sure: boolean },
  cloud: Cloud,
): Verdict {
  const likely = likelyTag(tag, cloud);
  if (!sure && !likely) return unlisted(entry, word, tag, cloud);
  const region = tag.slice(name.length + 1);
  const right = likely ?? name;
  const message = `'${tag}' in ${calledEntry(entry)} is no service tag of ${cloudNames[cloud]}, which has '${name}' and not for '${region}', so the deployment is refused. Write '${right}'.`;
  return unmet(entry, word, message, right);
}

function unmet(entry: Entry, word: Word, message: string, right: string | undefined): Verdict {
  const repair: Repair | undefined =
    right !== undefined && word.at.from === "file"
      ? { title: `Write '${right}'`, changes: [{ do: "replace", at: word.at, value: right }] }
      : undefined;
  return {
    is: "unmet",
    subject: entry.resource,
    value: word.text.replace(unknownParts, "<region>"),
    at: drawnAt(entry, word),
    message,
    ...(repair && { repair }),
  };
}

/** Taken out of a list that holds others. */
function removing(entry: Entry, word: Word): { readonly repair?: Repair } {
  if (!word.list || word.among < 2) return {};
  return { repair: { title: `Take '${word.text}' away`, changes: [{ do: "remove", ...placeIn(entry.resource, word.path) }] } };
}
