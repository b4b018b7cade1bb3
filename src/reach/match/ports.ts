/** Inclusive at both ends, 0 to 65535. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

export const EVERY_PORT: Ports = { from: 0, to: 65535 };

/** Reads `443`, `8704-8710` and `*`. Undefined for anything else, reversed ranges too. */
export function parsePorts(text: string): Ports | undefined {
  const written = text.trim();
  if (written === "*") return EVERY_PORT;
  const found = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(written);
  if (!found) return undefined;
  const from = Number(found[1]);
  const to = found[2] === undefined ? from : Number(found[2]);
  return from > to || to > EVERY_PORT.to ? undefined : { from, to };
}

export function containsPorts(outer: Ports, inner: Ports): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** The pieces of `ports` between the edges of the others, so that each of those holds a piece whole or not at all. */
export function portPieces(ports: Ports, others: Iterable<Ports>): readonly Ports[] {
  if (ports.from === ports.to) return [ports];
  const cuts = new Set([ports.from]);
  for (const other of others) {
    if (other.from > ports.from && other.from <= ports.to) cuts.add(other.from);
    if (other.to >= ports.from && other.to < ports.to) cuts.add(other.to + 1);
  }
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.map((from, index) => ({ from, to: (starts[index + 1] ?? ports.to + 1) - 1 }));
}
