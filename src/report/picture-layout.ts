// Where the boxes of a picture stand: networks on the left, hubs in the middle, what they lead to on the right. Arrows run from left to right,
// and what lies between their ends is kept clear: private endpoints begin below the firewalls that they pass.
import type { Box, Scene } from "./picture-scene.ts";

/** Left upper corner and size, in pixels. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
  /** Before the right column: as long as what is written on the arrows there. */
  readonly wide: number;
}

const margin = 14;
const padding = 14;
const gap = 12;
/** For a network's name. */
const head = 34;
/** Between columns, with room for an arrow, or for an arrow and a few words on it. */
const narrow = 56;
const usual = 132;

export function layOut(scene: Scene): Layout {
  const columns = sort(scene);
  const [left, inner, middle, right] = [columns.left, columns.inner, columns.middle, columns.right].map((boxes) => widest(boxes));
  const wide = Math.max(usual, ...scene.arrows.map(({ note = "" }) => note.length * 6.6 + 30));
  const x = margin + padding;
  const innerX = x + (left ?? 0) + narrow;
  const leftEnd = (inner ? innerX + inner : x + (left ?? 0)) + padding;
  const middleX = left ? leftEnd + narrow + padding : x;
  const middleEnd = middle ? middleX + middle + padding : leftEnd;
  const page: Page = { places: new Map(), scene };
  const clear = stack(page, columns.middle, { x: middleX, width: middle ?? 0 }, margin);
  const bottom = placeLeft(page, columns, { x, width: left ?? 0 }, { x: innerX, width: inner ?? 0 }, { clear, end: leftEnd });
  const end = placeRight(page, columns.right, { x: middleEnd + wide, width: right ?? 0 });
  const width = right ? middleEnd + wide + right + margin : middleEnd + margin;
  return { places: page.places, wide, width: Math.ceil(width), height: Math.ceil(Math.max(clear, bottom, end) + margin) };
}

interface Page {
  readonly places: Map<string, Placed>;
  readonly scene: Scene;
}

interface Column {
  readonly x: number;
  readonly width: number;
}

interface Columns {
  readonly left: readonly Box[];
  /** Firewalls inside networks of the left column. */
  readonly inner: readonly Box[];
  readonly middle: readonly Box[];
  readonly right: readonly Box[];
}

function sort({ boxes, arrows }: Scene): Columns {
  const from = new Set(arrows.map((arrow) => arrow.from));
  const to = new Set(arrows.map((arrow) => arrow.to));
  const within = (network: Box) => boxes.filter(({ inside }) => inside === network.id);
  const isHub = (box: Box) =>
    within(box).some(({ kind }) => kind === "firewall") && !within(box).some(({ id, kind }) => kind !== "firewall" && from.has(id));
  const hubs = new Set(boxes.filter((box) => box.kind === "network" && isHub(box)).map(({ id }) => id));
  const columnOf = (box: Box): keyof Columns => {
    if (hubs.has(box.inside ?? box.id)) return "middle";
    if (box.kind === "firewall") return box.inside === undefined ? "middle" : "inner";
    const outside =
      box.kind === "internet" || box.kind === "service" || (box.kind === "workspace" && (to.has(box.id) || !from.has(box.id)));
    return outside ? "right" : "left";
  };
  const of = (name: keyof Columns) => boxes.filter((box) => columnOf(box) === name);
  return { left: of("left"), inner: of("inner"), middle: of("middle"), right: of("right") };
}

/** Stands boxes under each other, with networks around what they hold and firewalls first. Returns where the last one ends. */
function stack({ places }: Page, boxes: readonly Box[], { x, width }: Column, top: number): number {
  let y = top;
  for (const box of boxes.filter(({ inside }) => inside === undefined)) {
    const held = boxes.filter(({ inside }) => inside === box.id).sort((a, b) => rank(a) - rank(b));
    const start = y;
    if (box.kind === "network") y += head;
    for (const one of box.kind === "network" ? held : [box]) {
      places.set(one.id, { x, y, width, height: heightOf(one) });
      y += heightOf(one) + gap;
    }
    if (box.kind === "network") {
      places.set(box.id, { x: x - padding, y: start + 8, width: width + 2 * padding, height: Math.max(head, y - start - 8) });
      y += gap;
    }
  }
  return y;
}

function placeLeft(page: Page, { left, inner }: Columns, column: Column, beside: Column, limit: { clear: number; end: number }): number {
  const { places } = page;
  const from = new Set(page.scene.arrows.map((arrow) => arrow.from));
  let y = margin;
  for (const box of left.filter(({ inside }) => inside === undefined)) {
    if (box.kind !== "network") {
      y = stack(page, [box], column, y);
      continue;
    }
    const start = y;
    const held = left.filter(({ inside }) => inside === box.id);
    const firewalls = inner.filter(({ inside }) => inside === box.id);
    const open = held.filter(({ kind }) => kind !== "endpoint" && kind !== "zones");
    const low = held.filter(({ kind }) => kind === "endpoint" || kind === "zones").sort((a, b) => rank(a) - rank(b));
    const subnets = [...open].sort((a, b) => Number(from.has(b.id)) - Number(from.has(a.id)));
    const besideEnd = stackIn(places, firewalls, beside, start + head);
    y = stackIn(places, subnets, column, start + head);
    const past = low.some(({ id }) => from.has(id)) ? limit.clear : 0;
    if (low.length) y = stackIn(places, low, column, Math.max(y, besideEnd, past));
    y = Math.max(y, besideEnd);
    places.set(box.id, { x: margin, y: start + 8, width: limit.end - margin, height: Math.max(head, y - start - 8) });
    y += gap;
  }
  return y;
}

function stackIn(places: Map<string, Placed>, boxes: readonly Box[], { x, width }: Column, top: number): number {
  let y = top;
  for (const box of boxes) {
    places.set(box.id, { x, y, width, height: heightOf(box) });
    y += heightOf(box) + gap;
  }
  return y;
}

/** What arrows lead to stands beside where they come from, as far as there is room. */
function placeRight({ places, scene }: Page, boxes: readonly Box[], { x, width }: Column): number {
  const wish = (box: Box): number => {
    const sources = scene.arrows.filter(({ to }) => to === box.id).flatMap(({ from }) => places.get(from) ?? []);
    const middles = sources.map((source) => source.y + source.height / 2);
    return middles.length ? middles.reduce((sum, one) => sum + one, 0) / middles.length : Number.POSITIVE_INFINITY;
  };
  const wished = boxes.map((box) => ({ box, middle: wish(box) })).sort((a, b) => a.middle - b.middle);
  let y = margin;
  for (const { box, middle } of wished) {
    const height = heightOf(box);
    const top = Number.isFinite(middle) ? Math.max(y, middle - height / 2) : y;
    places.set(box.id, { x, y: top, width, height });
    y = top + height + gap;
  }
  return y;
}

function rank({ kind }: Box): number {
  return kind === "firewall" ? 0 : kind === "zones" ? 2 : 1;
}

function heightOf({ note }: Box): number {
  return note ? 44 : 32;
}

function widest(boxes: readonly Box[]): number {
  const widths = boxes.map(({ title, note = "" }) => Math.max(110, Math.max(shorten(title).length * 7.4, note.length * 6.4) + 24));
  return boxes.length ? Math.max(...widths) : 0;
}

export function shorten(text: string): string {
  return text.length > 36 ? `${text.slice(0, 35)}…` : text;
}
