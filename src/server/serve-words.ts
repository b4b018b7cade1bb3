// Links and hints at the words of the requirements. By the text alone: nothing is audited for them.
import { type DocumentLink, type InlayHint, InlayHintKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Requirement } from "../model/requirement.ts";
import type { Say } from "../report/say.ts";
import { findWord, vocabulary, type Word } from "../report/words.ts";
import { requirements } from "../rulebook/requirements/index.ts";
import { dayOf, defaultAsOf, inForceOn } from "../rulebook/requirements/select.ts";
import { type Quoted, wordsWanted } from "./cursor.ts";
import type { Server } from "./server.ts";
import type { Workspace } from "./workspace.ts";

export function serveWords(server: Server): void {
  const at = async (uri: string): Promise<{ document: TextDocument; workspace: Workspace } | undefined> => {
    await server.settled();
    const document = server.documents.get(uri);
    const workspace = document && (await server.workspaces.of(server.uri(uri)));
    return document && workspace?.asked.enabled ? { document, workspace } : undefined;
  };
  server.connection.onDocumentLinks(async ({ textDocument }) => {
    const found = await at(textDocument.uri);
    return found ? links(found.document, settingOf(found.workspace), server) : [];
  });
  server.connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const found = await at(textDocument.uri);
    if (!found?.workspace.asked.inlayHints) return [];
    const [from, to] = [found.document.offsetAt(range.start), found.document.offsetAt(range.end)];
    return hints(found.document, settingOf(found.workspace), from, to, server.say);
  });
}

interface Setting {
  readonly words: readonly Word[];
  readonly asOf: string;
}

/** Without an audit nobody knows the cloud unless somebody says it; most words mean the same in all. */
function settingOf({ asked }: Workspace): Setting {
  const { cloud = "public", region, asOf } = asked.settings;
  return {
    words: vocabulary(requirements, { cloud, ...(region !== undefined && { region }) }),
    asOf: (asOf && dayOf(asOf)) ?? defaultAsOf(requirements),
  };
}

function links(document: TextDocument, { words }: Setting, { wordPage, say }: Server): DocumentLink[] {
  return quotedIn(document.getText()).flatMap((quoted) => {
    const word = findWord(words, quoted.text, wordsWanted(document.getText(), quoted.start));
    const target = word && wordPage(word.text);
    if (!target) return [];
    const range = { start: document.positionAt(quoted.start), end: document.positionAt(quoted.end) };
    return [{ range, target: `${target}.md`, tooltip: say("Show the requirement") }];
  });
}

function hints(document: TextDocument, { words, asOf }: Setting, from: number, to: number, say: Say): InlayHint[] {
  const text = document.getText();
  return quotedIn(text).flatMap((quoted) => {
    if (quoted.end < from || quoted.start > to) return [];
    const word = findWord(words, quoted.text, wordsWanted(text, quoted.start));
    if (!word) return [];
    const current = word.rows.filter((row) => inForceOn(row, asOf));
    const label = portsTogether(telling(current));
    const why = current.map((row) => row.why).join("\n\n");
    return [
      {
        position: document.positionAt(quoted.end + 1),
        label: current.length ? label || say("needed") : say("no longer asked for"),
        kind: InlayHintKind.Type,
        paddingLeft: true,
        ...(why && { tooltip: why }),
      },
    ];
  });
}

/** What everybody needs says most; then what some need. */
function telling(rows: readonly Requirement[]): readonly Requirement[] {
  const required = rows.filter(({ level }) => level === "required");
  const always = required.filter(({ when }) => when.length === 0);
  return always.length ? always : required.length ? required : rows;
}

/** `TCP 80, 443; UDP 5831`. */
function portsTogether(rows: readonly Requirement[]): string {
  const byProtocol = Map.groupBy(
    rows.flatMap(({ flow }) => flow ?? []),
    ({ protocol }) => protocol,
  );
  return [...byProtocol]
    .map(
      ([protocol, flows]) => `${protocol === "Any" ? "" : `${protocol} `}${[...new Set(flows.flatMap(({ ports }) => ports))].join(", ")}`,
    )
    .join("; ");
}

/** Strings that could be a word: short, on one line. */
function quotedIn(text: string): readonly Quoted[] {
  return [...text.matchAll(/(['"])([\w*.-]{2,120})\1/g)].map((match) => {
    const start = match.index + 1;
    const inside = match[2] ?? "";
    return { start, end: start + inside.length, text: inside };
  });
}
