// A tag, host, zone or sub-resource explained in Markdown, cloud by cloud: where the links in the editor lead.
import type { Cloud } from "../model/declaration.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { defaultAsOf } from "../rulebook/requirements/select.ts";
import type { Say } from "./say.ts";
import { explainWord, findWord, vocabulary } from "./words.ts";

const clouds: Readonly<Record<Cloud, string>> = { public: "Azure public", usgov: "Azure US Government", china: "Azure in China" };

/** Undefined for a word that no requirement names. */
export function wordPage(text: string, say: Say): string | undefined {
  const asOf = defaultAsOf(requirements);
  const sections = (["public", "usgov", "china"] as const).flatMap((cloud) => {
    const word = findWord(vocabulary(requirements, { cloud }), text, ["tag", "host", "zone", "part"]);
    return word ? [`## ${clouds[cloud]}\n\n${explainWord(word, { cloud, asOf }, [], say)}`] : [];
  });
  return sections.length ? `${[`# ${text}`, ...sections].join("\n\n")}\n` : undefined;
}
