// The picture of a network as SVG: laid out here, coloured by the page that it stands in, the same in every face.
import type { Deployment } from "../model/finding.ts";
import { safe } from "./html-text.ts";
import { type Layout, layOut, type Placed, shorten } from "./picture-layout.ts";
import { type Arrow, type Box, sceneOf } from "./picture-scene.ts";
import type { Places } from "./places.ts";
import { titleOf } from "./report.ts";
import { english, type Say } from "./say.ts";

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Undefined where there is no network to show, or one too large to be read as a picture. */
export function picture(deployment: Deployment, places: Places, say: Say = english): Picture | undefined {
  const scene = sceneOf(deployment, say);
  if (!scene) return undefined;
  const layout = layOut(scene);
  const { places: placed, width, height } = layout;
  const boxes = [...scene.boxes].sort((a, b) => Number(b.kind === "network") - Number(a.kind === "network"));
  const networks = boxes.filter(({ kind }) => kind === "network").length;
  const drawn = boxes.flatMap((box) => {
    const place = placed.get(box.id);
    return place ? [drawBox(box, place, places)] : [];
  });
  // Arrows lie over networks and under what stands in them.
  drawn.splice(networks, 0, ...scene.arrows.map((arrow) => drawArrow(arrow, layout)));
  const label = say("Network of {0}: {1} parts, {2} connections", titleOf(deployment.id, say), scene.boxes.length, scene.arrows.length);
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="${safe(label)}" ${size}>${heads}${drawn.join("")}</svg>`;
  return { svg, width, height };
}

function drawBox(box: Box, { x: left, y: top, width, height }: Placed, places: Places): string {
  const [x, y] = [left + width / 2, top + height / 2];
  const frame = `<rect class="box ${box.kind}" x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="5"/>`;
  const titleY = box.kind === "network" ? top + 17 : box.note ? y - 3 : y + 5;
  const title = `<text class="title" x="${round(box.kind === "network" ? left + 8 : x)}" y="${round(titleY)}"${box.kind === "network" ? ' text-anchor="start"' : ""}>${safe(shorten(box.title))}</text>`;
  const note = box.note ? `<text class="small" x="${round(x)}" y="${round(y + 13)}">${safe(box.note)}</text>` : "";
  const inside = `<title>${safe(`${box.note ?? box.kind} ${box.title}`)}</title>${frame}${title}${note}`;
  const place = box.at && places.of(box.at);
  if (!place || box.at?.from !== "file") return `<g>${inside}</g>`;
  const { line, character } = place.range.start;
  const data = `data-uri="${safe(box.at.uri)}" data-line="${line}" data-character="${character}"`;
  return `<a href="${safe(encodeURI(place.file))}" ${data}>${inside}</a>`;
}

/** Straight as far as it can go, then a curve over the last gap. */
function drawArrow({ from, to, tone, note }: Arrow, { places, wide }: Layout): string {
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return "";
  const [x1, y1, x2, y2] = [start.x + start.width, start.y + start.height / 2, end.x - 2, end.y + end.height / 2];
  const bend = Math.max(x1, x2 - wide + 22);
  const middle = (bend + x2) / 2;
  const path = `M${round(x1)} ${round(y1)}H${round(bend)}C${round(middle)} ${round(y1)} ${round(middle)} ${round(y2)} ${round(x2)} ${round(y2)}`;
  const line = `<path class="arrow ${tone}" d="${path}" marker-end="url(#head-${tone})"/>`;
  const label = `<text class="small ${tone}" x="${round(middle)}" y="${round((y1 + y2) / 2 - 6)}">`;
  return note ? `${line}${label}${safe(note)}</text>` : line;
}

const heads = `<defs>${["good", "bad", "open", "plain"]
  .map(
    (tone) =>
      `<marker id="head-${tone}" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" orient="auto"><path class="head ${tone}" d="M0 0 8 4 0 8z"/></marker>`,
  )
  .join("")}</defs>`;

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}
