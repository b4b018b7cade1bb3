// Puts the containment table of a cloud into the form that matching asks.
import type { Cloud } from "../../model/declaration.ts";
import type { Containment, TagTable } from "../match/tags.ts";
import { NO_TABLE } from "../match/tags.ts";
import type { TagContainment } from "./table.ts";
import { tagContainment } from "./table.ts";

const read = new Map<Cloud, TagTable>();

/** What is known of a cloud's service tags. */
export function tagTable(cloud: Cloud): TagTable {
  if (cloud === "china") return NO_TABLE;
  const known = read.get(cloud) ?? tableOf(tagContainment[cloud]);
  read.set(cloud, known);
  return known;
}

function tableOf({ pairs, regionalExceptions }: TagContainment): TagTable {
  const exceptions = parse(regionalExceptions);
  const found = new Map([...parse(pairs), ...exceptions]);
  return { known: true, containment: (outer, inner) => found.get(`${outer} ${inner}`), regionsWhole: exceptions.length === 0 };
}

function parse(lines: string): readonly (readonly [string, Containment])[] {
  return lines.split("\n").flatMap((line): readonly (readonly [string, Containment])[] => {
    const [outer, inner, of, lacking, ...named] = line.trim().split(" ");
    return outer && inner ? [[`${outer} ${inner}`, { of: Number(of), lacking: Number(lacking), named }]] : [];
  });
}
