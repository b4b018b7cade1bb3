// Where packets start, and what the sources of a rule take in of it.
import type { Condition, Reason } from "../../model/value.ts";
import type { Range } from "../match/addresses.ts";
import { contains, isWhole, overlaps, pieces } from "../match/addresses.ts";
import type { Cover } from "../match/cover.ts";
import { anyOf } from "../match/cover.ts";
import type { Card, Subnet, Term, Terms } from "../topology/types.ts";

/** Where packets start: a subnet, or addresses of one. */
export interface Origination {
  /** Undefined where the addresses are not known. */
  readonly range: Range | undefined;
  /** Equal to itself where the addresses are not known. */
  readonly identity?: string;
  readonly subnet: Subnet | undefined;
  /** Computes of machine learning have none of ours. */
  readonly card?: Card;
  /** Under which the source itself is there. */
  readonly condition: Condition;
}

/** Rules that tell more pieces apart than this are compared with the whole source, which may then be covered in part. */
const MOST_PIECES = 64;

/** The ranges that lists of sources name. */
export function rangesOf(lists: readonly Terms[]): readonly Range[] {
  const ranges: Range[] = [];
  for (const { items } of lists) for (const term of items) if (term.is === "range") ranges.push(term.range);
  return ranges;
}

/** The pieces of a source that rules tell apart, so that each rule takes in a piece whole or not at all. */
export function sourcePieces(from: Origination, ranges: readonly Range[]): readonly Origination[] {
  const { range } = from;
  if (!range) return [from];
  const cut = pieces(range, ranges);
  if (cut.length === 1) return [from];
  return cut.length > MOST_PIECES ? [from] : cut.map((piece) => ({ ...from, range: piece }));
}

export function sourceCover(terms: Terms, from: Origination): Cover {
  const [only] = terms.items;
  const found =
    only && terms.items.length === 1 ? sourceTermCover(only, from) : anyOf(terms.items.map((term) => sourceTermCover(term, from)));
  return found !== "all" && terms.open ? terms.open : found;
}

function sourceTermCover(term: Term, from: Origination): Cover {
  switch (term.is) {
    case "any":
      return "all";
    case "range":
      if (isWhole(term.range)) return "all";
      if (from.range) return contains(term.range, from.range) ? "all" : overlaps(term.range, from.range) ? "some" : "none";
      return holdsNetwork(term.range, from) ? "all" : unknownSource(from);
    case "tag":
      return term.name === "virtualnetwork" ? "all" : "none";
    case "group":
      return memberCover(term.key, from.card);
    case "same":
      return identities(from).includes(term.identity) ? "all" : term.because;
    case "unknown":
      return term.because;
  }
}

function memberCover(key: string, card: Card | undefined): Cover {
  if (!card) return "none";
  if (key === "") return UNKNOWN_GROUP;
  return card.memberOf.includes(key) ? "all" : (card.memberOpen ?? "none");
}

const UNKNOWN_GROUP: Reason = {
  kind: "elsewhere",
  text: "Which application security group this rule names is not known here.",
  settle: "name the deployment that declares it as an environment in 'aml-network-audit.json'",
};

/** A subnet whose own prefix is not known still lies in its network. */
function holdsNetwork(range: Range, from: Origination): boolean {
  const space = from.subnet?.network?.space;
  if (!space || space.open || space.items.length === 0) return false;
  return space.items.every((term) => term.is === "range" && contains(range, term.range));
}

function identities(from: Origination): readonly string[] {
  const own = from.subnet?.prefixes.items ?? [];
  const around = from.subnet?.network?.space.items ?? [];
  const [only] = own;
  const whole = own.length === 1 && only?.is === "same" ? [only.identity] : [];
  if (from.identity !== undefined) return [from.identity];
  return [...whole, ...(around.length === 1 ? around.flatMap((term) => (term.is === "same" ? [term.identity] : [])) : [])];
}

function unknownSource(from: Origination): Reason {
  const name = from.subnet ? `subnet '${from.subnet.name}'` : "the source";
  const because = from.subnet?.prefixes.open ?? from.subnet?.prefixes.items.find((term) => "because" in term)?.because;
  const text = `The address range of ${name} is not known, so it cannot be compared with the sources of rules.`;
  return { kind: because?.kind ?? "parameter", text, settle: because?.settle ?? `give the address range of ${name}` };
}
