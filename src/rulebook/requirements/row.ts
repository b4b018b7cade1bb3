// How the files of this folder write their rows: what every row has unless it says otherwise, and tables with a column for each cloud.
import type { Cloud } from "../../model/declaration.ts";
import type { Destination, Flow, Protocol, Requirement } from "../../model/requirement.ts";

/** The day on which the whole book was last held against the documents. */
const checked = "2026-11-21";

type Usual = "clouds" | "when" | "level" | "checked";
export type Row = Omit<Requirement, Usual> & Partial<Pick<Requirement, Usual>>;

/** A row for all clouds, always in force and required, unless it says otherwise. */
export function row(facts: Row): Requirement {
  return { clouds: ["public", "usgov", "china"], when: [], level: "required", checked, ...facts };
}

/** One row for each cloud that has a column. The public one keeps the id; the others end in `-usgov` and `-china`. */
export function columns(
  shared: Omit<Row, "sources"> & Partial<Pick<Row, "sources">>,
  byCloud: { readonly [cloud in Cloud]?: Partial<Omit<Row, "id" | "clouds">> },
): readonly Requirement[] {
  const clouds: readonly Cloud[] = ["public", "usgov", "china"];
  return clouds.flatMap((cloud) => {
    const own = byCloud[cloud];
    if (!own) return [];
    const id = cloud === "public" ? shared.id : `${shared.id}-${cloud}`;
    return [row({ ...shared, ...own, id, clouds: [cloud], sources: [...(shared.sources ?? []), ...(own.sources ?? [])] })];
  });
}

export function outbound(protocol: Protocol, ports: readonly string[], ...alternatives: readonly (readonly Destination[])[]): Flow {
  return { direction: "outbound", protocol, ports, alternatives };
}

export function inbound(protocol: Protocol, ports: readonly string[], ...alternatives: readonly (readonly Destination[])[]): Flow {
  return { direction: "inbound", protocol, ports, alternatives };
}

/** A tag that has no regional form, or whose regional form is not enough. */
export function tag(name: string): readonly Destination[] {
  return [{ tag: name }];
}

/** A tag whose form for the workspace's own region is enough. */
export function regionalTag(name: string): readonly Destination[] {
  return [{ tag: name, regional: true }];
}

/** Hosts of one alternative, all of them needed. */
export function hosts(...names: readonly string[]): readonly Destination[] {
  return names.map((host) => ({ host }));
}

/** Hosts that need fewer ports than the flow has. */
export function hostsOn(ports: readonly string[], ...names: readonly string[]): readonly Destination[] {
  return names.map((host) => ({ host, ports }));
}
